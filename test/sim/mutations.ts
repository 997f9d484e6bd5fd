import { DAY, HOUR } from '../../core/base/time.ts';
import { answerOf } from '../../core/model/answer.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import type { DiscoverPorts } from '../../monitor/discover/discover.ts';
import type { DeliveryMark, ListedSecret, OutboxItem } from '../../monitor/ports.ts';
import type { ProbePorts } from '../../monitor/probe/probe.ts';
import { insisting, type Mutation } from './monitor.ts';
import { SNOOZE_TAG } from './vault.ts';

/** Defects that other systems of this kind have had, each put in on purpose through a port. */
export const MUTATIONS = {
  'an alert is marked before it is sent': {
    deliver: (ports) => {
      const { outbox, sender, channels } = ports;
      const deliveredTo = channels.map(({ name }) => name);
      return {
        ...ports,
        outbox: {
          ...outbox,
          claim: async (ids, _sender, now, until) => {
            const items = await outbox.claim(ids, sender, now, until);
            const done = { sender, deliveredTo, done: true, attempts: 1, nextAttemptAt: now, failures: {} };
            await outbox.mark(items.map(({ alert }) => ({ alertId: alert.id, ...done })));
            return items;
          },
        },
      };
    },
  },
  'record and alerts are written one after the other, not in one transaction': {
    probe: (ports, worker, { workers, table }) => ({
      ...ports,
      commit: async (change) => {
        const write = (alerts: typeof change.alerts) => () =>
          workers.effect(worker, 'store', () => table.transact({ ...change, alerts }));
        if ((await insisting(write([]))) === 'conflict') return 'conflict';
        if (change.alerts.length > 0)
          await workers.effect(worker, 'store', () => {
            for (const alert of change.alerts) table.putAlert(alert);
            table.onInsert(change.alerts.map(({ id }) => id));
          });
        return 'stored';
      },
    }),
  },
  'a claim has no owner: anybody may mark': {
    deliver: (ports, worker, { workers, table }) => ({
      ...ports,
      outbox: { ...ports.outbox, mark: (marks) => workers.effect(worker, 'mark', () => table.markAll(marks, false)) },
    }),
  },
  'nothing is claimed before it is sent': {
    deliver: (ports) => ({
      ...ports,
      turns: { take: async () => true, end: async () => {} },
      outbox: {
        ...ports.outbox,
        claim: async (ids) => (await Promise.all(ids.map(ports.outbox.find))).filter((item) => item !== undefined),
      },
    }),
  },
  'an alert has a TTL before it is delivered': {
    probe: (ports, _worker, { table, now }) => ({
      ...ports,
      commit: async (change) => {
        const outcome = await ports.commit(change);
        for (const { id } of change.alerts) {
          const item = table.alerts.get(id);
          if (item?.undelivered && item.expiresAt === undefined) table.endAt(id, now() + HOUR);
        }
        return outcome;
      },
    }),
  },
  'one refusal is enough': {
    probe: (ports) => ({
      ...ports,
      policy: { ...DEFAULT_POLICY, confirmAfter: 0 },
      load: async (ids) => {
        const records = await ports.load(ids);
        const asked = { since: 0, looks: 1, askAgainAt: 0 };
        return new Map([...records].map(([id, record]) => [id, { ...record, refused: record.refused ?? asked }]));
      },
    }),
  },
  'an alert is not read again once it is claimed': {
    deliver: (ports) => {
      const { outbox } = ports;
      const first = new Map<string, OutboxItem>();
      const keep = (item: OutboxItem): OutboxItem => {
        const known = first.get(item.alert.id) ?? item;
        first.set(item.alert.id, known);
        return known;
      };
      return {
        ...ports,
        outbox: {
          ...outbox,
          due: async (now) => (await outbox.due(now)).map(keep),
          find: async (id) => {
            const item = first.get(id) ?? (await outbox.find(id));
            return item && keep(item);
          },
          claim: async (ids, by, now, until) => (await outbox.claim(ids, by, now, until)).map(keep),
        },
      };
    },
  },
  'only the stream delivers': {
    deliver: (ports) => ({ ...ports, outbox: { ...ports.outbox, due: async () => [] } }),
  },
  'the issuer guard is off': {
    probe: (ports) => ({
      ...ports,
      issuers: {
        ...ports.issuers,
        // A hold that ended for ever: no token counts any more.
        load: async (host) => {
          const record = (await ports.issuers.load(host)) ?? { schema: 1, host, revision: 0, turns: [] };
          return { ...record, hold: { since: Number.POSITIVE_INFINITY, until: 0, toldAt: 0 } };
        },
        commit: async () => 'stored',
      },
    }),
  },
  'nobody is asked along': {
    probe: (ports) => ({
      ...ports,
      enqueue: (messages) =>
        ports.enqueue(messages.map(({ message: { beside: _, ...message }, ...rest }) => ({ message, ...rest }))),
    }),
  },
  'others that were accepted before the first refusal are heard': {
    probe: (ports) => ({
      ...ports,
      // As if it had been refused for the first time long ago.
      load: async (ids) => {
        const early = ([id, record]: [string, TokenRecord]) =>
          [id, record.refused ? { ...record, refused: { ...record.refused, since: 1 } } : record] as const;
        return new Map([...(await ports.load(ids))].map(early));
      },
    }),
  },
  'what an issuer names is not heeded': {
    probe: (ports) => ({
      ...ports,
      issuers: {
        ...ports.issuers,
        load: async (host) => {
          const record = await ports.issuers.load(host);
          if (record?.hold === undefined) return record;
          const { named: _, ...hold } = record.hold;
          return { ...record, hold };
        },
      },
    }),
  },
  'a hold ends without a word': {
    probe: (ports) => ({
      ...ports,
      issuers: {
        ...ports.issuers,
        commit: (change) =>
          change.notices.some(({ why }) => why === 'answers')
            ? Promise.resolve('stored')
            : ports.issuers.commit(change),
      },
    }),
  },
  'how a hold ended is not remembered': {
    probe: (ports) => ({
      ...ports,
      issuers: {
        ...ports.issuers,
        commit: (change) => {
          const { hold } = change.record;
          if (hold?.closedAt === undefined) return ports.issuers.commit(change);
          const { closedAt, ...open } = hold;
          const notices = change.notices.map((notice) => ({ ...notice, id: `${notice.id}-${closedAt}` }));
          return ports.issuers.commit({ ...change, notices, record: { ...change.record, hold: open } });
        },
      },
    }),
  },
  'an outage is taken for a refusal': {
    probe: (ports) => ({
      ...ports,
      ask: async (request) => {
        const asked = await ports.ask(request);
        if (asked.ok && asked.answer.status < 500) return asked;
        const answer = answerOf(401, {}, '{"message":"401: Unauthorized","code":0}', ports.clock());
        return { ok: true, answer };
      },
    }),
  },
  'a record is written over whatever is there': {
    probe: (ports, worker, { workers, table }) => ({
      ...ports,
      commit: (change) => {
        const { id } = change.record.ref;
        const write = () => table.transact({ ...change, expectedRevision: table.records.get(id)?.revision });
        return insisting(() => workers.effect(worker, 'store', write));
      },
    }),
  },
  'nothing is remembered of flapping': {
    probe: (ports) => ({
      ...ports,
      load: async (ids) => {
        const forget = ([id, { openings: _, ...record }]: [string, TokenRecord]) => [id, record] as const;
        return new Map([...(await ports.load(ids))].map(forget));
      },
    }),
  },
  'a good look closes at once': {
    probe: (ports) => ({
      ...ports,
      load: async (ids) => {
        const calmed = ([id, record]: [string, TokenRecord]) =>
          [id, record.incident ? { ...record, incident: { calmSince: 0, ...record.incident } } : record] as const;
        return new Map([...(await ports.load(ids))].map(calmed));
      },
    }),
  },
  'a look is dated when it is stored': {
    probe: (ports) => ({
      ...ports,
      ask: async (request) => {
        const asked = await ports.ask(request);
        return asked.ok ? { ok: true, answer: { ...asked.answer, at: ports.clock() } } : asked;
      },
    }),
  },
  'the secret is not asked again before it is blamed': {
    probe: (ports) => describedBy(ports, async (_arn, asRead) => asRead),
  },
  'a secret that nobody can describe is taken as unchanged': {
    probe: (ports) => describedBy(ports, (arn, asRead) => ports.describe(arn).catch(() => asRead)),
  },
  'a snoozed token is not looked at': {
    discover: (ports) => ({
      ...ports,
      list: async function* () {
        const isAwake = ({ tags }: ListedSecret) => Date.parse(tags[SNOOZE_TAG] ?? '1970-01-01') <= ports.clock();
        for await (const page of ports.list()) yield { ...page, secrets: page.secrets.filter(isAwake) };
      },
    }),
  },
  'a snooze is not heeded': {
    discover: (ports) => ({
      ...ports,
      list: async function* () {
        const awake = ({ tags: { [SNOOZE_TAG]: _, ...tags }, ...secret }: ListedSecret) => ({ ...secret, tags });
        for await (const page of ports.list()) yield { ...page, secrets: page.secrets.map(awake) };
      },
    }),
  },
  'nobody asks for the second look': {
    probe: (ports) => ({
      ...ports,
      enqueue: (messages) => ports.enqueue(messages.filter(({ message }) => message.reason !== 'confirm')),
    }),
  },
  'a failed delivery waits for two hours': {
    deliver: (ports) => {
      const { outbox, clock } = ports;
      const patient = (mark: DeliveryMark) => (mark.done ? mark : { ...mark, nextAttemptAt: clock() + 2 * HOUR });
      return { ...ports, outbox: { ...outbox, mark: (marks) => outbox.mark(marks.map(patient)) } };
    },
  },
  'a snooze ends when its tag is taken away': {
    discover: (ports) => ({
      ...ports,
      list: async function* () {
        for await (const page of ports.list())
          yield { ...page, secrets: page.secrets.map((secret) => ({ ...secret, tags: endless(secret, ports) })) };
      },
    }),
  },
} satisfies Readonly<Record<string, Mutation>>;

export type Defect = keyof typeof MUTATIONS;

type Describe = (arn: string, asRead: ListedSecret) => Promise<ListedSecret | undefined>;

/** `asRead`: the secret as if it still had the version that was read. */
const describedBy = (ports: ProbePorts, describe: Describe): ProbePorts => {
  const read = new Map<string, string>();
  return {
    ...ports,
    readSecrets: async (arns) => {
      const readings = await ports.readSecrets(arns);
      for (const [arn, reading] of readings) if (reading.read) read.set(arn, reading.versionId);
      return readings;
    },
    describe: (arn) => describe(arn, { arn, name: arn, tags: {}, versionId: read.get(arn) ?? '' }),
  };
};

const endless = ({ tags }: ListedSecret, { clock }: DiscoverPorts): ListedSecret['tags'] =>
  SNOOZE_TAG in tags ? { ...tags, [SNOOZE_TAG]: new Date(clock() + DAY).toISOString() } : tags;
