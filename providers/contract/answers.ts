import * as z from 'zod';
import { REASONS } from '../../core/model/verdict.ts';
import { headerName, line, place, slashed, statuses, step, steps } from './text.ts';

const EXPECT =
  'write the value itself, a list of values, a pattern such as /^ok$/i, or one of <string>, <number>, <boolean>, <array>, <object>, <filled object>, <missing>';

const literal = z.union([z.string(), z.number(), z.boolean(), z.null()], EXPECT);

/** What a place of the body must be. */
const expected = z.union([literal, z.array(literal).min(1)], EXPECT).describe(EXPECT);

const where = {
  status: statuses,
  body: z.record(place, expected).exactOptional().describe('Places of the JSON body. All must hold.'),
  header: z.record(headerName, slashed).exactOptional().describe('Headers of the answer. All must hold.'),
  text: slashed.exactOptional().describe('A pattern of a body that is plain text by design.'),
};

const separator = z.enum([' ', ',', ';', '|'], 'write what stands between scopes: " ", ",", ";" or "|"');

export const DATE_FORMATS = [
  'iso',
  'seconds',
  'milliseconds',
  'seconds-left',
  'spaced',
  'http',
  'iso-or-seconds',
] as const;

const DATE = `write a place of the body, or {at or header, format}; formats are ${DATE_FORMATS.join(', ')}`;

const date = z
  .union(
    [
      place,
      z.strictObject(
        {
          at: place.exactOptional(),
          header: headerName.exactOptional(),
          format: z
            .enum(DATE_FORMATS, DATE)
            .exactOptional()
            .describe('iso unless said. spaced: 2026-12-01 00:00:00 UTC'),
          plus: place.exactOptional().describe('Place of seconds that are added to the date.'),
          never: z.array(literal).exactOptional().describe('Values that mean no end, besides null.'),
          absent: z
            .enum(['never', 'unknown'])
            .exactOptional()
            .describe('What it means when it is not there; unknown unless said.'),
        },
        DATE,
      ),
    ],
    DATE,
  )
  .describe('When the token ends.');

const LIST = 'write a place of the body, or {at or header, separator, field}';

const list = z.union(
  [
    place,
    z.strictObject(
      {
        at: place.exactOptional(),
        header: headerName.exactOptional(),
        separator: separator.exactOptional().describe('Of one text; a space unless said, a comma in a header.'),
        field: line('write the name of the field', 80)
          .exactOptional()
          .describe('Of a list of objects: the field that names the scope.'),
      },
      LIST,
    ),
  ],
  LIST,
);

const reading = {
  subject: place.exactOptional().describe('Whose token it is.'),
  scopes: list.exactOptional(),
  expiry: date.exactOptional(),
  renewable: z.literal('vault').exactOptional().describe('How the answer tells that it is renewed in place.'),
  uses: place.exactOptional().describe('Requests that are still taken with it.'),
};

const declared = z
  .literal('configured status')
  .exactOptional()
  .describe('Of your own issuers: this status alone means it, whatever the body. Built-in issuers must prove it.');

const REASON = `write the nearer word for it: ${REASONS.join(', ')}`;

const reason = z
  .enum(REASONS, REASON)
  .exactOptional()
  .describe('Where it is no scope, or no firewall: the nearer word for it.');

const accepted = z.strictObject({ say: z.literal('accepted'), ...where, proof: declared, ...reading });

const lacking = z.strictObject({
  say: z.literal('lacking'),
  ...where,
  proof: declared,
  lacks: z.array(line('write what is missing, such as the scope repo', 120)).max(5),
  lacksAt: list.exactOptional().describe('Where the answer itself names it.'),
  reason,
});

const refused = z.strictObject({
  say: z.literal('refused'),
  ...where,
  proof: declared,
  meaning: z.enum(['expired', 'malformed', 'unrecognised', 'revoked', 'account-disabled']).exactOptional(),
});

const ambiguous = z.strictObject({
  say: z.literal('ambiguous'),
  ...where,
  proof: declared,
  otherwise: line('write what else it can mean, such as: it is bound to other addresses', 250),
  settle: steps,
});

const misconfigured = z.strictObject({
  say: z.literal('misconfigured'),
  ...where,
  detail: line('write what is wrong beside the token', 250),
  remedy: steps,
  reason,
});

const unanswered = z.strictObject({
  say: z.literal('unanswered'),
  ...where,
  why: z.enum(['rate-limited', 'provider-outage', 'network', 'blocked']),
  detail: line('write what the answer means', 250),
  remedy: z.array(step).max(3).exactOptional(),
  reason,
});

export const SAYS = ['accepted', 'lacking', 'refused', 'ambiguous', 'misconfigured', 'unanswered'] as const;

/** One rule. The first that fits is taken; what none names is unknown, and never dead. */
export const answer = z.discriminatedUnion('say', [accepted, lacking, refused, ambiguous, misconfigured, unanswered], {
  error: `write say: one of ${SAYS.join(', ')}`,
});

const RULES = 'write the name of a list under rules: {use: limits}';

const use = z.strictObject({ use: z.string(RULES).regex(/^[a-z][a-z0-9-]{0,30}$/, RULES) }, RULES);

/** Rules, and lists of them by name. */
export const answers = z.array(z.union([use, answer]));

export type AnswersText = z.infer<typeof answers>;
export type AnswerText = z.infer<typeof answer>;
export type DateText = z.infer<typeof date>;
export type ListText = z.infer<typeof list>;
export type ExpectText = z.infer<typeof expected>;
