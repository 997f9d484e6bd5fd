import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR, type Instant, SECOND } from '../../core/base/time.ts';
import { deliverDue } from '../../monitor/deliver/deliver.ts';
import { discover, discoverOne } from '../../monitor/discover/discover.ts';
import { probe } from '../../monitor/probe/probe.ts';
import type { Stored } from '../../monitor/probe/settle.ts';
import type { Source } from '../serve/source.ts';
import type { Issuers } from './issuers/all.ts';
import { demoPage } from './page.ts';
import { type DemoPorts, demoPorts, type OnAlerts } from './ports.ts';
import type { DemoSecrets } from './secrets.ts';

const SWEEP_EVERY = 3 * SECOND;
const POLL_EVERY = 0.2 * SECOND;
/** Longer than any look may take. */
const PATIENCE = 60 * SECOND;

export type Watcher = { readonly onLook: (stored: Stored) => void; readonly onAlerts: OnAlerts };

export type Watching = {
  /** Sweeps, confirms and delivers until `done`, or for `atMost` milliseconds. */
  readonly until: (done: () => boolean, atMost: number) => Promise<void>;
  /** A new version was stored: looks at it at once, as "Secret Label Updated" does on AWS. */
  readonly lookAt: (name: string) => Promise<void>;
  /** What the page shows and does while it runs. */
  readonly page: Source;
  readonly stop: () => void;
};

/** The production path in one process: discover, queue, probe, outbox, deliver. */
export const watch = (issuers: Issuers, secrets: DemoSecrets, { onLook, onAlerts }: Watcher): Watching => {
  const ports = demoPorts(issuers, secrets, onAlerts);
  const { clock } = ports;
  let nextSweepAt: Instant = 0;
  const sweepWhenDue = async (): Promise<void> => {
    const now = clock();
    if (now < nextSweepAt) return;
    nextSweepAt = now + SWEEP_EVERY;
    await discover(ports.discover, { id: `sweep-${now}`, at: now }, { by: 'demo', until: now + HOUR });
  };
  const lookAt = async (name: string): Promise<void> => {
    await discoverOne(ports.discover, name, { id: `label-${clock()}`, at: clock() });
    await work(ports, onLook);
  };
  return {
    until: async (done, atMost) => {
      const giveUpAt = clock() + atMost;
      while (!done() && clock() < giveUpAt) {
        await sweepWhenDue();
        await work(ports, onLook);
        await sleep(POLL_EVERY);
      }
    },
    lookAt,
    page: demoPage(ports, lookAt, SWEEP_EVERY),
    stop: ports.close,
  };
};

/** Empties the queue and the outbox of what is due. Messages are worked on side by side, as Lambdas do. */
const work = async ({ queue, probe: ports, deliver, clock }: DemoPorts, onLook: Watcher['onLook']): Promise<void> => {
  const reports = await Promise.all(queue.take().map((message) => probe(ports, message, clock() + PATIENCE)));
  for (const { judged } of reports) judged.forEach(onLook);
  await deliverDue(deliver);
};
