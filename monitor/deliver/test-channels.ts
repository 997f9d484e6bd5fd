import { alertId, incidentId } from '../../core/base/ids.ts';
import type { TestNotice } from '../../core/model/notice.ts';
import type { Channel, Clock, Readiness, Sent } from '../ports.ts';
import { readinessOf } from './doors.ts';

/** What came of one channel; `ms` it took. */
export type TestLeg = {
  readonly channel: string;
  readonly type: string;
  readonly sent: boolean;
  readonly why?: string;
  readonly ms: number;
};

/** `channels`: all that the deployment has; a channel that was asked for and is not among them has no leg. */
export type Tested = { readonly channels: readonly string[]; readonly legs: readonly TestLeg[] };

export type TestWish = { readonly by?: string | undefined; readonly channel?: string | undefined };

type TestPorts = { readonly channels: readonly Channel[]; readonly clock: Clock };

/** Sends a test through all channels, or one, at once and past the outbox: it is not repeated. Each leg stands alone. */
export const testChannels = async ({ by, channel: only }: TestWish, ports: TestPorts): Promise<Tested> => {
  const now = ports.clock();
  const id = alertId('test', by ?? '', now);
  const notice: TestNotice = {
    schema: 1,
    id,
    kind: 'test',
    severity: 'note',
    ...(by !== undefined && { by }),
    at: now,
    incident: incidentId(id),
  };
  const asked = ports.channels.filter(({ name }) => only === undefined || name === only);
  const legs = await Promise.all(asked.map((channel) => legOf(channel, notice, ports.clock)));
  return { channels: ports.channels.map(({ name }) => name), legs };
};

const legOf = async (channel: Channel, notice: TestNotice, clock: Clock): Promise<TestLeg> => {
  const start = clock();
  const sent = await send(channel, notice).catch(
    (): Sent => ({ sent: false, why: 'it broke over this message: a bug' }),
  );
  return {
    channel: channel.name,
    type: channel.type ?? channel.name,
    sent: sent.sent,
    ...(!sent.sent && { why: sent.why }),
    ms: clock() - start,
  };
};

const send = async (channel: Channel, notice: TestNotice): Promise<Sent> => {
  const why = closedBy(await readinessOf(channel));
  return why === undefined ? channel.send([notice]) : { sent: false, why };
};

/** A publish to a topic without a subscriber reaches nobody, though SNS takes it. */
const closedBy = (door: Readiness): string | undefined => {
  switch (door.state) {
    case 'open':
      return undefined;
    case 'closed':
      return door.why;
    case 'pointless':
      return 'it has no subscriber, and none was ever invited';
  }
};
