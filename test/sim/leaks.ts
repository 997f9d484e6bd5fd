import { type Instant, MINUTE } from '../../core/base/time.ts';
import { saysDead } from './alerts.ts';
import type { Happening } from './happenings.ts';
import { type History, live } from './history.ts';
import type { KindId } from './issuer.ts';
import type { Mutation } from './monitor.ts';
import { chance } from './random.ts';
import type { World } from './world.ts';

export type Leak = {
  readonly kind: KindId;
  readonly tokens: number;
  /** The first of them are revoked, all at once. */
  readonly revoked: number;
  /** The issuer says of each that it was revoked. */
  readonly explicit: boolean;
  /** Minutes until the owner of the first has put a new one in its place. */
  readonly replaced?: number;
};

/** In milliseconds: from the first refusal that anybody saw until the last channel had the death of each token, and the notice that all are refused. */
export type Told = { readonly toldAfter: readonly number[]; readonly untold: number; readonly noticedAfter: number };

const historyOf = ({ kind, tokens, revoked, explicit, replaced }: Leak, seed: number): History => {
  const minute = 62 + Math.floor(chance(seed, 1) * 56) + chance(seed, 2);
  const dies = (token: number): Happening => ({ what: 'dies', minute, token, explicit });
  return {
    seed,
    tokens: Array.from({ length: tokens }, (_, n) => ({ kind, owner: n % 2, dead: false, hours: 10_000 })),
    happenings: [
      ...Array.from({ length: revoked }, (_, token) => dies(token)),
      ...(replaced === undefined
        ? []
        : [{ what: 'rotates' as const, minute: 120 + replaced, token: 0, good: true, revokes: 0 }]),
    ],
    plan: [],
    latency: 1,
  };
};

export const leakWorld = (plan: Leak, seed: number, mutation?: Mutation): Promise<World> =>
  live(historyOf(plan, seed), mutation);

/** One leak, in a world without faults. */
export const leak = async (plan: Leak, seed: number, mutation?: Mutation): Promise<Told> => {
  const world = await leakWorld(plan, seed, mutation);
  const [hold] = world.table.holds;
  const since: Instant = hold?.from ?? Number.NaN;
  const alerts = world.told().filter(saysDead);
  const arrivedAt = ({ id }: { readonly id: string }): Instant =>
    Math.max(...world.inboxes.map(({ arrivals }) => arrivals.get(id) ?? Number.NaN));
  const notice = world.notices().find(({ why }) => why === 'refuses');
  const told = new Set(alerts.map(({ ref }) => ref.source));
  const dead = plan.revoked - (plan.replaced === undefined ? 0 : 1);
  return {
    toldAfter: alerts.map((alert) => arrivedAt(alert) - since),
    untold: dead - told.size,
    noticedAfter: (notice ? arrivedAt(notice) : Number.NaN) - since,
  };
};

export const inMinutes = (milliseconds: number): string => (milliseconds / MINUTE).toFixed(1);

export const medianOf = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
