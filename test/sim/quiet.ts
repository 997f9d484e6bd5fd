import { HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import { quietSince, type Span } from './spans.ts';
import { LIST_LAG } from './vault.ts';
import type { World } from './world.ts';

/** Until then a message may carry the tags of before: the list lags, and a second look takes them along. */
const KNOWN_AFTER = LIST_LAG + 10 * MINUTE;

/** What does not page, told while its owner had asked for quiet for long enough to be known. */
export const unquiet = (world: World): readonly string[] =>
  world
    .told()
    .filter(({ kind, severity }) => severity !== 'page' && kind !== 'started' && kind !== 'recovered')
    .filter(({ ref, at }) => isSnoozed(world.vault.snoozes(ref.source), at) && isUndisturbed(world, at))
    .map(({ id }) => `unquiet: ${id} was told in a snooze`);

/** By every tag that was in use since its look may have been planned. */
const isSnoozed = (snoozes: readonly Span[], at: Instant): boolean => {
  const [first] = snoozes;
  if (first === undefined || first.from > at - KNOWN_AFTER) return false;
  return snoozes
    .filter(({ from }, index) => from <= at && (snoozes[index + 1]?.from ?? at) >= at - KNOWN_AFTER)
    .every(({ to }) => to > at);
};

/** Messages that were late, returned or held carry older tags. */
const isUndisturbed = (world: World, at: Instant): boolean =>
  quietSince(at - HOUR, HOUR, [...world.looking(), ...world.table.holds]) === at - HOUR;
