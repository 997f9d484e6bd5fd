import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { namesOf } from '../../adapters/issuers/names.ts';
import { openStore, type Store } from '../../adapters/local/store.ts';
import { SECOND } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Answered } from '../../messages/overview/answers.ts';
import { act, type Order } from '../../monitor/overview/act.ts';
import { readOverview } from '../../monitor/overview/read.ts';
import type { Registry } from '../../providers/registry.ts';
import { type Asking, lookAgain, placeOf } from './look-again.ts';
import type { Source } from './source.ts';

/** Whoever waits for a page waits no longer than this for another run that writes, or for an issuer. */
const [BUSY, PATIENCE] = [SECOND, 8 * SECOND];

type Local = { readonly state: string; readonly asking: Asking; readonly registry: Registry };

/** What `check` keeps on this machine. Opened anew each time: it may come, go, and be another one. */
export const localReading = (state: string, registry: Registry) => ({
  read: async () => (await opened(state, overviewIn)) ?? readOverview(NOTHING_KEPT),
  names: namesOf(registry),
  start: 'check a file' as const,
  close: () => {},
});

export const localSource = ({ state, asking, registry }: Local): Source => {
  const look = (record: TokenRecord): Promise<Answered> => lookAgain(record, asking, state);
  return {
    ...localReading(state, registry),
    act: async (order) => (await opened(state, (store) => actIn(store, order, look))) ?? { came: 'unknown token' },
    canLook: true,
    canSweep: false,
  };
};

const opened = async <T>(file: string, work: (store: Store) => Promise<T>): Promise<T | undefined> => {
  if (!existsSync(file)) return undefined;
  const store = openStore(file, BUSY);
  try {
    return await work(store);
  } finally {
    store.close();
  }
};

const NOTHING_KEPT = {
  readAll: async function* () {},
  listed: async () => undefined,
  audit: async () => [],
  clock: Date.now,
};

const overviewIn = ({ readAll, audit }: Store) => readOverview({ ...NOTHING_KEPT, readAll, audit });

type Look = (record: TokenRecord) => Promise<Answered>;

const actIn = async (store: Store, order: Order, look: Look): Promise<Answered> => {
  const { load, commitQuiet: commit, keepLook, takeSlot } = store;
  const barred = order.act === 'look' ? barredFrom((await load([order.token])).get(order.token)) : undefined;
  if (barred !== undefined) return barred;
  let looked: Answered | undefined;
  const begin = async (one: TokenRecord): Promise<void> => {
    looked = await inTime(look(one));
  };
  const came = await act(order, { load, commit, keepLook, takeSlot, begin, sweep: async () => {}, clock: Date.now });
  return looked ?? came;
};

/** Found before anything is written: who mends it can press again at once. */
const barredFrom = (record: TokenRecord | undefined): Answered | undefined => {
  const place = record && placeOf(record.ref);
  return record && place && 'why' in place ? { came: 'cannot look', record, ...place } : undefined;
};

/** Undefined while it is still being looked at: it goes on, and what it finds is in the state. */
const inTime = (looking: Promise<Answered>): Promise<Answered | undefined> => {
  looking.catch(() => {});
  return Promise.race([looking, sleep(PATIENCE, undefined, { ref: false })]);
};
