import { HOUR, type Instant } from '../../core/base/time.ts';
import type { ChannelNotice } from '../../core/model/notice.ts';
import type { Channel, Outbox, Readiness, StoreNotice } from '../ports.ts';
import { channelNotice, channelNoticeId, channelsDown, type Down, type Tried } from './channel-down.ts';

/** Where news about a channel is put among what is to be told. */
export type DownPorts = {
  readonly isKnown: (id: string) => Promise<boolean>;
  readonly store: StoreNotice<ChannelNotice>;
};

type Ports = { readonly outbox: Outbox; readonly channels: readonly Channel[]; readonly downs?: DownPorts };

/** Longer than any back-off: whatever waits is due by then. */
const ALL_WAITING = 2 * HOUR;

/** Stores one notice a channel and day. What waits is counted only for one that is news: it may be thousands. */
export const tellDown = async (
  tried: readonly Tried[],
  states: ReadonlyMap<string, Readiness>,
  { outbox, channels, downs }: Ports,
  now: Instant,
): Promise<void> => {
  if (downs === undefined) return;
  for (const down of channelsDown(tried, channels, states, now)) {
    if (await downs.isKnown(channelNoticeId(down, now))) continue;
    await downs.store(channelNotice(down, await waitingFor(down, outbox, now), now));
  }
};

/** One that this release cannot read is not counted; the run has said so. */
const waitingFor = async ({ name }: Down, outbox: Outbox, now: Instant): Promise<number> => {
  const all = await outbox.due(now + ALL_WAITING, () => {});
  const waiting = all.filter(
    ({ deliveredTo, failures = {} }) => failures[name] !== undefined && !deliveredTo.includes(name),
  );
  return Math.max(1, waiting.length);
};
