import type { LikelyCause } from '../../core/explain/message.ts';
import { type Diagnosis, isDead } from '../../core/model/diagnosis.ts';
import type { Cause } from '../../core/model/verdict.ts';
import type { Explanation } from './explanation.ts';

/** What message and look say together: one sentence, and what to do now. */
export type Joined = { readonly says: string; readonly remedy: readonly string[] };

/**
 * Joins what a message says with what the issuer said of the stored token just now. `message`: how the message is called, `code 50014`.
 * The look is newer and of the value itself: it decides about that; the message tells of the program.
 */
export const joinedWith = (explanation: Explanation, message: string, diagnosis: Diagnosis): Joined => {
  const { verdict, remedy } = diagnosis;
  const both = (look: string): string => `The message says ${message}, and ${look}`;
  if (isDead(verdict)) return { says: both(`the token is refused: ${deadWords(diagnosis)}.`), remedy };
  switch (verdict) {
    case 'degraded':
      return { says: both('the token is accepted, but lacks what is named below.'), remedy };
    case 'misconfigured':
      return { says: both('the stored value could not be asked about: that comes first.'), remedy };
    case 'indeterminate':
      return {
        says: both('no usable answer came to our own request: what the message says is all there is.'),
        remedy: explanation.remedy,
      };
    case 'unchecked':
      return {
        says: both('nobody can be asked about such a token: what the message says is all there is.'),
        remedy: explanation.remedy,
      };
    default:
      return works(explanation, both);
  }
};

const deadWords = (diagnosis: Diagnosis): string =>
  `${'cause' in diagnosis ? diagnosis.cause : diagnosis.verdict} (${diagnosis.confidence})`;

/** Causes that a good token has too. */
const NOT_THE_VALUE: readonly (Cause | null)[] = [
  null,
  'rate-limited',
  'provider-outage',
  'network',
  'blocked',
  'insufficient-scope',
];

const works = ({ causes, remedy }: Explanation, both: (look: string) => string): Joined => {
  const rest = causes.filter(({ cause }: LikelyCause) => NOT_THE_VALUE.includes(cause));
  if (rest.length > 0)
    return { says: both('the token itself is accepted: it is what the message names besides.'), remedy };
  return {
    says: both('the stored token is accepted now: so the program does not use it.'),
    remedy: [
      'Look which value the program has: another variable, an older version of the secret, another environment.',
      'Restart it, so that it reads the stored value.',
    ],
  };
};
