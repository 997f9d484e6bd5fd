import { literally } from '../core/base/pattern.ts';
import type { AnswerText } from './contract/answers.ts';
import type { Description } from './contract/description.ts';
import type { KindText } from './contract/kind.ts';
import type { HttpTarget, HttpTargets, Lacking } from './http-target.ts';

const REPLACE = 'Replace {name} by a new token from the service that issued it.';

/** The addresses of a deployment as an issuer of its own: one kind `http.NAME` each. A status that is not listed is unanswered. */
export const httpDescription = (targets: HttpTargets): Description => ({
  id: 'http',
  name: 'HTTP address of this deployment',
  docs: 'https://www.rfc-editor.org/rfc/rfc9110#name-status-codes',
  evidence: 'documented',
  sources: ['the configuration of this deployment'],
  budget: { perSecond: 5, concurrency: 4 },
  limits: {
    counts: 'token',
    source: 'unsure: the configuration does not tell, so only the answers of the address do',
  },
  generic: true,
  kinds: Object.entries(targets).map(([name, target]) => kindOf(name, target)),
});

const kindOf = (name: string, target: HttpTarget): KindText => {
  const { origin, pathname, search } = new URL(target.url);
  return {
    id: name,
    name: `token for ${name}`,
    ...(target.pattern && {
      shape: { pattern: target.pattern.source, alphabet: '[\\x21-\\x7e]', minLength: 1, distinctive: true },
    }),
    probe: {
      url: `${origin}${pathname}${search}`,
      ...(target.basic
        ? { auth: 'user-password' }
        : { auth: 'none', headers: { [target.header.toLowerCase()]: `${target.prefix ?? ''}{token}` } }),
      answers: answersOf(name, target),
    },
    impact: `Everything that calls ${name} with this token fails.`,
    renew: REPLACE,
    steps: {
      expired: [REPLACE],
      revoked: [REPLACE],
      unrecognised: [REPLACE],
      expiring: [REPLACE],
      overdue: [REPLACE],
      'insufficient-scope': [
        `Grant the missing right at ${name}, or make a token that has it.`,
        'If it is no longer needed, drop it from the tag token-health:required-scopes.',
      ],
    },
  };
};

const DECLARED = { proof: 'configured status' } as const;

/** The rules that a deployment declares for one address of its own. What it does not list is unanswered. */
const answersOf = (name: string, target: HttpTarget): AnswerText[] => [
  acceptedBy(target),
  ...(target.lacking ?? []).map(lackingBy),
  ...refusedBy(target),
  ...ambiguousBy(name, target),
  ...[401, 403].filter((status) => !isListed(status, target)).map((status) => unlisted(name, status, target)),
];

const acceptedBy = ({ expect, bodyIncludes, expiry, scopes }: HttpTarget): AnswerText => ({
  say: 'accepted',
  status: expect,
  ...(bodyIncludes === undefined ? DECLARED : { text: containing(bodyIncludes) }),
  ...(expiry !== undefined && { expiry: { at: expiry, format: 'iso-or-seconds' } }),
  ...(scopes !== undefined && { scopes }),
});

const lackingBy = ({ status, includes, says }: Lacking): AnswerText => ({
  say: 'lacking',
  status,
  ...DECLARED,
  lacks: [says],
  ...(includes !== undefined && { text: containing(includes) }),
});

const refusedBy = ({ refused = [], refusedIncludes }: HttpTarget): readonly AnswerText[] =>
  refused.length === 0
    ? []
    : [
        {
          say: 'refused',
          status: [...refused],
          ...DECLARED,
          ...(refusedIncludes !== undefined && { text: containing(refusedIncludes) }),
        },
      ];

const ambiguousBy = (name: string, { ambiguous = [] }: HttpTarget): readonly AnswerText[] =>
  ambiguous.length === 0
    ? []
    : [
        {
          say: 'ambiguous',
          status: [...ambiguous],
          ...DECLARED,
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

const unlisted = (name: string, status: number, { refused = [], expect }: HttpTarget): AnswerText => ({
  say: 'unanswered',
  status,
  // A page of HTML is somebody else's.
  header: { 'content-type': '/^(?!.*html)/i' },
  text: '/^(?!\\s*<)/',
  why: 'blocked',
  detail: refused.includes(status)
    ? `its words are not those of \`refusedIncludes\` of http.${name}`
    : `${status} is not in \`refused\` of http.${name}`,
  remedy: [
    `If a dead token gets this answer, say so in the setting \`http\` (the file of --http): "refused": [${status}] of ${name}.`,
    `If it means a missing right, list it under \`lacking\`; if it can mean either, under \`ambiguous\`. Expected is ${expect}.`,
  ],
});

const containing = (words: string): string => `/${literally(words)}/`;
