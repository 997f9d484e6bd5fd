import type { Alert } from '../../core/model/alert.ts';
import type { World } from './world.ts';

export const saysDead = ({ kind, diagnosis }: Alert): boolean =>
  kind !== 'recovered' && (diagnosis.verdict === 'rejected' || diagnosis.verdict === 'expired');

/** What was told of the tokens of one secret, in the order it was decided. */
export const storyOf = (world: World, arn: string): readonly Alert[] => {
  const told = world.told();
  const known = STORIES.get(world);
  if (known?.told === told) return known.by.get(arn) ?? [];
  const by = Map.groupBy(
    told.toSorted((a, b) => a.at - b.at),
    ({ ref }) => ref.source,
  );
  STORIES.set(world, { told, by });
  return by.get(arn) ?? [];
};

/** Sorted once for all secrets: a year tells thousands of times. */
const STORIES = new WeakMap<World, { told: readonly Alert[]; by: ReadonlyMap<string, readonly Alert[]> }>();
