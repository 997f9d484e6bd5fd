import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { openStore, type Store } from '../../adapters/local/store.ts';
import { localTurns } from '../../adapters/local/turns.ts';
import { SECOND } from '../../core/base/time.ts';
import type { Telling } from '../../core/model/notice.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/transition/policy.ts';
import type { DeliverPorts } from '../../monitor/deliver/deliver.ts';
import type { DiscoverPorts } from '../../monitor/discover/discover.ts';
import { originOf } from '../../monitor/inspect/where-to-ask.ts';
import type { Channel, Clock, Measure } from '../../monitor/ports.ts';
import type { ProbePorts } from '../../monitor/probe/probe.ts';
import type { Issuers } from './issuers/all.ts';
import { type DemoQueue, demoQueue } from './queue.ts';
import type { DemoSecrets } from './secrets.ts';

export type OnAlerts = (telling: Telling) => void;

export type DemoPorts = {
  readonly clock: Clock;
  readonly queue: DemoQueue;
  readonly discover: DiscoverPorts;
  readonly probe: ProbePorts;
  readonly deliver: DeliverPorts;
  readonly store: Store;
  readonly close: () => void;
};

/** Minutes in production, seconds here; nothing else differs. An ambiguous answer counts after three looks over 3 s. */
const POLICY: Policy = { ...DEFAULT_POLICY, confirmAfter: 1.5 * SECOND, collect: 6 * SECOND, doubtLasts: 3 * SECOND };

/** Kinds that no shape tells from a password: a deployment lists them before they are sent. */
const LISTED_KINDS = ['discord.oauth', 'npm.registry', 'oauth2-introspection.token'];

const UNMEASURED: Measure = { probe: () => {}, verdicts: () => {}, count: () => {} };

/** The ports of production over local adapters and the demo's issuers. */
export const demoPorts = (issuers: Issuers, secrets: DemoSecrets, onAlerts: OnAlerts): DemoPorts => {
  const clock = Date.now;
  const store = openStore(':memory:');
  const queue = demoQueue(clock);
  const origins = originsOf(issuers);
  const allowedOrigins = [...Object.values(origins), issuers.nowhere].flatMap((url) => originOf(url) ?? []);
  const ask = createAsk({ allowedOrigins, clock });
  const shared = { ...secrets, enqueue: queue.enqueue, clock, registry: REGISTRY, measure: UNMEASURED };
  const lookFor = async (name: string) => (await secrets.describe(name)) ?? 'deleted';
  const mayLeave = (kind: string): boolean => LISTED_KINDS.includes(kind);
  const state = { load: store.load, commit: store.commit, issuers: store.issuers, policy: POLICY };
  return {
    clock,
    queue,
    store,
    discover: { ...shared, sweeps: store.sweeps, watchList: store.watchList, lookFor, namePrefix: '' },
    probe: { ...shared, ...state, ask, origins, allowedOrigins, mayLeave },
    deliver: {
      outbox: store.outbox,
      turns: localTurns(),
      channels: [terminal(onAlerts)],
      clock,
      measure: UNMEASURED,
      warn: () => {},
      sender: 'demo',
    },
    close: () => {
      ask.close();
      store.close();
    },
  };
};

const originsOf = ({ discord, npm, oauth }: Issuers) => ({
  discord: discord.url,
  npm: npm.url,
  'oauth2-introspection': oauth.introspectionUrl,
});

const terminal = (onAlerts: OnAlerts): Channel => ({
  name: 'terminal',
  send: async (telling) => {
    onAlerts(telling);
    return { sent: true };
  },
});
