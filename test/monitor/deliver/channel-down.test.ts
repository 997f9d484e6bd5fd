import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../adapters/local/store.ts';
import { localTurns } from '../../../adapters/local/turns.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { ChannelNotice, Tellable } from '../../../core/model/notice.ts';
import { channelsFor } from '../../../core/route/route.ts';
import { type DeliverPorts, deliverDue } from '../../../monitor/deliver/deliver.ts';
import type { Channel, Readiness, Sent } from '../../../monitor/ports.ts';
import { sampleRecord } from '../../adapters/local/samples.ts';
import { samples } from '../../messages/samples.ts';

const [dead] = samples['rejected-revoked']!;
/** Shortly after noon: a day has room on both sides. */
const NOON = dead.at + 3 * HOUR;
const SAYS = 'Slack: webhook refused (404): make a new one and store its address';
const TOOK: Sent = { sent: true };
const REFUSES: Sent = { sent: false, why: SAYS };

type Name = 'slack' | 'mail' | 'topic';
type Says = Partial<Record<Name, (telling: readonly Tellable[], now: Instant) => Sent>>;

/** Three channels over a real outbox; `routes` by owner, all to all without. */
const monitor = (
  says: Says,
  routes: Readonly<Record<string, readonly Name[]>> = {},
  doors: Partial<Record<Name, Readiness>> = {},
) => {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  let now = NOON;
  let alerts = 0;
  const got: Record<Name, Tellable[]> = { slack: [], mail: [], topic: [] };
  const NAMES: readonly Name[] = ['slack', 'mail', 'topic'];
  const channelOf = (name: Name): Channel => ({
    name,
    title: name === 'slack' ? 'Slack' : name,
    ready: async () => doors[name] ?? { state: 'open' },
    send: async (telling) => {
      const answer = says[name]?.(telling, now) ?? TOOK;
      if (answer.sent) got[name].push(...telling);
      return answer;
    },
  });
  const everywhere = { page: NAMES, warn: NAMES, note: NAMES };
  const owners = new Map(
    Object.entries(routes).map(([owner, names]) => [owner, { page: names, warn: names, note: names }]),
  );
  const ports: DeliverPorts = {
    outbox: store.outbox,
    turns: localTurns(),
    channels: NAMES.map(channelOf),
    routeOf: (one) => channelsFor(one, { owners, catchAll: everywhere, always: [], all: NAMES }),
    downs: {
      isKnown: async (id) => {
        for await (const page of store.readAll())
          if (page.some((kept) => kept.what === 'told' && kept.told.id === id)) return true;
        return false;
      },
      store: store.storeNotice,
    },
    clock: () => now,
    measure: { probe: () => {}, verdicts: () => {}, count: () => {} },
    warn: () => {},
    sender: 'one',
  };
  return {
    says,
    got,
    /** An alert falls due now. */
    alert: async (owner = 'team-bots', kind: Alert['kind'] = 'rejected'): Promise<void> => {
      alerts += 1;
      const record = sampleRecord(`prod/${alerts}`);
      const alert = { ...dead, id: `alert-${alerts}`, kind, owner, at: now, incident: `TH-0000${alerts}` };
      await store.commit({ record, expectedRevision: undefined, alerts: [alert] });
    },
    /** The clock of the deployment: a run every minute. */
    run: async (length: number): Promise<void> => {
      for (const end = now + length; now < end; now += MINUTE) await deliverDue(ports);
    },
    /** News of channels, delivered or not. */
    stored: async (): Promise<readonly Tellable[]> => {
      const all: Tellable[] = [];
      for await (const page of store.readAll())
        for (const kept of page) if (kept.what === 'told' && kept.told.kind === 'channel') all.push(kept.told);
      return all;
    },
    toldBy: (name: Name): readonly ChannelNotice[] => got[name].flatMap((one) => (one.kind === 'channel' ? [one] : [])),
  };
};

describe('a channel that takes nothing', () => {
  test('is told of after 15 minutes, through all others, with what it said and how many wait', async () => {
    const { alert, run, toldBy } = monitor({ slack: () => REFUSES });
    await alert();
    await run(10 * MINUTE);
    await alert();
    await run(5 * MINUTE);
    expect(toldBy('mail')).toEqual([]);
    await run(3 * MINUTE);
    expect(toldBy('mail')).toMatchObject([
      {
        channel: 'slack',
        title: 'Slack',
        why: SAYS,
        since: NOON,
        waiting: 2,
        severity: 'warn',
        id: 'channel:slack:2026-11-23',
      },
    ]);
    expect(toldBy('topic')).toEqual(toldBy('mail'));
    expect(toldBy('slack')).toEqual([]);
  });

  test('is told of once a day, as long as it lasts', async () => {
    const { alert, run, toldBy } = monitor({ slack: () => REFUSES });
    await alert();
    await run(3 * DAY);
    expect(toldBy('mail').map(({ id }) => id)).toEqual([
      'channel:slack:2026-11-23',
      'channel:slack:2026-11-24',
      'channel:slack:2026-11-25',
      'channel:slack:2026-11-26',
    ]);
    expect(toldBy('mail').map(({ since }) => since)).toEqual([NOON, NOON, NOON, NOON]);
  });

  test('gets what waits when it works again, and never the news of itself', async () => {
    const world = monitor({ slack: () => REFUSES });
    await world.alert();
    await world.alert();
    await world.run(2 * HOUR);
    world.says.slack = () => TOOK;
    await world.run(2 * HOUR);
    expect(world.got.slack.map(({ kind }) => kind)).toEqual(['rejected', 'rejected']);
    expect(world.toldBy('mail')).toHaveLength(1);
  });

  test('that is the only one of an owner is told of all the same', async () => {
    const { alert, run, toldBy, got } = monitor({ slack: () => REFUSES }, { 'team-bots': ['slack'] });
    await alert();
    await run(20 * MINUTE);
    expect(got.mail.map(({ kind }) => kind)).toEqual(['channel']);
    expect(toldBy('topic')).toHaveLength(1);
  });

  test.each<[string, Says, Partial<Record<Name, Readiness>>]>([
    ['that comes back within 15 minutes', { slack: (_, now) => (now < NOON + 14 * MINUTE ? REFUSES : TOOK) }, {}],
    ['that will not have one message', { slack: () => ({ ...REFUSES, refused: true }) }, {}],
    ['that is out of turns', { slack: () => ({ sent: false, why: 'it waits for its turn', untried: true }) }, {}],
    ['as none of them do', { slack: () => REFUSES, mail: () => REFUSES, topic: () => REFUSES }, {}],
    [
      'as the only one that is open',
      { slack: () => REFUSES },
      { mail: { state: 'pointless' }, topic: { state: 'closed', why: 'nobody' } },
    ],
    [
      'because nobody has confirmed',
      {},
      { topic: { state: 'closed', why: 'nobody has confirmed the subscription yet' } },
    ],
    ['some messages and takes others', { slack: ([first]) => (first?.id === 'alert-1' ? REFUSES : TOOK) }, {}],
  ])('is not told of where it is one %s', async (_, says, doors) => {
    const { alert, run, stored } = monitor(says, {}, doors);
    await alert();
    for (let n = 0; n < 30; n++) {
      await run(MINUTE);
      await alert('another');
    }
    expect(await stored()).toEqual([]);
  });
});

test('two that are down tell of each other through the third', async () => {
  const { alert, run, toldBy } = monitor({ slack: () => REFUSES, topic: () => REFUSES });
  await alert();
  await run(20 * MINUTE);
  expect(toldBy('mail').map(({ channel }) => channel)).toEqual(['slack', 'topic']);
});
