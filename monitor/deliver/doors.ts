import type { Channel, OutboxItem, Readiness, Warn } from '../ports.ts';

/** Of each channel, by its name, whether sending makes sense in this run. */
export type Doors = ReadonlyMap<string, Readiness>;

type Asking = { readonly channels: readonly Channel[]; readonly warn: Warn };

const OPEN: Readiness = { state: 'open' };
const NO_OTHER_WAY: Readiness = { state: 'closed', why: 'it has no subscriber, and there is no other channel' };

/** A channel that cannot say stays open: a copy that nobody reads is better than an alert that is kept back. */
export const doorsOf = async ({ channels, warn }: Asking): Promise<Doors> => {
  const asked = await Promise.all(
    channels.map(async ({ name, ready }) => [name, ready === undefined ? OPEN : await ready()] as const),
  );
  for (const [channel, door] of asked) {
    if (door.state === 'open' && door.unsure !== undefined)
      warn('sending without knowing who gets it', { channel, why: door.unsure });
    if (door.state === 'closed') warn('not sending', { channel, why: door.why });
  }
  const isUseless = asked.every(([, { state }]) => state === 'pointless');
  return new Map(asked.map(([name, door]) => [name, isUseless ? NO_OTHER_WAY : door]));
};

/** As for all, but for the news that a channel reaches nobody: it must not wait for that channel while there is another. */
export const doorFor = ({ alert }: OutboxItem, channel: string, doors: Doors): Readiness => {
  const door = doors.get(channel) ?? OPEN;
  const another = [...doors].some(([name, { state }]) => name !== channel && state === 'open');
  return door.state === 'closed' && alert.kind === 'subscribers' && another ? { state: 'pointless' } : door;
};

/** Every channel that it still waits for is closed: nothing can be done for it now. */
export const isHeld = (item: OutboxItem, doors: Doors): boolean => {
  const missing = [...doors.keys()].filter((channel) => !item.deliveredTo.includes(channel));
  const states = missing.map((channel) => doorFor(item, channel, doors).state);
  return states.includes('closed') && !states.includes('open');
};

export const isAllClosed = (doors: Doors): boolean => [...doors.values()].every(({ state }) => state === 'closed');
