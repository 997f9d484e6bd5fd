import type { Cause } from '../model/verdict.ts';
import type { Facts } from './facts.ts';
import type { LikelyCause, Message, Sureness } from './message.ts';
import type { Paste } from './paste.ts';
import type { Found } from './phrase.ts';

/** One message that is in the text. */
export type Hit = {
  readonly message: Message;
  /** Where in `Paste.squeezed` it begins, and how many of its letters are there. */
  readonly at: number;
  readonly letters: number;
  readonly score: number;
  /** False: a part of it was cut off. */
  readonly whole: boolean;
  /** Its own words by which it was found; none: a code told it. */
  readonly words?: string;
};

/** Letters that a code is worth: alone it tells as much as a sentence; beside words a little more than they do. */
const CODE = 30;
const CODE_BESIDE = 10;
/** It is known whose text this is; the user says so. */
const KNOWN_PROVIDER = 40;
const SAID = 500;
/** It says why, where another only says that. What anybody says goes before a bare status then, and before nothing else. */
const DECIDES = 200;
const DECIDES_FOR_ANYBODY = 50;
/** What an issuer or a library says of its own goes before a standard, and that before what anybody says. */
const GENERAL = { standard: 100, anybody: 250 } as const;
/** A part of it was cut off. */
const CUT_OFF = 60;

/**
 * The messages in a text, the most telling first. `about`: issuers that the text is known to be about, by what stands in it or since the
 * user says so (`only`).
 */
export const hitsIn = (
  paste: Paste,
  facts: Facts,
  messages: readonly Message[],
  about: readonly string[],
  only?: string,
): readonly Hit[] =>
  messages
    .flatMap((message) => hit(message, paste, facts, about, only) ?? [])
    .sort((a, b) => b.score - a.score || a.at - b.at);

const hit = (
  message: Message,
  paste: Paste,
  facts: Facts,
  about: readonly string[],
  only: string | undefined,
): Hit | undefined => {
  const { provider, phrases, codes } = message;
  const ofKnown = provider !== undefined && about.includes(provider);
  const bare = phrases.length === 0;
  if ((message.shared || bare) && provider !== undefined && !ofKnown) return undefined;
  if (codes.length > 0 && !codes.some((code) => facts.codes.includes(code))) return undefined;
  if (!fitsStatus(message, facts)) return undefined;
  const found = bare ? AT_ITS_CODE : best(message, paste);
  if (found === undefined || message.unless.some((phrase) => phrase.find(paste)?.whole)) return undefined;
  const score =
    found.letters +
    (codes.length > 0 ? (bare ? CODE : CODE_BESIDE) : 0) -
    (message.general ? GENERAL[message.general] : 0) -
    (found.whole ? 0 : CUT_OFF) +
    (ofKnown ? KNOWN_PROVIDER : 0) +
    (ofKnown && only !== undefined ? SAID : 0) +
    (message.decides && found.whole ? decides(message) : 0);
  const { at, whole, words } = found;
  return { message, at, letters: found.letters, score, whole, ...(words !== undefined && { words }) };
};

const decides = ({ general }: Message): number => (general === 'anybody' ? DECIDES_FOR_ANYBODY : DECIDES);

type FoundWords = Found & { readonly words?: string };

const AT_ITS_CODE: FoundWords = { at: 0, letters: 0, whole: true };

const fitsStatus = ({ statuses, phrases, codes }: Message, facts: Facts): boolean => {
  if (statuses.length === 0) return true;
  const told = facts.statuses.some((status) => statuses.includes(status));
  return told || (facts.statuses.length === 0 && (phrases.length > 0 || codes.length > 0));
};

const best = ({ phrases }: Message, paste: Paste): FoundWords | undefined =>
  phrases
    .flatMap((phrase) => {
      const found = phrase.find(paste);
      return found === undefined ? [] : [{ ...found, words: phrase.text }];
    })
    .reduce<FoundWords | undefined>(
      (one, other) => (one === undefined || worth(other) > worth(one) ? other : one),
      undefined,
    );

const worth = ({ letters, whole }: Found): number => letters + (whole ? 1000 : 0);

/** Of its causes, the likeliest first. What was cut off, what anybody may say, and what has several causes is not certain. */
export const causesOf = ({ message, whole }: Pick<Hit, 'message' | 'whole'>): readonly LikelyCause[] => {
  const total = message.causes.reduce((all, { weight }) => all + weight, 0);
  const sure = whole && message.general !== 'anybody';
  return message.causes
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ cause, weight }, n) => likely(cause, sureness(weight / total, sure), n === 0 ? message : undefined));
};

const likely = (cause: Cause | null, confidence: Sureness, message: Message | undefined): LikelyCause => ({
  cause,
  ...(message?.reason && { reason: message.reason }),
  confidence,
});

/** One cause alone is certain; of several the one with half of the weight is likely. */
const sureness = (share: number, sure: boolean): Sureness => {
  if (share === 1) return sure ? 'certain' : 'likely';
  return share >= 0.5 ? 'likely' : 'possible';
};
