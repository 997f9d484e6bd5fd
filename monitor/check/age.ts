import type { Instant } from '../../core/base/time.ts';
import type { AgedFrom } from '../../core/diagnose/subject.ts';
import type { TokenRecord } from '../../core/model/record.ts';

type Dated = { readonly versionId: string; readonly createdAt?: Instant; readonly changedAt?: Instant };

/**
 * From when an age policy counts where nobody tells when a value was made: the earliest moment at which it is known to have been there
 * already, by the state or by its file, which was not changed since.
 */
export const agedFrom = (
  { versionId, createdAt, changedAt }: Dated,
  record: TokenRecord | undefined,
  now: Instant,
): { readonly agedFrom?: AgedFrom } => {
  if (createdAt !== undefined) return {};
  const lookedAt = record?.versionId === versionId ? record.versionSince : now;
  return changedAt !== undefined && changedAt < lookedAt
    ? { agedFrom: { at: changedAt, by: 'file' } }
    : { agedFrom: { at: lookedAt, by: 'first look' } };
};
