import { at, type Json } from '../core/base/json.ts';
import { fromSeconds, parseInstant } from '../core/base/time.ts';
import type { Answer } from '../core/model/answer.ts';
import type { Expiry } from '../core/model/expiry.ts';
import type { HttpTarget, Lacking } from './http-target.ts';
import { fromIssuer, scopesAt } from './kit.ts';
import type { AnswerRule, Reading } from './provider.ts';

/** The rules that a deployment declares for one address of its own. What it does not list is unanswered. */
export const httpAnswers = (name: string, target: HttpTarget): readonly AnswerRule[] => [
  acceptedBy(target),
  ...(target.lacking ?? []).map(lackingBy),
  ...refusedBy(target),
  ...ambiguousBy(name, target),
  ...[401, 403].filter((status) => !isListed(status, target)).map((status) => unlisted(name, status, target)),
];

const acceptedBy = (target: HttpTarget): AnswerRule => {
  const { expect, bodyIncludes } = target;
  const said = { status: expect, say: 'accepted', reading: readingOf(target) } as const;
  return bodyIncludes === undefined
    ? { ...said, proof: 'configured status' }
    : { ...said, text: containing(bodyIncludes) };
};

const readingOf = ({ expiry, scopes }: HttpTarget): Reading => ({
  ...(expiry !== undefined && { expiry: dateAt(expiry) }),
  ...(scopes !== undefined && { scopes: scopesAt(scopes) }),
});

/** Seconds since 1970, or ISO 8601; `null` means that there is no end. */
const dateAt =
  (path: string) =>
  ({ json }: Answer): Expiry => {
    const value = at(json, path);
    return value === null ? 'never' : fromIssuer(instantOf(value));
  };

const instantOf = (value: Json | undefined) => (typeof value === 'string' ? parseInstant(value) : fromSeconds(value));

const lackingBy = ({ status, includes, says }: Lacking): AnswerRule => ({
  status,
  proof: 'configured status',
  say: 'lacking',
  lacking: () => [says],
  ...(includes !== undefined && { text: containing(includes) }),
});

const refusedBy = ({ refused = [], refusedIncludes }: HttpTarget): readonly AnswerRule[] =>
  refused.length === 0
    ? []
    : [
        {
          status: refused,
          proof: 'configured status',
          say: 'refused',
          ...(refusedIncludes !== undefined && { text: containing(refusedIncludes) }),
        },
      ];

const ambiguousBy = (name: string, { ambiguous = [] }: HttpTarget): readonly AnswerRule[] =>
  ambiguous.length === 0
    ? []
    : [
        {
          status: ambiguous,
          proof: 'configured status',
          say: 'ambiguous',
          otherwise: `${name} means something else by this status, as its settings say`,
          settle: [
            `Try the token by hand at ${name}, and replace it if it is refused there.`,
            `If only a dead token ever gets this status, move it from \`ambiguous\` to \`refused\` of http.${name}.`,
          ],
        },
      ];

/** Listed without words: then every answer of this status is read. */
const isListed = (
  status: number,
  { expect, refused = [], refusedIncludes, ambiguous = [], lacking = [] }: HttpTarget,
) =>
  status === expect ||
  ambiguous.includes(status) ||
  (refused.includes(status) && refusedIncludes === undefined) ||
  lacking.some((one) => one.status === status && one.includes === undefined);

const unlisted = (name: string, status: number, { refused = [], expect }: HttpTarget): AnswerRule => ({
  status,
  // A page of HTML is somebody else's.
  header: { 'content-type': /^(?!.*html)/i },
  text: /^(?!\s*<)/,
  say: 'unanswered',
  why: 'blocked',
  detail: refused.includes(status)
    ? `its words are not those of \`refusedIncludes\` of http.${name}`
    : `${status} is not in \`refused\` of http.${name}`,
  remedy: [
    `If a dead token gets this answer, say so in the setting \`http\` (the file of --http): "refused": [${status}] of ${name}.`,
    `If it means a missing right, list it under \`lacking\`; if it can mean either, under \`ambiguous\`. Expected is ${expect}.`,
  ],
});

const containing = (words: string): RegExp => new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
