import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { Fault } from '../../core/base/fault.ts';
import { type Instant, MINUTE } from '../../core/base/time.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/transition/policy.ts';
import type { DeliverPorts } from '../../monitor/deliver/deliver.ts';
import type { DigestPorts } from '../../monitor/digest/digest.ts';
import type { DiscoverPorts } from '../../monitor/discover/discover.ts';
import type { Channel, Measure, Outbox, QueuedMessage, RouteOf, Turns } from '../../monitor/ports.ts';
import type { ProbePorts } from '../../monitor/probe/probe.ts';
import type { Inbox } from './inbox.ts';
import type { Issuer } from './issuer.ts';
import type { Table } from './table.ts';
import type { Vault } from './vault.ts';
import { Lost, type Worker, type Workers } from './workers.ts';

/** What is set beside the defaults: infra/config.ts. */
export type Deployed = {
  /** Names of the channels. */
  readonly channels: readonly string[];
  readonly routeOf: RouteOf;
  readonly policy: Policy;
};

/** What the ports of every worker reach. */
export type Surroundings = {
  readonly now: () => Instant;
  readonly workers: Workers;
  readonly table: Table;
  readonly vault: Vault;
  readonly issuer: Issuer;
  readonly inboxes: readonly Inbox[];
  readonly enqueue: (messages: readonly QueuedMessage[]) => void;
  readonly deployed?: Deployed;
  /** A channel took an alert from a worker that does not know it, or that has no claim any more. */
  readonly onExcused: (sent: string, by: string) => void;
};

/** A defect put in on purpose. */
export type Mutation = {
  readonly discover?: (ports: DiscoverPorts, worker: Worker, around: Surroundings) => DiscoverPorts;
  readonly probe?: (ports: ProbePorts, worker: Worker, around: Surroundings) => ProbePorts;
  readonly deliver?: (ports: DeliverPorts, worker: Worker, around: Surroundings) => DeliverPorts;
  readonly digest?: (ports: DigestPorts, worker: Worker, around: Surroundings) => DigestPorts;
};

const QUIET: Measure = { probe: () => {}, verdicts: () => {}, count: () => {} };
const SDK_TRIES = 4;

/** The SDK asks again when no answer comes. */
export const insisting = async <T>(run: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Lost) || tries === SDK_TRIES) throw error;
    }
  }
};

export const discoverPortsOf = (worker: Worker, around: Surroundings): DiscoverPorts => {
  const { workers, table, vault, now } = around;
  return {
    list: async function* (from = '0') {
      const pages = await insisting(() => workers.effect(worker, 'list', () => pagesOf(vault.list())));
      for (const [at, secrets] of pages.entries())
        if (at >= Number(from)) yield { secrets, ...(at < pages.length - 1 && { next: `${at + 1}` }) };
    },
    lookFor: (name) => workers.effect(worker, 'describe', () => vault.lookFor(name)).catch(() => 'unknown'),
    describe: (arn) => workers.effect(worker, 'describe', () => vault.describe(arn)),
    sweeps: {
      last: () => workers.effect(worker, 'last', table.lists.last),
      begin: (sweep, run, at) =>
        insisting(() => workers.effect(worker, 'begin', () => table.lists.begin(sweep, run, at))),
      concluded: () => workers.effect(worker, 'concluded', table.lists.concluded),
      conclude: (conclusion) =>
        insisting(() => workers.effect(worker, 'conclude', () => table.lists.conclude(conclusion))),
      finish: (id) => insisting(() => workers.effect(worker, 'finish', () => table.lists.finish(id))),
    },
    watchList: {
      legs: async function* (id) {
        yield* await workers.effect(worker, 'legs', () => table.lists.legs(id));
      },
      save: (id, leg) => workers.effect(worker, 'save', () => table.lists.save(id, leg)),
      missing: async function* (id) {
        yield* await workers.effect(worker, 'legs', () => table.lists.missing(id));
      },
      keepMissing: (id, missing) => workers.effect(worker, 'save', () => table.lists.keepMissing(id, missing)),
    },
    namePrefix: '',
    enqueue: (messages) => insisting(() => workers.effect(worker, 'enqueue', () => around.enqueue(messages))),
    clock: now,
    registry: REGISTRY,
    measure: QUIET,
  };
};

/** Short pages, and an empty one: both are allowed. */
const pagesOf = <T>(items: readonly T[]): readonly (readonly T[])[] => [
  items.slice(0, 1),
  [],
  ...Array.from({ length: Math.ceil(Math.max(0, items.length - 1) / 100) }, (_, i) =>
    items.slice(1 + i * 100, 1 + (i + 1) * 100),
  ),
];

export const probePortsOf = (worker: Worker, around: Surroundings): ProbePorts => {
  const { workers, table, vault, issuer, now, deployed } = around;
  return {
    load: (ids) => workers.effect(worker, 'load', () => table.load(ids)),
    commit: (change) => insisting(() => workers.effect(worker, 'store', () => table.transact(change))),
    issuers: {
      load: (host) => workers.effect(worker, 'weigh', () => table.loadIssuer(host)),
      commit: (change) => insisting(() => workers.effect(worker, 'hold', () => table.transactIssuer(change))),
    },
    clock: now,
    policy: deployed?.policy ?? DEFAULT_POLICY,
    registry: REGISTRY,
    origins: {},
    allowedOrigins: [],
    mayLeave: () => true,
    ask: (request) =>
      workers
        .effect(worker, 'ask', () => issuer.answer(request))
        .catch((error: unknown) => {
          if (!(error instanceof Fault)) throw error;
          return { ok: false, failure: { why: 'network', detail: 'the connection broke' } } as const;
        }),
    readSecrets: (arns) => workers.effect(worker, 'read', () => vault.read(arns)),
    readPrevious: (arn) => workers.effect(worker, 'previous', () => vault.previous(arn)),
    describe: (arn) => workers.effect(worker, 'describe', () => vault.describe(arn)),
    enqueue: (messages) => insisting(() => workers.effect(worker, 'enqueue', () => around.enqueue(messages))),
    measure: QUIET,
  };
};

export const deliverPortsOf = (worker: Worker, around: Surroundings): DeliverPorts => {
  const { workers, table, inboxes, now, deployed } = around;
  const outbox: Outbox = {
    due: (at) => workers.effect(worker, 'due', () => table.due(at)),
    oldestDue: async (at) => table.oldestDue(at),
    find: (id) => workers.effect(worker, 'find', () => table.find(id)),
    claim: (ids, sender, at, until) =>
      insisting(() => workers.effect(worker, 'claim', () => table.claimAll(ids, sender, at, until))),
    mark: async (marks) => {
      await insisting(() => workers.effect(worker, 'mark', () => table.markAll(marks)));
      for (const { alertId } of marks) for (const inbox of inboxes) worker.unmarked.delete(`${inbox.name} ${alertId}`);
    },
  };
  const turns: Turns = {
    take: (owner, sender, span) =>
      insisting(() => workers.effect(worker, 'turn', () => table.takeTurn(owner, sender, span))),
    end: (owner, sender) => insisting(() => workers.effect(worker, 'turn', () => table.endTurn(owner, sender))),
  };
  return {
    outbox,
    turns,
    warn: () => {},
    ...(deployed && { routeOf: deployed.routeOf }),
    channels: inboxes.map((inbox) => channelOf(inbox, worker, around)),
    clock: now,
    measure: QUIET,
    sender: `sender-${worker.number}`,
  };
};

const channelOf = (inbox: Inbox, worker: Worker, { workers, onExcused, now }: Surroundings): Channel => ({
  name: inbox.name,
  send: async (telling) => {
    const sent = telling.map(({ id }) => `${inbox.name} ${id}`);
    const excused = (by: string): void => {
      for (const one of sent) onExcused(one, by);
    };
    try {
      return await workers.effect(worker, 'send', () => {
        const answer = inbox.take(telling);
        if (answer.sent) for (const one of sent) worker.unmarked.add(one);
        // One that slept sends beside whoever took over its claim.
        if (answer.sent && worker.frozen) excused(`${worker.number}`);
        // One worker may be shown the same alert twice, and tell a mute channel twice.
        if (inbox.mood() === 'mute') excused(`${worker.number} at ${now()}`);
        return answer;
      });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error instanceof Lost) excused(`${worker.number}`);
      return { sent: false, why: 'simulated', retryAt: now() + MINUTE };
    }
  },
});
