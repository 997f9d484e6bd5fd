import * as z from 'zod';
import { REASONS } from '../../core/model/verdict.ts';
import { answers } from './answers.ts';
import { compiled } from './pattern.ts';
import { headerName, line, link, steps } from './text.ts';

export const CHECKS = ['crc32-base62', 'discord-bot', 'discord-cut', 'user-password', 'npm-cut', 'jwt'] as const;

const SIGN = 'write aws-sigv4, github-app, or {by: jwt-bearer, claims: {iss: …}, keyId: …}';

/** `github-app`: a JWT of the app, whose id is the companion app_id. */
const signature = z.union(
  [
    z.enum(['aws-sigv4', 'github-app'], SIGN),
    z.strictObject({
      by: z.literal('jwt-bearer', SIGN),
      claims: z.record(z.string(), line(SIGN, 200)).describe('Besides iat and exp. {name} is a companion.'),
      keyId: line(SIGN, 100).exactOptional(),
    }),
  ],
  SIGN,
);

const PATTERN = 'write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$, without nested repetition';

/** A regular expression without slashes. */
const pattern = z
  .string(PATTERN)
  .max(1000, PATTERN)
  .refine((source) => compiled(source) !== undefined, PATTERN);

const PREFIX = 'write the beginning of every such token, such as ghp_, or a list of them';

const prefix = z.union([line(PREFIX, 80), z.array(line(PREFIX, 80)).min(1).max(20)], PREFIX);

const shape = z
  .strictObject({
    prefix: prefix.exactOptional().describe('Every such token begins with it.'),
    rest: pattern.exactOptional().describe('What follows the prefix, such as [A-Za-z0-9]{36}.'),
    pattern: pattern
      .exactOptional()
      .describe('The whole token, anchored, where prefix and rest do not say it. Named groups are parts: {id}.'),
    alphabet: pattern
      .exactOptional()
      .describe('A character class of all that are known, such as [A-Za-z0-9_]. Told from rest unless said.'),
    minLength: z
      .int()
      .min(1)
      .max(65536)
      .exactOptional()
      .describe('The shortest that is known. Told from rest unless said.'),
    distinctive: z
      .boolean()
      .exactOptional()
      .describe('Whether the shape belongs to this kind alone. True with a prefix unless said.'),
    common: z
      .literal(true)
      .exactOptional()
      .describe('Other values begin so too (api-, key_): a damaged one is not told by it.'),
    open: z
      .literal(true)
      .exactOptional()
      .describe('No issuer chose an alphabet: the pattern only tells what most look like.'),
    begins: pattern.exactOptional().describe('A beginning that tells a damaged value where no constant one does.'),
    headerPrefixes: z.array(line('write what people copy along, such as "Bearer "', 20)).exactOptional(),
  })
  .refine((one) => (one.pattern === undefined) === (one.rest !== undefined), 'write either prefix and rest, or pattern')
  .refine((one) => one.pattern === undefined || (one.pattern.startsWith('^') && one.pattern.endsWith('$')), {
    error: PATTERN,
    path: ['pattern'],
  })
  .refine(
    (one) => one.pattern === undefined || (one.alphabet !== undefined && one.minLength !== undefined),
    'write alphabet and minLength beside pattern',
  );

const AUTH =
  'write bearer, none, {header, scheme} or {basic: [user, password]} with {token} in one of them; bearer unless said';

const auth = z.union(
  [
    z.enum(['bearer', 'none', 'user-password'], AUTH),
    z.strictObject({
      header: headerName,
      scheme: line('write what stands before the token, such as Token', 30).exactOptional(),
    }),
    z.strictObject({
      basic: z.tuple([z.string().max(120), z.string().max(120)]),
      formEncoded: z.literal(true).exactOptional().describe('Of a client: RFC 6749 section 2.3.1.'),
    }),
  ],
  AUTH,
);

const URL_SAY = 'write an https address, or a path such as /api/v4/user of an issuer that people run themselves';

const url = z
  .string(URL_SAY)
  .regex(/^(?:$|https:\/\/[a-z0-9.-]+(?::\d{1,5})?\/|http:\/\/127\.0\.0\.1(?::\d{1,5})?\/|\/)[\x21-\x7e]*$/, URL_SAY)
  .max(500, URL_SAY);

const filled = z.record(z.string(), z.string().max(4000));

const request = {
  method: z
    .enum(['GET', 'POST'], 'write GET, or POST where that only reads')
    .exactOptional()
    .describe('GET unless said.'),
  url: url.describe(
    'Must be harmless: it reads, and changes, sends or issues nothing. {token} and parts are filled in.',
  ),
  headers: z.record(headerName, line('write the value of the header', 300)).exactOptional(),
  json: filled.exactOptional().describe('Sent as JSON, placeholders filled.'),
  answers: answers.exactOptional().describe('First match wins. Those of `every` follow the probe’s own.'),
};

const beside = z.strictObject({
  ...request,
  auth: auth.exactOptional().describe('That of the probe unless said.'),
});

export const online = z.strictObject({
  ...request,
  url: url.exactOptional(),
  auth: auth.exactOptional(),
  sign: signature.exactOptional().describe('The token is a key that signs the request, and is not sent.'),
  base: link.exactOptional().describe('Where a path goes when nobody names an address.'),
  form: filled.exactOptional(),
  refreshHint: filled.exactOptional().describe('Added to the form for a refresh token (RFC 7662 section 2.1).'),
  namespaceHeader: headerName.exactOptional().describe('Carries the tag token-health:namespace.'),
  before: beside.exactOptional().describe('Asked before a version was ever accepted, where the probe would harm some.'),
  sparing: beside.exactOptional().describe('Asked in place of the probe once uses are counted: it costs none.'),
  more: beside.exactOptional().describe('Asked after the probe accepted it: its expiry and scopes are added.'),
  fallback: beside
    .exactOptional()
    .describe('Asked where the probe was lacking or could not judge: it needs no such right.'),
});

const offline = z.strictObject({
  unasked: line('write why nobody is asked: what the only request would do', 250),
  read: z.literal('jwt').exactOptional().describe('What the value itself tells.'),
});

export const REMEDY_KEYS = [
  'expired',
  'expiring',
  'overdue',
  'revoked',
  'unrecognised',
  'malformed',
  'insufficient-scope',
  'account-disabled',
  ...REASONS,
] as const;

const common = {
  ownShapes: z.literal(true).exactOptional().describe('At an address of their own people give out what they like.'),
  afterOwnPrefix: pattern.exactOptional(),
  otherwise: z
    .literal(true)
    .exactOptional()
    .describe('The kind of what is said to be its issuer’s and looks like no other.'),
  testing: z
    .union([z.literal('all'), z.array(line('write what test values begin with, such as sk_test_', 40)).min(1)])
    .exactOptional()
    .describe('Values of a test environment: all, or those that begin so. The others are live.'),
  byHand: z.literal(true).exactOptional().describe('People choose such values as they like.'),
  checks: z.array(z.enum(CHECKS)).exactOptional().describe('Checksums and the like, after the shape matched.'),
  companions: z
    .array(line('write the name of a field', 60))
    .max(5)
    .exactOptional()
    .describe('Fields of the same JSON secret, filled as {name}.'),
  renew: line('write how a new one is made, best with the address of the page', 300).exactOptional(),
  revoked: line('write where a revocation shows', 300).exactOptional(),
  steps: z.partialRecord(z.enum(REMEDY_KEYS), steps).exactOptional(),
  docs: link.exactOptional(),
  impact: line('write what stops working, in one sentence', 200).exactOptional(),
  neverExpires: z.boolean().exactOptional(),
  renewal: line('write how it is renewed', 250).exactOptional(),
  costs: line('write what a look costs the token, such as: one request of its quota', 200).exactOptional(),
};

const ID = 'write letters, digits and dashes, such as api-key';

export const kindId = z.string(ID).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, ID);

export const kind = z.strictObject({
  id: kindId,
  name: line('write what people call it, such as GitHub personal access token', 80),
  shape: shape.exactOptional().describe('The gate: a value without it never leaves.'),
  probe: z.union([online, offline]).exactOptional(),
  ...common,
});

/** What all kinds of an issuer have in common. A kind’s own word goes before; answers are added after its own. */
export const every = z.strictObject({ ...common, probe: online.exactOptional() });

export type KindText = z.infer<typeof kind>;
export type OnlineText = z.infer<typeof online>;
export type ShapeText = z.infer<typeof shape>;
