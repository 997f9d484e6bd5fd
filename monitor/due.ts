import type { TokenRecord } from '../core/record.ts';
import { DAY, type Instant } from '../core/time.ts';
import type { Place } from './fields.ts';
import type { ProbeMessage } from './ports.ts';

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
    if (record?.refused === undefined || record.versionId !== versionId) return false;
    const { askAgainAt } = record.refused;
    // No back-off is longer than a day: a later moment was set by a wrong clock.
    return askAgainAt > now && askAgainAt <= now + DAY;
  });
};
