import type { Instant } from '../../core/base/time.ts';
import { droppedBy, judgeLeft, type Missing, type Whereabouts } from '../../core/list/left.ts';
import { goneNotices } from '../../core/list/notices.ts';
import type { Clock, Concluded, LookFor, Sweep, Sweeps, WatchList } from '../ports.ts';
import { isOurs } from './ours.ts';

export type LeftPorts = {
  readonly sweeps: Sweeps;
  readonly watchList: WatchList;
  readonly lookFor: LookFor;
  readonly clock: Clock;
  readonly namePrefix: string;
};

/** Of one whole list. */
export type Listed = { readonly seen: ReadonlySet<string>; readonly found: number };

/** `missing`: looked for again by the next sweep. `dropped`: by how many the list fell, when that is a lot. */
export type Conclusions = { readonly missing: number; readonly gone: number; readonly dropped: number };

const NOTHING: Conclusions = { missing: 0, gone: 0, dropped: 0 };

/**
 * Compares a whole list with that of the sweep before, looks for what is left out, and stores what is to be told together with the new
 * comparison. Does nothing when this sweep, or a newer one, was concluded already.
 */
export const conclude = async (
  listed: Listed,
  sweep: Sweep,
  ports: LeftPorts,
  until: Instant,
): Promise<Conclusions> => {
  const before = await ports.sweeps.concluded();
  if (before?.id === sweep.id) return { ...NOTHING, missing: before.missing, dropped: before.dropped };
  if (before !== undefined && before.startedAt >= sweep.startedAt) return NOTHING;
  const asked = await lookForAll(before ? await leftOut(before, listed.seen, ports) : [], ports, until);
  const { gone, missing } = judgeLeft(asked, sweep.startedAt);
  const dropped = droppedBy(listed.found, before?.found ?? 0);
  if (missing.length > 0) await ports.watchList.keepMissing(sweep.id, missing);
  const revision = (before?.revision ?? 0) + 1;
  const stored = await ports.sweeps.conclude({
    concluded: {
      id: sweep.id,
      startedAt: sweep.startedAt,
      found: listed.found,
      missing: missing.length,
      dropped,
      revision,
    },
    expectedRevision: before?.revision,
    notices: goneNotices(gone, dropped > 0, sweep.startedAt, ports.clock()),
  });
  return stored === 'conflict' ? NOTHING : { missing: missing.length, gone: gone.length, dropped };
};

const leftOut = async (before: Concluded, seen: ReadonlySet<string>, { watchList }: LeftPorts): Promise<Missing[]> => {
  const missing: Missing[] = [];
  for await (const { names } of watchList.legs(before.id))
    for (const name of names) if (!seen.has(name)) missing.push({ name });
  if (before.missing === 0) return missing;
  for await (const one of watchList.missing(before.id)) if (!seen.has(one.name)) missing.push(one);
  return missing;
};

/** Asked side by side; far below the 40,000 a second that AWS allows. */
const AT_ONCE = 10;
/** In one sweep; the rest is looked for by the next. */
const AT_MOST = 2_000;

type Asked = readonly [Missing, Whereabouts];

const lookForAll = async (missing: readonly Missing[], ports: LeftPorts, until: Instant): Promise<readonly Asked[]> => {
  const asked: Asked[] = [];
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const part = missing.slice(from, from + AT_ONCE);
    const asks = from < AT_MOST && ports.clock() < until;
    asked.push(
      ...(await Promise.all(
        part.map(async (one): Promise<Asked> => [one, asks ? await whereIs(one, ports) : 'unknown']),
      )),
    );
  }
  return asked;
};

const whereIs = async ({ name }: Missing, { lookFor, namePrefix }: LeftPorts): Promise<Whereabouts> => {
  const found = await lookFor(name);
  if (typeof found === 'string') return found;
  return isOurs(found, namePrefix) ? 'watched' : 'elsewhere';
};
