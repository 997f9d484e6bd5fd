import type { Cause, Reason } from '../model/verdict.ts';
import type { Phrase } from './phrase.ts';

/** How sure a cause is: `possible` is named and not the likeliest. */
export type Sureness = 'certain' | 'likely' | 'possible';

/** One cause of a message; `null`: the token is not the matter. `reason`: the nearer word. */
export type LikelyCause = { readonly cause: Cause | null; readonly reason?: Reason; readonly confidence: Sureness };

/** One error as one program, library or issuer says it. */
export type Message = {
  /** `discord-py.improper-token`. */
  readonly id: string;
  /** Who says it: `discord.py`. */
  readonly from: string;
  /** Whose token it is about; absent where anybody's may be. */
  readonly provider?: string;
  /** One of them must be there; none: codes or a status tell it. */
  readonly phrases: readonly Phrase[];
  /** None of these may be there. */
  readonly unless: readonly Phrase[];
  /** One of them must be there. */
  readonly codes: readonly string[];
  /** Where a status is told, it is one of these. */
  readonly statuses: readonly number[];
  /** Others say the same words: they count only where it is known whom the text is about. */
  readonly shared?: true;
  /** Words of a standard, or such that anybody may say: those of an issuer or a library of its own go before. */
  readonly general?: 'standard' | 'anybody';
  /** Says why, where another message of the same paste only says that. */
  readonly decides?: true;
  readonly causes: readonly { readonly cause: Cause | null; readonly weight: number }[];
  /** The nearer word for the likeliest cause. */
  readonly reason?: Reason;
  readonly means: string;
  /** What to look at first. */
  readonly check?: string;
  readonly remedy: readonly string[];
  /** What would tell the causes apart. */
  readonly settle?: string;
  /** What it is often taken for, and is not. */
  readonly isNot?: string;
  readonly docs: string;
};

/** What the files of one place have in common: words that tell that a text comes from there. */
export type Origin = { readonly from: string; readonly provider?: string; readonly marks: readonly Phrase[] };
