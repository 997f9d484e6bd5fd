import { DAY, type Instant } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Place } from '../inspect/content.ts';
import type { ProbeMessage } from '../ports.ts';

/**
 * False while every token of a secret is refused, waits out its back-off, and the secret still has the version that was
 * refused: its value is not even read.
 */
export const isDue = (
  places: readonly Place[],
  versionId: string | undefined,
  records: ReadonlyMap<string, TokenRecord>,
  reason: ProbeMessage['reason'],
  now: Instant,
): boolean => {
  if (reason === 'label' || versionId === undefined) return true;
  return !places.every(({ ref }) => {
    const record = records.get(ref.id);
    const askAgainAt = record?.refused?.askAgainAt ?? record?.doubted?.askAgainAt;
    if (askAgainAt === undefined || record?.versionId !== versionId) return false;
    // Its quiet has ended: whether it is still dead is to be told now, not when the back-off is over.
    if (record.quiet !== undefined && record.quiet.until <= now) return false;
    // No back-off is longer than a day: a later moment was set by a wrong clock.
    return askAgainAt > now && askAgainAt <= now + DAY;
  });
};
