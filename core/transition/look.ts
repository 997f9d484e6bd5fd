import { earlierClock } from '../base/http-date.ts';
import type { Instant } from '../base/time.ts';
import type { Rotation } from '../listed/rotation.ts';
import type { LastRead } from '../listed/unread.ts';
import type { Alert } from '../model/alert.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { History } from '../model/history.ts';
import type { Proven } from '../model/proof.ts';
import type { ChangedBy } from '../model/record.ts';
import type { Watch } from '../model/tags.ts';
import type { TokenRef } from '../model/token.ts';

export type Around = Pick<Alert, 'beside' | 'statusPage' | 'askedAs'>;

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
  /** Where Secrets Manager rotates it. */
  readonly rotation?: Rotation;
  /** When somebody last read its secret, as it was listed before this look. */
  readonly lastRead?: LastRead;
  /** Who stored this version, where that was asked, now or before. */
  readonly changedBy?: ChangedBy;
  readonly observation: Proven;
  readonly history: History;
  readonly diagnosis: Diagnosis;
  /** What is told beside the finding: nothing of it decides anything. */
  readonly around?: Around;
  /** Steps of a renewal, for warnings ahead of a date, whatever else is wrong. */
  readonly renewalSteps: readonly string[];
  /** Start of the sweep this look belongs to: first sights of one sweep are told together. */
  readonly sweepStartedAt: Instant;
};

/** What its date is held against: the earlier of our clock and the issuer's. */
export const clockOf = ({ diagnosis }: Look, now: Instant): Instant => earlierClock(now, diagnosis.exchange?.skew);
