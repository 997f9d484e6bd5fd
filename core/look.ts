import type { Diagnosis } from './diagnosis.ts';
import type { History } from './history.ts';
import type { Proven } from './proof.ts';
import type { Watch } from './tags.ts';
import type { Instant } from './time.ts';
import type { TokenRef } from './token.ts';

/** One look at a token, judged. */
export type Look = {
  readonly ref: TokenRef;
  /** `discord.bot`; absent while it is not known. */
  readonly kind?: string;
  /** `Discord bot token`. */
  readonly kindName: string;
  readonly impact: string;
  readonly watch: Watch;
  readonly versionId: string;
  readonly issuedAt?: Instant;
  readonly observation: Proven;
  readonly history: History;
  readonly diagnosis: Diagnosis;
  /** Steps of a renewal, for warnings ahead of a date, whatever else is wrong. */
  readonly renewalSteps: readonly string[];
  /** Start of the sweep this look belongs to: first sights of one sweep are told together. */
  readonly sweepStartedAt: Instant;
};
