import { setTimeout as sleep } from 'node:timers/promises';
import { createAsk } from '../../adapters/http/ask.ts';
import { openStore } from '../../adapters/local/store.ts';
import type { Alert } from '../../core/alert.ts';
import type { Policy } from '../../core/policy.ts';
import { type Instant, SECOND } from '../../core/time.ts';
import { deliverDue } from '../../monitor/deliver.ts';
import { type DiscoverPorts, discover, discoverOne } from '../../monitor/discover.ts';
import { originOf } from '../../monitor/origin.ts';
import type { Channel, Measure } from '../../monitor/ports.ts';
import { type ProbePorts, probe } from '../../monitor/probe.ts';
import type { Stored } from '../../monitor/store-look.ts';
import { REGISTRY } from '../../providers/index.ts';
import type { Issuers } from './issuers/all.ts';
import { demoQueue } from './queue.ts';
import type { DemoSecrets } from './secrets.ts';

const SWEEP_EVERY = 3 * SECOND;
const POLL_EVERY = 200;
/** Longer than any look may take. */
const PATIENCE = 60 * SECOND;

/** Minutes in production, seconds here; everything else is the same. */
export const POLICY: Policy = { ladder: [30, 14, 7, 3, 1], confirmAfter: 1.5 * SECOND, collect: 6 * SECOND };

export type Watcher = {
  readonly onLook: (stored: Stored) => void;
  readonly onAlerts: (alerts: readonly [Alert, ...Alert[]]) => void;
};

export type Watching = {
  /** Sweeps, confirms and delivers until `done`, or gives up after `atMost` milliseconds: false. */
  readonly until: (done: () => boolean, atMost: number) => Promise<boolean>;
  /** A new version was stored: looks at it at once, as "Secret Label Updated" does on AWS. */
  readonly lookAt: (name: string) => Promise<void>;
  readonly stop: () => void;
};

/** The production path over local adapters: discover, queue, probe, outbox, deliver. */
export const watch = (issuers: Issuers, secrets: DemoSecrets, watcher: Watcher): Watching => {
  const clock = Date.now;
  const store = openStore(':memory:');
  const queue = demoQueue(clock);
  const origins = {
    discord: issuers.discord.url,
    npm: issuers.npm.url,
    'oauth2-introspection': issuers.oauth.introspectionUrl,
  };
  const allowedOrigins = [...Object.values(origins), issuers.nowhere].flatMap((url) => originOf(url) ?? []);
  const ask = createAsk({ allowedOrigins, clock });
  const shared = { enqueue: queue.enqueue, clock, registry: REGISTRY, measure: UNMEASURED };
  const discoverPorts: DiscoverPorts = { ...shared, ...secrets, sweeps: store.sweeps };
  const probePorts: ProbePorts = {
    ...shared,
    ...secrets,
    ask,
    origins,
    allowedOrigins,
    mayLeave: () => false,
    load: store.load,
    commit: store.commit,
    policy: POLICY,
  };
  const channels = [terminal(watcher)];
  const deliverPorts = { outbox: store.outbox, channels, clock, measure: UNMEASURED, sender: 'demo' };

  const work = async (): Promise<void> => {
    for (const message of queue.take()) {
      const { judged } = await probe(probePorts, message, clock() + PATIENCE);
      judged.forEach(watcher.onLook);
    }
    await deliverDue(deliverPorts);
  };
  let nextSweepAt: Instant = 0;
  const tick = async (): Promise<void> => {
    const now = clock();
    if (now >= nextSweepAt) {
      await discover(discoverPorts, { id: `sweep-${now}`, at: now });
      nextSweepAt = now + SWEEP_EVERY;
    }
    await work();
  };
  const until = async (done: () => boolean, atMost: number): Promise<boolean> => {
    const giveUpAt = clock() + atMost;
    while (!done() && clock() < giveUpAt) {
      await tick();
      await sleep(POLL_EVERY);
    }
    return done();
  };
  const lookAt = async (name: string): Promise<void> => {
    await discoverOne(discoverPorts, name, { id: `label-${clock()}`, at: clock() });
    await work();
  };
  return {
    until,
    lookAt,
    stop: () => {
      ask.close();
      store.close();
    },
  };
};

const UNMEASURED: Measure = { probe: () => {}, verdicts: () => {}, count: () => {} };

const terminal = ({ onAlerts }: Watcher): Channel => ({
  name: 'terminal',
  send: async (alerts) => {
    onAlerts(alerts);
    return { sent: true };
  },
});
