import { expect, test } from 'vitest';
import type { Telling } from '../../../core/model/notice.ts';
import { testChannels } from '../../../monitor/deliver/test-channels.ts';
import type { Channel } from '../../../monitor/ports.ts';
import { base } from '../../messages/samples.ts';

const got: Telling[] = [];
const took: Channel['send'] = async (telling) => {
  got.push(telling);
  return { sent: true };
};
const channels: readonly Channel[] = [
  { name: 'sns', type: 'sns', send: took },
  { name: 'ops', type: 'slack', send: async () => ({ sent: false, why: 'Slack: webhook refused (404)' }) },
  { name: 'mail', type: 'email', send: () => Promise.reject(new Error('words of others')) },
  { name: 'idle', type: 'sns', send: took, ready: async () => ({ state: 'pointless' }) },
  { name: 'shut', type: 'sns', send: took, ready: async () => ({ state: 'closed', why: 'nobody has confirmed' }) },
];
let now = base.at;
const clock = () => (now += 5);

test('each channel is one leg, whatever the others do', async () => {
  const { legs, channels: all } = await testChannels({ by: 'alice' }, { channels, clock });
  expect(all).toEqual(['sns', 'ops', 'mail', 'idle', 'shut']);
  expect(legs.map(({ ms: _, ...leg }) => leg)).toEqual([
    { channel: 'sns', type: 'sns', sent: true },
    { channel: 'ops', type: 'slack', sent: false, why: 'Slack: webhook refused (404)' },
    { channel: 'mail', type: 'email', sent: false, why: 'it broke over this message: a bug' },
    { channel: 'idle', type: 'sns', sent: false, why: 'it has no subscriber, and none was ever invited' },
    { channel: 'shut', type: 'sns', sent: false, why: 'nobody has confirmed' },
  ]);
  expect(got).toMatchObject([
    [{ kind: 'test', severity: 'note', by: 'alice', incident: expect.stringMatching(/^TH-/) }],
  ]);
  for (const { ms } of legs) expect(ms).toBeGreaterThan(0);
});

test('one channel alone, and none where the name is of none', async () => {
  const of = async (channel: string) =>
    (await testChannels({ channel }, { channels, clock })).legs.map((leg) => leg.channel);
  expect([await of('ops'), await of('opps')]).toEqual([['ops'], []]);
});
