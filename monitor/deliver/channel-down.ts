import { alertId, incidentId } from '../../core/base/ids.ts';
import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { ChannelNotice } from '../../core/model/notice.ts';
import type { Channel, DeliveryMark, Readiness } from '../ports.ts';
import type { Outcome } from './send.ts';

/** One item as it came out of a run. */
export type Tried = { readonly outcome: Outcome; readonly mark: DeliveryMark };

/** A channel that takes nothing any more. */
export type Down = Pick<Channel, 'name' | 'title'> & {
  readonly why: string;
  readonly since: Instant;
  /** Tries of what waits longest. */
  readonly tries: number;
};

/** So long, and so often, it must have failed over one item: an hour in which the other side is restarted is no death. */
const AFTER = 15 * MINUTE;
const TRIES = 3;

/**
 * The channels to be told of as down, if one other at least is open and does not fail: else nobody could be told. One that took anything in
 * this run works, one that will not have a certain message is well, and one that was not tried, or is closed, waits. Pure.
 */
export const channelsDown = (
  tried: readonly Tried[],
  channels: readonly Channel[],
  states: ReadonlyMap<string, Readiness>,
  now: Instant,
): readonly Down[] => {
  const open = channels.filter(({ name }) => states.get(name)?.state === 'open');
  const failing = open.flatMap((channel) => failingOf(channel, tried));
  if (failing.length === open.length) return [];
  return failing.filter(({ since, tries }) => tries >= TRIES && now - since >= AFTER);
};

/** By what has waited longest; nothing where it took something, or did not fail. */
const failingOf = ({ name, title }: Channel, tried: readonly Tried[]): readonly Down[] => {
  if (tried.some(({ outcome }) => outcome.took.includes(name))) return [];
  const failures = tried.flatMap(({ outcome: { failed }, mark }) => {
    const [said, failure] = [failed[name], mark.failures[name]];
    return said === undefined || said.refused || said.untried || failure === undefined ? [] : [failure];
  });
  const [longest] = failures.sort((a, b) => (a.since ?? a.at) - (b.since ?? b.at));
  if (longest === undefined) return [];
  const { why, since = longest.at, count: tries } = longest;
  return [{ name, ...(title !== undefined && { title }), why, since, tries }];
};

/** Day by day (UTC), so that it is told once in each. */
export const channelNoticeId = ({ name }: Pick<Down, 'name'>, now: Instant): string =>
  alertId('channel', name, new Date(now).toISOString().slice(0, 10));

export const channelNotice = (down: Down, waiting: number, now: Instant): ChannelNotice => {
  const { name, title, why, since } = down;
  const id = channelNoticeId(down, now);
  return {
    schema: 1,
    id,
    kind: 'channel',
    severity: 'warn',
    channel: name,
    ...(title !== undefined && { title }),
    why,
    since,
    waiting,
    at: now,
    incident: incidentId(id),
  };
};
