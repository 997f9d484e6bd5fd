import type { Instant } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { userAgentOf } from '../../providers/provider.ts';
import type { Shown } from './shown.ts';

/** When this version was last seen to work; a version that never did says nothing of the one before. */
export const lastAcceptedAt = ({ accepted, versionId }: TokenRecord): Instant | undefined =>
  accepted?.versionId === versionId ? accepted.lastAt : undefined;

/** When it began: the first refusal of this version, whether it counts yet or not. */
export const refusedSince = ({ refused, doubted }: TokenRecord): Instant | undefined =>
  refused?.since ?? doubted?.since;

const iso = (at: Instant | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

/** What a support desk asks for, without any value. */
export const supportOf = ({ record, kind, diagnosis: { exchange } }: Shown) => ({
  firstSeen: iso(record.firstSeenAt),
  lastAccepted: iso(lastAcceptedAt(record)),
  refusedSince: iso(refusedSince(record)),
  endpoint: exchange?.request ?? null,
  status: exchange?.status ?? null,
  code: exchange?.code ?? null,
  message: exchange?.message ?? null,
  requestId: exchange?.requestId ?? null,
  userAgent: exchange === undefined || kind === undefined ? null : userAgentOf(kind.kind),
});
