import { HOUR, type Instant, MINUTE, SECOND } from '../../core/base/time.ts';
import type { RotationFailure } from '../../core/listed/rotation.ts';
import type { Alert } from '../../core/model/alert.ts';
import { type GoneNotice, isAlert, type OutageNotice } from '../../core/model/notice.ts';
import { deliverDue, deliverNew } from '../../monitor/deliver/deliver.ts';
import { discover, discoverOne, type Tick } from '../../monitor/discover/discover.ts';
import type { ProbeMessage, QueuedMessage, Run } from '../../monitor/ports.ts';
import { probe } from '../../monitor/probe/probe.ts';
import { START } from '../support/make.ts';
import type { Delivery, Effect, Faults } from './faults.ts';
import { createInbox } from './inbox.ts';
import { createIssuer } from './issuer.ts';
import {
  type Deployed,
  deliverPortsOf,
  discoverPortsOf,
  type Mutation,
  probePortsOf,
  type Surroundings,
} from './monitor.ts';
import { chance } from './random.ts';
import { createSpans } from './spans.ts';
import { createTable } from './table.ts';
import { createTimeline } from './timeline.ts';
import { createVault, LIST_LAG } from './vault.ts';
import { createWorkers, type Worker } from './workers.ts';

export type WorldOptions = {
  readonly seed: number;
  readonly faults: Faults;
  /** Part of the effects that take time, 0 to 1. */
  readonly latency: number;
  /** Between sweeps. */
  readonly interval?: number;
  readonly mutation?: Mutation;
  /** Owners, channels and rules; then runs of the sender that would find nothing are left out too: a year has half a million of them. */
  readonly deployed?: Deployed;
};

/** As deployed: infra/constructs. */
const LIMIT = { discover: 15 * MINUTE, probe: 60 * SECOND, notify: 60 * SECOND } as const;
const VISIBILITY = 6 * LIMIT.probe;
const RECEIVES = 5;
const STREAM_TRIES = 6;
const STREAM_AGE = 15 * MINUTE;
const DELIVER_EVERY = MINUTE;

const SENDING: ReadonlySet<Effect> = new Set(['due', 'find', 'turn', 'claim', 'send', 'mark']);
const MESSAGE_LATE = 20 * MINUTE;
const LATE = 7 * MINUTE;

/** How long a delivery that went wrong is in the way. What the stream does not show is found in the table; the next sweep does without the rest. */
const IN_THE_WAY: Readonly<Record<Delivery, number | undefined>> = {
  tick: 0,
  message: 0,
  // Then the list has to show it.
  label: LIST_LAG,
  record: undefined,
};

/** The whole monitor: its real use cases, with everything around them in memory, on one virtual clock. */
export const createWorld = (options: WorldOptions) => {
  const { seed, latency, interval = HOUR, mutation = {}, deployed } = options;
  const timeline = createTimeline(START);
  const { now } = timeline;
  /** When something was in the way of looking at tokens, and of sending what was found. */
  const inTheWay = { looking: createSpans(now), sending: createSpans(now) };
  const unscheduled = createSpans(now);
  const faults: Faults = {
    effect: (kind, nth) => {
      const fault = options.faults.effect(kind, nth);
      if (fault !== undefined) inTheWay[SENDING.has(kind) ? 'sending' : 'looking'].brief(0);
      return fault;
    },
    delivery: (kind, nth) => {
      const fault = options.faults.delivery(kind, nth);
      const lasts = IN_THE_WAY[kind];
      if (fault !== undefined && lasts !== undefined) inTheWay.looking.brief(lasts);
      return fault;
    },
  };
  const after = (ms: number, run: () => unknown): void => timeline.at(now() + ms, run);
  let draws = 0;
  const draw = (): number => chance(seed, 0x5eed, draws++);

  /** Senders, or sends, that a fault kept from marking what they sent, by `channel alert-id`: each allows one copy more. */
  const excused = new Map<string, Set<string>>();
  const excuse = (sent: string, by: string): void => {
    const senders = excused.get(sent) ?? new Set();
    excused.set(sent, senders.add(by));
  };
  const workers = createWorkers({
    timeline,
    faults,
    seed,
    latency,
    onEnd: (worker) => {
      for (const sent of worker.unmarked) excuse(sent, `${worker.number}`);
    },
  });

  const vault = createVault(now);
  const issuer = createIssuer(now);
  const inboxes = (deployed?.channels ?? ['topic', 'slack']).map((name) => createInbox(name, now));
  let streamOn = true;
  const queue = { waiting: 0, dead: 0 };
  const seen = new Map<Delivery, number>();
  const deliveryFault = (kind: Delivery) => {
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
    return faults.delivery(kind, nth);
  };
  /** Once, twice or never, and sometimes late. */
  const handOver = (kind: Delivery, delay: number, run: () => void): void => {
    const fault = deliveryFault(kind);
    if (fault === 'drop') return;
    after(delay + (fault === 'late' ? LATE : 0), run);
    if (fault === 'twice') after(delay + Math.floor(draw() * 4 * MINUTE), run);
  };

  const table = createTable({
    now,
    lag: () => (draw() < 0.1 ? 3 * MINUTE : Math.floor(draw() * SECOND)),
    onInsert: (ids) => {
      for (const id of ids) if (streamOn) handOver('record', Math.floor(draw() * 2 * SECOND), () => shown(id));
    },
  });

  const enqueue = (messages: readonly QueuedMessage[]): void => {
    for (const { message, delaySeconds } of messages) {
      const delay = delaySeconds * SECOND + Math.floor(draw() * SECOND);
      // A queue loses nothing: what a drop means here is a message that comes back only after its visibility.
      const fault = deliveryFault('message');
      after(delay + (fault === 'drop' ? VISIBILITY : fault === 'late' ? MESSAGE_LATE : 0), () => receive(message, 1));
      if (fault === 'twice') after(delay + Math.floor(draw() * 3 * MINUTE), () => receive(message, 1));
    }
  };

  const around: Surroundings = {
    now,
    workers,
    table,
    vault,
    issuer,
    inboxes,
    enqueue,
    onExcused: excuse,
    ...(deployed && { deployed }),
  };

  const receive = (message: ProbeMessage, receives: number): void => {
    const deadline = now() + LIMIT.probe - 5 * SECOND;
    workers.start(
      'probe',
      LIMIT.probe,
      async (worker) => {
        const ports = probePortsOf(worker, around);
        await probe(mutation.probe?.(ports, worker, around) ?? ports, message, deadline);
      },
      (how) => {
        if (how === 'done') return;
        if (receives === RECEIVES) queue.dead += 1;
        else after(VISIBILITY, () => receive(message, receives + 1));
      },
    );
  };

  const notify = (work: (worker: Worker) => Promise<void>, failed: () => void): void =>
    workers.start('notify', LIMIT.notify, work, (how) => {
      if (how === 'failed') failed();
    });
  const deliverPorts = (worker: Worker) => {
    const ports = deliverPortsOf(worker, around);
    return mutation.deliver?.(ports, worker, around) ?? ports;
  };

  /** Records of the stream come in batches; a batch is repeated from its first failure on. */
  let batch: string[] = [];
  const shown = (id: string): void => {
    batch.push(id);
    if (batch.length > 1) return;
    after(SECOND, () => {
      const ids = batch;
      batch = [];
      streamBatch(ids, 1, now());
    });
  };
  const streamBatch = (ids: readonly string[], tries: number, since: Instant): void => {
    let reached = 0;
    notify(
      async (worker) => {
        for (const id of ids) {
          await deliverNew([id], deliverPorts(worker));
          reached += 1;
        }
      },
      () => {
        const rest = ids.slice(reached);
        if (tries === STREAM_TRIES || now() - since > STREAM_AGE || rest.length === 0) return;
        after(tries * SECOND, () => streamBatch(rest, tries + 1, since));
      },
    );
  };

  const deliverTick = (): unknown => {
    after(DELIVER_EVERY, deliverTick);
    table.expire();
    // Nothing is in the index: the run would find nothing.
    if (deployed === undefined ? table.isEmpty() : table.isCalm()) return 'idle';
    return notify(
      async (worker) => void (await deliverDue(deliverPorts(worker))),
      () => {},
    );
  };

  let calls = 0;
  const runDiscover = (
    work: (ports: ReturnType<typeof discoverPortsOf>, run: Run) => Promise<unknown>,
    by = `call-${calls++}`,
    tries = 1,
  ): void =>
    workers.start(
      'discover',
      LIMIT.discover,
      async (worker) => {
        const ports = discoverPortsOf(worker, around);
        const run = { by, until: now() + LIMIT.discover - 5 * SECOND };
        await work(mutation.discover?.(ports, worker, around) ?? ports, run);
      },
      // Lambda tries an asynchronous call two times more, under the same request id.
      (how) => {
        if (how === 'failed' && tries < 3) after(tries * MINUTE, () => runDiscover(work, by, tries + 1));
      },
    );
  let ticking = true;
  const sweepTick = (): void => {
    after(interval, sweepTick);
    const tick: Tick = { id: `sweep-${now()}`, at: now() };
    if (ticking) handOver('tick', 0, () => runDiscover((ports, run) => discover(ports, tick, run)));
  };

  /** All that was ever told, told apart once: nothing is ever taken back. */
  const everTold = { alerts: [] as Alert[], seen: 0 };
  const told = (): readonly Alert[] => {
    if (everTold.seen === table.ever.size) return everTold.alerts;
    everTold.alerts = [...table.ever.values()].filter(isAlert);
    everTold.seen = table.ever.size;
    return everTold.alerts;
  };

  return {
    timeline,
    now,
    after,
    interval,
    workers,
    around,
    /** When no look was begun, or one went wrong. */
    looking: () => [...inTheWay.looking.all, ...unscheduled.all],
    /** When a sender stumbled. */
    sending: () => inTheWay.sending.all,
    table,
    vault,
    issuer,
    inboxes,
    queue,
    excused,
    /** Starts the schedules; the first sweep comes at once. */
    start: () => {
      after(0, sweepTick);
      after(DELIVER_EVERY, deliverTick);
    },
    stream: (on: boolean) => {
      streamOn = on;
    },
    schedule: (on: boolean) => {
      if (on) unscheduled.end();
      else unscheduled.begin();
      ticking = on;
    },
    labelMoved: (arn: string, failed?: RotationFailure) =>
      handOver('label', 2 * SECOND, () =>
        runDiscover((ports) => discoverOne(ports, arn, { id: `label-${now()}`, at: now() }, failed)),
      ),
    /** Of tokens. */
    told,
    /** Told to be watched no longer. */
    gone: (): readonly GoneNotice[] => [...table.ever.values()].filter((one) => one.kind === 'gone'),
    notices: (): readonly OutageNotice[] => [...table.ever.values()].filter((one) => one.kind === 'outage'),
  };
};
export type World = ReturnType<typeof createWorld>;
