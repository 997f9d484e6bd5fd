import type { Channel, OutboxItem, Readiness, RouteOf, Warn } from '../ports.ts';

/** Whether sending makes sense in this run: of each channel, by its name, and which of them are to have an item. */
export type Doors = { readonly states: ReadonlyMap<string, Readiness>; readonly routeOf: RouteOf };

type Asking = { readonly channels: readonly Channel[]; readonly routeOf?: RouteOf; readonly warn: Warn };

const OPEN: Readiness = { state: 'open' };
const POINTLESS: Readiness = { state: 'pointless' };
const NO_OTHER_WAY: Readiness = { state: 'closed', why: 'it has no subscriber, and there is no other channel' };

/** A channel that cannot say stays open: a copy that nobody reads is better than an alert that is kept back. */
export const readinessOf = async ({ ready }: Channel): Promise<Readiness> => (ready === undefined ? OPEN : ready());

export const doorsOf = async ({ channels, routeOf, warn }: Asking): Promise<Doors> => {
  const asked = await Promise.all(channels.map(async (channel) => [channel.name, await readinessOf(channel)] as const));
  for (const [channel, door] of asked) {
    if (door.state === 'open' && door.unsure !== undefined)
      warn('sending without knowing who gets it', { channel, why: door.unsure });
    if (door.state === 'closed') warn('not sending', { channel, why: door.why });
  }
  const names = channels.map(({ name }) => name);
  return { states: new Map(asked), routeOf: (one) => (routeOf === undefined ? names : there(routeOf(one), names)) };
};

/** A route of an older deployment may name a channel that is gone: then all are told, for nobody would be. */
const there = (route: readonly string[], names: readonly string[]): readonly string[] => {
  const found = route.filter((name) => names.includes(name));
  return found.length === 0 && route.length > 0 ? names : found;
};

/**
 * As for all, but for the news that a channel reaches nobody: it must not wait for that channel while there is another. Whatever would
 * reach nobody on all of its ways waits.
 */
export const doorFor = ({ alert }: OutboxItem, channel: string, { states, routeOf }: Doors): Readiness => {
  const route = routeOf(alert);
  if (!route.includes(channel)) return POINTLESS;
  const isUseless = route.every((name) => states.get(name)?.state === 'pointless');
  const door = isUseless ? NO_OTHER_WAY : (states.get(channel) ?? OPEN);
  const another = route.some((name) => name !== channel && states.get(name)?.state === 'open');
  return door.state === 'closed' && alert.kind === 'subscribers' && another ? POINTLESS : door;
};

/** Every channel that it still waits for is closed: nothing can be done for it now. */
export const isHeld = (item: OutboxItem, doors: Doors): boolean => {
  const missing = [...doors.states.keys()].filter((channel) => !item.deliveredTo.includes(channel));
  const states = missing.map((channel) => doorFor(item, channel, doors).state);
  return states.includes('closed') && !states.includes('open');
};

/** Nothing at all can be sent, whatever it is. */
export const isAllClosed = ({ states }: Doors): boolean => [...states.values()].every(({ state }) => state !== 'open');
