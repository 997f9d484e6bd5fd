import type { Instant } from '../../core/base/time.ts';
import type { Facts } from '../../core/explain/facts.ts';
import type { LikelyCause } from '../../core/explain/message.ts';
import type { Paste } from '../../core/explain/paste.ts';
import type { Registry } from '../../providers/registry.ts';
import type { Leak } from './leaks.ts';

/** What one error in a text means. Nothing of the text is in it but what its evidence names, with every token taken out. */
export type Explanation = {
  /** False: nobody we know says this. Then it has no cause, and the general way is told. */
  readonly known: boolean;
  readonly provider?: string;
  /** Who says it: `discord.py`, `GitHub`. */
  readonly from?: string;
  /** The likeliest first. */
  readonly causes: readonly LikelyCause[];
  readonly meaning: string;
  /** What to look at first. */
  readonly check?: string;
  readonly evidence: readonly string[];
  readonly remedy: readonly string[];
  readonly settle?: string;
  readonly isNot?: string;
  readonly support: readonly string[];
  readonly docsUrl: string;
};

export type Explained = {
  readonly explanations: readonly [Explanation, ...Explanation[]];
  /** Values in the text that look like tokens: whoever pasted it should know. */
  readonly leaks: readonly Leak[];
};

/** What is known of a text while it is explained. */
export type Context = {
  readonly paste: Paste;
  readonly facts: Facts;
  readonly about: readonly string[];
  readonly registry: Registry;
  readonly redact: (text: string) => string;
  readonly now: Instant;
  /** The issuer, where the user says it. */
  readonly only?: string;
};
