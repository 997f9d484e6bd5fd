import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import type { Instant } from '../../../core/base/time.ts';
import type { GoneNotice } from '../../../core/model/notice.ts';
import { type DiscoverPorts, discover } from '../../../monitor/discover/discover.ts';
import type { ListedSecret, LookFor, QueuedMessage } from '../../../monitor/ports.ts';
import { createLists, sweepsOf, watchListOf } from '../../support/lists.ts';
import { START } from '../../support/make.ts';

const PROVIDERS = ['discord.bot', 'github.classic', 'npm.registry'];
export const PAGE = 100;

export const secretOf = (n: number, more: Partial<ListedSecret> = {}): ListedSecret => ({
  arn: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/bot-${n}-AbCdEf`,
  name: `prod/bot-${n}`,
  tags: { 'token-health:provider': PROVIDERS[n % PROVIDERS.length] ?? '' },
  ...more,
});

/** Everything that discover does to the world, in order: where a run can be killed. */
export type Step = 'page' | 'enqueue' | 'enqueued' | 'save' | 'saved' | 'conclude' | 'concluded';
export class Killed extends Error {}

/** A list of secrets in memory, page by page, with a queue and the table's lists. */
export const createFleet = (count: number, provider?: string) => {
  const tags = provider === undefined ? {} : { tags: { 'token-health:provider': provider } };
  const secrets = new Map(Array.from({ length: count }, (_, n) => [`prod/bot-${n}`, secretOf(n, tags)]));
  const whereabouts = new Map<string, Awaited<ReturnType<LookFor>>>();
  const queue: QueuedMessage[] = [];
  const told: GoneNotice[] = [];
  const counts = new Map<string, number>();
  const asked: string[] = [];
  let now = START;
  let steps = 0;
  let killAt = Number.POSITIVE_INFINITY;
  let pageTakes = 0;
  const step = (_what: Step): void => {
    if (steps++ === killAt) throw new Killed();
  };
  const lists = createLists((notices) => void told.push(...notices));
  const watchList = watchListOf(lists);
  const sweeps = sweepsOf(lists);
  const ports: DiscoverPorts = {
    list: async function* (from = '0') {
      const all = [...secrets.values()];
      for (let at = Number(from); ; at += PAGE) {
        step('page');
        now += pageTakes;
        const next = at + PAGE < all.length ? { next: `${at + PAGE}` } : {};
        yield { secrets: all.slice(at, at + PAGE), ...next };
        if (!('next' in next)) return;
      }
    },
    describe: async (id) => secrets.get(id),
    lookFor: async (name) => {
      asked.push(name);
      return whereabouts.get(name) ?? secrets.get(name) ?? 'deleted';
    },
    sweeps: {
      ...sweeps,
      conclude: async (conclusion) => {
        step('conclude');
        const stored = await sweeps.conclude(conclusion);
        step('concluded');
        return stored;
      },
    },
    watchList: {
      ...watchList,
      save: async (id, leg) => {
        step('save');
        const saved = await watchList.save(id, leg);
        step('saved');
        return saved;
      },
    },
    enqueue: async (messages) => {
      step('enqueue');
      queue.push(...messages);
      step('enqueued');
    },
    clock: () => now,
    registry: REGISTRY,
    namePrefix: '',
    measure: {
      probe: () => {},
      verdicts: () => {},
      count: (name, value) => void counts.set(name, value),
    },
  };
  return {
    secrets,
    whereabouts,
    ports,
    queue,
    told,
    counts,
    asked,
    lists,
    steps: () => steps,
    pageTakes: (ms: number): void => {
      pageTakes = ms;
    },
    pass: (ms: number): void => {
      now += ms;
    },
    now: (): Instant => now,
    /** A run that is killed at its step number `at`, or ends. */
    run: (id: string, startedAt: Instant, at = Number.POSITIVE_INFINITY, by = id, lasts = 900_000) => {
      steps = 0;
      killAt = at;
      return discover(ports, { id, at: startedAt }, { by, until: now + lasts });
    },
    /** How often each secret was queued. */
    queued: (): ReadonlyMap<string, number> => {
      const times = new Map<string, number>();
      for (const { message } of queue)
        for (const { name } of message.items) times.set(name, (times.get(name) ?? 0) + 1);
      return times;
    },
  };
};

export type Fleet = ReturnType<typeof createFleet>;
