import { HOUR } from '../../../core/base/time.ts';
import type { Terms } from '../in-time.ts';
import { ladderOf } from './fleet.ts';
import type { Year } from './live.ts';
import type { AskedQuiet } from './quiet-seen.ts';

/** A look that went wrong is made up for by the next sweep: twice in a row is bad luck, three times is late. */
export const termsOf = ({ plans }: Year, quiets: readonly AskedQuiet[]): Terms => {
  const ladders = new Map(plans.map((plan) => [plan.arn, ladderOf(plan)]));
  const byArn = Map.groupBy(quiets, ({ arn }) => arn);
  return {
    within: ({ interval }) => 3 * interval + HOUR,
    excusesLooks: false,
    ladderOf: (arn) => ladders.get(arn),
    quietsOf: (arn) => (byArn.get(arn) ?? []).map(({ since, end }) => ({ from: since, to: end })),
  };
};
