import type { Instant } from '../../core/base/time.ts';
import type { Missing } from '../../core/list/left.ts';
import type { GoneNotice } from '../../core/model/notice.ts';
import type { Concluded, Conclusion, Leg, Run, Sweep, Sweeps, WatchList } from '../../monitor/ports.ts';

type Ran = { readonly sweep: Sweep; readonly run: Run; finished: boolean };

/** Sweeps and their lists in memory, under the conditions of adapters/aws/sweeps.ts and watch-list.ts. */
export const createLists = (tell: (notices: readonly GoneNotice[]) => void = () => {}) => {
  const runs = new Map<string, Ran>();
  const legs = new Map<string, Leg[]>();
  const missing = new Map<string, readonly Missing[]>();
  let newest: Sweep | undefined;
  let concluded: Concluded | undefined;
  return {
    last: (): Sweep | undefined => newest,
    begin: (sweep: Sweep, run: Run, now: Instant): Awaited<ReturnType<Sweeps['begin']>> => {
      const before = runs.get(sweep.id);
      if (before?.finished) return 'done';
      if (before !== undefined && before.run.until > now && before.run.by !== run.by) return 'busy';
      runs.set(sweep.id, { sweep, run, finished: false });
      if (newest === undefined || newest.startedAt < sweep.startedAt) newest = sweep;
      return before === undefined ? 'fresh' : 'again';
    },
    concluded: (): Concluded | undefined => concluded,
    conclude: ({ concluded: next, expectedRevision, notices }: Conclusion): 'stored' | 'conflict' => {
      // Our own content under our own revision: the first try got through and its reply was lost.
      if (JSON.stringify(concluded) === JSON.stringify(next)) return 'stored';
      if (concluded?.revision !== expectedRevision) return 'conflict';
      concluded = next;
      tell(notices);
      return 'stored';
    },
    finish: (id: string): void => {
      const ran = runs.get(id);
      if (ran !== undefined) ran.finished = true;
    },
    finished: (): readonly string[] => [...runs.values()].filter((ran) => ran.finished).map(({ sweep }) => sweep.id),
    legs: (id: string): readonly Leg[] => legs.get(id) ?? [],
    save: (id: string, leg: Leg): boolean => {
      const kept = legs.get(id) ?? [];
      if (kept[leg.number] !== undefined) return false;
      kept[leg.number] = structuredClone(leg);
      legs.set(id, kept);
      return true;
    },
    missing: (id: string): readonly Missing[] => missing.get(id) ?? [],
    keepMissing: (id: string, kept: readonly Missing[]): void => void missing.set(id, kept),
  };
};

export type Lists = ReturnType<typeof createLists>;

export const sweepsOf = (lists: Lists): Sweeps => ({
  last: async () => lists.last(),
  begin: async (sweep, run, now) => lists.begin(sweep, run, now),
  concluded: async () => lists.concluded(),
  conclude: async (conclusion) => lists.conclude(conclusion),
  finish: async (id) => lists.finish(id),
});

export const watchListOf = (lists: Lists): WatchList => ({
  legs: async function* (id) {
    yield* lists.legs(id);
  },
  save: async (id, leg) => lists.save(id, leg),
  missing: async function* (id) {
    yield* lists.missing(id);
  },
  keepMissing: async (id, kept) => lists.keepMissing(id, kept),
});
