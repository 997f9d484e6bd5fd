import type { Instant } from '../../core/base/time.ts';
import type { Environment } from '../../core/diagnose/environment.ts';
import type { AgedFrom } from '../../core/diagnose/subject.ts';
import type { Rotation } from '../../core/listed/rotation.ts';
import type { LastRead } from '../../core/listed/unread.ts';
import type { Beside } from '../../core/model/alert.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { ChangedBy, TokenRecord } from '../../core/model/record.ts';
import type { ParsedTags, TagProblem, Watch } from '../../core/model/tags.ts';
import type { TokenRef } from '../../core/model/token.ts';
import type { KindOf } from '../../providers/provider.ts';
import type { ProbeItem, Sweep } from '../ports.ts';
import type { Place } from './content.ts';

/** One token looked at: what was seen, before it is judged. */
export type Seen<Observed = Observation> = {
  readonly ref: TokenRef;
  readonly watch: Watch;
  readonly problems: readonly TagProblem[];
  /** All tags of its secret, for the rules of the deployment. Absent outside Secrets Manager. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly kind?: KindOf;
  readonly observation: Observed;
  /** Who was asked. */
  readonly host?: string;
  readonly versionId: string;
  readonly issuedAt?: Instant;
  /** Where rotation is on: its schedule, and a failure that was just told. */
  readonly rotation?: Rotation;
  /** As listed. */
  readonly lastRead?: LastRead;
  /** Outside Secrets Manager, where nobody tells when a value was made. */
  readonly agedFrom?: AgedFrom;
  readonly sweep: Sweep;
  /** Which environment of its issuer the value is of, where its beginning tells it. */
  readonly environment?: Environment;
  /** Of what it refused: other tokens of its issuer in the same message. */
  readonly beside?: Beside;
  /** Who stored this version, where that was asked. */
  readonly changedBy?: ChangedBy;
  /** What its owner should know of how it was read. */
  readonly remarks?: readonly string[];
  /** What the issuer says of AWSPREVIOUS, where it was asked. */
  readonly previousNow?: 'accepted' | 'refused';
};

/** One token looked at, and not judged. */
export type Gathered = {
  readonly seen: Seen;
  readonly record: TokenRecord | undefined;
  /** Asked after the issuer had answered: the secret was not rotated under the look. False when nobody could say. */
  readonly sameVersion: boolean;
};

/** One secret of a message: where its tokens are, as its tags say. */
export type Work = { readonly item: ProbeItem; readonly places: readonly Place[]; readonly tags: ParsedTags };
