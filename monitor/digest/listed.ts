import type { Listed } from '../../core/digest/gather.ts';
import type { Sweeps, WatchList } from '../ports.ts';

/**
 * The secrets that the last concluded sweep listed, those included that it was still looking for. Undefined where that list is not there
 * whole, as after two weeks without a sweep: what cannot be known is not called gone.
 */
export const listedNow = async (sweeps: Sweeps, watchList: WatchList): Promise<Listed | undefined> => {
  const concluded = await sweeps.concluded();
  if (concluded === undefined) return undefined;
  const names = new Set<string>();
  let expected = 0;
  let ended = false;
  for await (const leg of watchList.legs(concluded.id)) {
    if (leg.number !== expected) return undefined;
    for (const name of leg.names) names.add(name);
    expected += 1;
    ended = leg.next === undefined;
  }
  if (!ended) return undefined;
  for await (const { name } of watchList.missing(concluded.id)) names.add(name);
  return { names, at: concluded.startedAt };
};
