import { createAsk } from '../../adapters/http/ask.ts';
import { openStore } from '../../adapters/local/store.ts';
import { HOUR, type Instant, SECOND } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Asked, AskRequest } from '../../core/model/answer.ts';
import { Secret } from '../../core/model/secret.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { checkAll } from '../../monitor/check/check.ts';
import { discover } from '../../monitor/discover/discover.ts';
import type { Change, QueuedMessage } from '../../monitor/ports.ts';
import { probe } from '../../monitor/probe/probe.ts';
import type { Registry } from '../../providers/registry.ts';

export type OneSecret = {
  readonly value: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly registry: Registry;
  /** Base URLs by provider. */
  readonly origins?: Readonly<Record<string, string>>;
  readonly allowedOrigins: readonly string[];
  readonly startAt: Instant;
};

type Version = { readonly id: string; readonly value: string; readonly createdAt: Instant };

const NAME = 'prod/planted';
const LONGEST_DELAY = 900;

/**
 * The monitor over one secret: sweeps, queue and second looks in the order of their times on a virtual clock, with a real store, the
 * real HTTP client and whatever issuer listens there.
 */
export const watchOne = ({ value, tags, registry, origins = {}, allowedOrigins, startAt }: OneSecret) => {
  const store = openStore(':memory:');
  let now = startAt;
  let ticks = 0;
  const clock = (): Instant => now;
  const ask = createAsk({ allowedOrigins, clock, random: () => 0 });
  const versions: Version[] = [{ id: 'v1', value, createdAt: startAt - HOUR }];
  const waiting: { readonly at: Instant; readonly message: QueuedMessage['message'] }[] = [];
  const told: Alert[] = [];
  const current = (): Version => versions.at(-1)!;
  const reading = ({ id, value: text, createdAt }: Version) =>
    ({ read: true, value: new Secret(text), versionId: id, createdAt }) as const;
  const listed = () => ({ arn: NAME, name: NAME, tags, versionId: current().id });

  const ports = {
    ask: async (request: AskRequest): Promise<Asked> => {
      const asked = await ask({ ...request, deadline: now + 5 * SECOND });
      if (!asked.ok) return asked;
      // Recordings hold no date; the virtual clock is not that of the server.
      const headers = { ...asked.answer.headers, date: new Date(now).toUTCString() };
      return { ok: true, answer: { ...asked.answer, headers } };
    },
    registry,
    origins,
    allowedOrigins,
    mayLeave: () => true,
    load: store.load,
    commit: async (change: Change) => {
      const stored = await store.commit(change);
      if (stored === 'stored') told.push(...change.alerts);
      return stored;
    },
    issuers: store.issuers,
    sweeps: store.sweeps,
    watchList: store.watchList,
    namePrefix: '',
    lookFor: async () => listed(),
    clock,
    policy: DEFAULT_POLICY,
    measure: { probe: () => {}, verdicts: () => {}, count: () => {} },
    readSecrets: async (ids: readonly string[]) => new Map(ids.map((id) => [id, reading(current())])),
    readPrevious: async () => (versions.length > 1 ? reading(versions.at(-2)!) : undefined),
    describe: async () => listed(),
    list: async function* () {
      yield { secrets: [listed()] };
    },
    enqueue: async (messages: readonly QueuedMessage[]) => {
      for (const { message, delaySeconds } of messages)
        waiting.push({ at: now + Math.min(LONGEST_DELAY, delaySeconds) * SECOND, message });
      waiting.sort((a, b) => a.at - b.at);
    },
  };

  /** Works the queue off, as far as it is due then. */
  const passTo = async (at: Instant): Promise<void> => {
    while (waiting[0] !== undefined && waiting[0].at <= at) {
      const next = waiting.shift()!;
      now = Math.max(now, next.at);
      await probe(ports, next.message, now + 60 * SECOND);
    }
    now = Math.max(now, at);
  };
  return {
    told: told as readonly Alert[],
    now: clock,
    diagnosis: () => store.records()[0]?.diagnosis,
    passTo,
    /** One sweep then, and what of the queue is due until then. */
    sweepAt: async (at: Instant): Promise<void> => {
      await passTo(at);
      ticks += 1;
      await discover(ports, { id: `tick-${ticks}`, at: now }, { by: 'test', until: now + HOUR });
      await passTo(now);
    },
    rotate: (next: string) => void versions.push({ id: `v${versions.length + 1}`, value: next, createdAt: now }),
    /** `token-health check` of the same secret a second later, over the same store. */
    check: async () => {
      now += SECOND;
      const { id, value: text } = current();
      const input = { source: NAME, name: NAME, value: new Secret(text), tags, versionId: id };
      return (await checkAll([input], ports))[0]!.diagnosis;
    },
    stop: (): void => {
      ask.close();
      store.close();
    },
  };
};
