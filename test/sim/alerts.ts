import type { Alert } from '../../core/model/alert.ts';
import type { World } from './world.ts';

export const saysDead = ({ kind, diagnosis }: Alert): boolean =>
  kind !== 'recovered' && (diagnosis.verdict === 'rejected' || diagnosis.verdict === 'expired');

/** What was told of the tokens of one secret, in the order it was decided. */
export const storyOf = (world: World, arn: string): readonly Alert[] =>
  world
    .told()
    .filter(({ ref }) => ref.source === arn)
    .sort((a, b) => a.at - b.at);
