import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { openStore } from '../../adapters/local/store.ts';
import { localTurns } from '../../adapters/local/turns.ts';
import { type FakeDiscord, startDiscord } from '../../cli/demo/issuers/discord.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Asked, AskRequest } from '../../core/model/answer.ts';
import {
  type ChannelNotice,
  type DigestNotice,
  type GoneNotice,
  type GoneWhy,
  isNotice,
  type Notice,
  type QuietNotice,
  type Telling,
  type TestNotice,
} from '../../core/model/notice.ts';
import { Secret } from '../../core/model/secret.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/transition/policy.ts';
import { deliverDue, deliverNew } from '../../monitor/deliver/deliver.ts';
import { discover, discoverOne } from '../../monitor/discover/discover.ts';
import type { Channel, ListedSecret, Measure, QueuedMessage, SecretReading, Sent } from '../../monitor/ports.ts';
import { probe } from '../../monitor/probe/probe.ts';
import { START } from './make.ts';

type Version = { readonly id: string; readonly value: string; readonly createdAt: Instant };
type StoredSecret = {
  readonly tags: Record<string, string>;
  versions: Version[];
  failure?: Extract<SecretReading, { read: false }>;
};

/** The monitor with a real store, a real HTTP client and a real loopback issuer; Secrets Manager, queue and clock are in memory. */
export const startWorld = async (policy: Policy = DEFAULT_POLICY) => {
  const discord: FakeDiscord = await startDiscord();
  const store = openStore(':memory:');
  const ask = createAsk({ allowedOrigins: [discord.url] });
  const secrets = new Map<string, StoredSecret>();
  const queue: QueuedMessage[] = [];
  const sent: Alert[][] = [];
  const notices: Exclude<Notice, GoneNotice | QuietNotice | DigestNotice | TestNotice | ChannelNotice>[] = [];
  const digests: DigestNotice[] = [];
  const gone: GoneNotice[] = [];
  const warnings: (readonly [string, Readonly<Record<string, unknown>>])[] = [];
  const counts = new Map<string, number>();
  const reads: string[][] = [];
  let now = START;
  let ticks = 0;
  let issuerAhead = 0;
  let rotation: (() => void) | undefined;
  let lastVerdicts: Readonly<Record<string, number>> = {};
  let channelSays: (telling: Telling) => Sent = () => ({ sent: true });
  const clock = () => now;

  const measure: Measure = {
    probe: () => {},
    verdicts: (verdicts) => {
      lastVerdicts = verdicts;
    },
    count: (name, value) => void counts.set(name, (counts.get(name) ?? 0) + value),
  };
  const listed = (name: string, { tags, versions }: StoredSecret): ListedSecret => {
    const versionId = versions.at(-1)?.id;
    return { arn: name, name, tags, ...(versionId !== undefined && { versionId }) };
  };
  const readingOf = (secret: StoredSecret | undefined, back: number): SecretReading => {
    const version = secret?.versions.at(-back);
    if (secret?.failure) return secret.failure;
    if (version === undefined) return { read: false, why: 'gone', detail: 'ResourceNotFoundException' };
    return { read: true, value: new Secret(version.value), versionId: version.id, createdAt: version.createdAt };
  };
  const channel: Channel = {
    name: 'test',
    send: async (telling) => {
      const answer = channelSays(telling);
      if (!answer.sent) return answer;
      if (!isNotice(telling)) sent.push([...telling]);
      else if (telling[0].kind === 'gone') gone.push(telling[0]);
      else if (telling[0].kind === 'digest') digests.push(telling[0]);
      else if (telling[0].kind === 'outage' || telling[0].kind === 'subscribers') notices.push(telling[0]);
      return answer;
    },
  };
  const ports = {
    ask: async (request: AskRequest): Promise<Asked> => {
      const asked = await ask({ ...request, deadline: Date.now() + 5000 });
      if (!asked.ok) return asked;
      const headers = { ...asked.answer.headers, date: new Date(now + issuerAhead).toUTCString() };
      return { ok: true, answer: { ...asked.answer, headers, at: now } };
    },
    registry: REGISTRY,
    origins: { discord: discord.url },
    allowedOrigins: [discord.url],
    mayLeave: () => false,
    load: store.load,
    commit: store.commit,
    issuers: store.issuers,
    clock,
    policy,
    measure,
    outbox: store.outbox,
    turns: localTurns(),
    warn: (what: string, facts: Readonly<Record<string, unknown>>) => void warnings.push([what, facts]),
    sweeps: store.sweeps,
    watchList: store.watchList,
    namePrefix: '',
    channels: [channel],
    sender: 'test-sender',
    readSecrets: async (ids: readonly string[]) => {
      reads.push([...ids]);
      const readings = new Map(ids.map((id) => [id, readingOf(secrets.get(id), 1)]));
      rotation?.();
      rotation = undefined;
      return readings;
    },
    readPrevious: async (id: string) =>
      (secrets.get(id)?.versions.length ?? 0) > 1 ? readingOf(secrets.get(id), 2) : undefined,
    enqueue: async (messages: readonly QueuedMessage[]) => void queue.push(...messages),
    list: async function* () {
      const all = [...secrets];
      if (all.length === 0) yield { secrets: [] };
      for (const [at, [name, secret]] of all.entries())
        yield { secrets: [listed(name, secret)], ...(at < all.length - 1 && { next: `page-${at + 1}` }) };
    },
    describe: async (name: string) => {
      const secret = secrets.get(name);
      return secret && listed(name, secret);
    },
    lookFor: async (name: string): Promise<ListedSecret | GoneWhy | 'unknown'> => {
      const secret = secrets.get(name);
      return secret === undefined ? 'deleted' : listed(name, secret);
    },
  };

  const run = () => ({ by: 'test', until: now + 3_600_000 });

  const drain = async (until = Number.POSITIVE_INFINITY): Promise<void> => {
    while (now < until) {
      const message = queue.shift();
      if (message === undefined) return;
      now += message.delaySeconds * 1000;
      await probe(ports, message.message, now + 60_000);
    }
  };
  const put = (
    name: string,
    value: string,
    tags: Record<string, string> = { 'token-health:provider': 'discord.bot' },
    createdAt = now - 3_600_000,
  ) => {
    const secret = secrets.get(name) ?? { tags, versions: [] };
    secret.versions.push({ id: `version-${secret.versions.length + 1}-of-${name}`, value, createdAt });
    secrets.set(name, secret);
  };
  return {
    put,
    /** The owner stores a new value just after the monitor has read the old one. */
    rotateAfterReading: (name: string, value: string) => {
      rotation = () => put(name, value);
    },
    ports,
    discord,
    store,
    queue,
    sent,
    notices,
    warnings,
    gone,
    counts,
    reads,
    now: () => now,
    /** What the issuer's clock is ahead of ours from now on. */
    issuerAhead: (ms: number) => {
      issuerAhead = ms;
    },
    pass: (ms: number) => {
      now += ms;
    },
    fail: (name: string, failure: Extract<SecretReading, { read: false }>) => {
      secrets.set(name, { tags: { 'token-health:provider': 'discord.bot' }, versions: [], failure });
    },
    drain,
    /** One whole sweep: list, queue, look, confirm; what is queued after `until` stays. */
    sweep: async (until?: Instant) => {
      ticks += 1;
      const report = await discover(ports, { id: `tick-${ticks}`, at: now }, run());
      await drain(until);
      return report;
    },
    sweepWithId: (id: string) => discover(ports, { id, at: now }, run()),
    labelMoved: async (name: string, until?: Instant) => {
      await discoverOne(ports, name, { id: 'label', at: now });
      await drain(until);
    },
    /** Of the last message of a sweep. */
    verdicts: () => lastVerdicts,
    deliver: () => deliverDue(ports),
    deliverNew: (ids: readonly string[]) => deliverNew(ids, ports),
    channelSays: (answer: (telling: Telling) => Sent) => {
      channelSays = answer;
    },
    kinds: () =>
      sent.map((alerts) =>
        alerts
          .map(({ kind, ref }) => `${kind} ${ref.name}`)
          .sort()
          .join(' + '),
      ),
    stop: async () => {
      ask.close();
      store.close();
      await discord.stop();
    },
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/** A well-formed Discord bot token that belongs to nobody; `n` makes it another bot's, `issue` another issue of the same. */
export const botToken = (n: number, issue = 'a'): string =>
  `${btoa(`10000000000000${String(n).padStart(4, '0')}`)}.Gabcde.${issue.repeat(27)}`;
