import { type Instant, MINUTE } from '../../core/base/time.ts';
import { isAlert, type Telling } from '../../core/model/notice.ts';
import type { Channel, Clock, OutboxItem, Sent, Warn } from '../ports.ts';
import { type Doors, doorFor } from './doors.ts';
import type { Items } from './groups.ts';

export type SendPorts = { readonly channels: readonly Channel[]; readonly clock: Clock; readonly warn: Warn };

type Refusal = { readonly why: string; readonly refused?: true; readonly untried?: true };

/** What came of one item. `retryAt` is set when at least one channel did not take it. */
export type Outcome = {
  readonly took: readonly string[];
  /** By name of the channel. */
  readonly failed: Readonly<Record<string, Refusal>>;
  readonly retryAt?: Instant;
};

export type Outcomes = { readonly of: (item: OutboxItem) => Outcome; readonly broken: number };

type Tried = Sent & { readonly broke?: true };
/** What one channel said to one item. */
type Word = { readonly channel: string; readonly item: OutboxItem; readonly sent: Tried };

/** Each channel stands alone: one that fails holds no other, and takes nothing twice. */
export const sendToAll = async (items: Items, doors: Doors, ports: SendPorts): Promise<Outcomes> => {
  const words: Word[] = [];
  let broken = 0;
  for (const channel of ports.channels) {
    const missing = items.filter((item) => !item.deliveredTo.includes(channel.name));
    for (const item of missing) {
      const door = doorFor(item, channel.name, doors);
      if (door.state === 'closed') words.push({ channel: channel.name, item, sent: notBefore(door.why, ports) });
    }
    const [first, ...rest] = missing.filter((item) => doorFor(item, channel.name, doors).state === 'open');
    if (first === undefined) continue;
    for (const { part, sent } of await sendInParts(channel, [first, ...rest], { left: MOST_PARTS })) {
      words.push(...part.map((item) => ({ channel: channel.name, item, sent })));
      if (!sent.sent) warnOf(channel.name, sent.why, part, ports.warn);
      if ('broke' in sent) broken += 1;
    }
  }
  const byItem = Map.groupBy(words, ({ item }) => item.alert.id);
  return { of: (item) => outcomeOf(item, byItem.get(item.alert.id) ?? [], ports.clock()), broken };
};

/** How long a closed channel is left alone by what another channel has taken already. */
const CLOSED_FOR = 5 * MINUTE;

const notBefore = (why: string, { clock }: SendPorts): Tried => ({ sent: false, why, retryAt: clock() + CLOSED_FOR });

const outcomeOf = (item: OutboxItem, words: readonly Word[], now: Instant): Outcome => {
  const failed = words.flatMap(({ channel, sent }) => (sent.sent ? [] : [{ channel, sent }]));
  const retries = failed.map(({ sent }) => sent.retryAt ?? now + waitAfter(item.attempts));
  return {
    took: words.flatMap(({ channel, sent }) => (sent.sent ? [channel] : [])),
    failed: Object.fromEntries(failed.map(({ channel, sent }) => [channel, refusalOf(sent)])),
    ...(retries.length > 0 && { retryAt: Math.min(...retries) }),
  };
};

const refusalOf = ({ why, refused, untried }: Extract<Sent, { sent: false }>): Refusal => ({
  why,
  ...(refused && { refused }),
  ...(untried && { untried }),
});

type Part = { readonly part: Items; readonly sent: Tried };

/** Enough to find one bad alert among thousands; fewer than would flood, should the channel refuse whatever is sent. */
const MOST_PARTS = 32;

/** A message that is refused is sent in halves, until the alert that is at fault stands alone: it holds up no other. */
const sendInParts = async (channel: Channel, part: Items, tries: { left: number }): Promise<readonly Part[]> => {
  const sent = await attempt(channel, part);
  tries.left -= 1;
  if (sent.sent || !sent.refused || part.length === 1) return [{ part, sent }];
  const results: Part[] = [];
  for (const [first, ...rest] of halvesOf(part)) {
    if (first === undefined) continue;
    const half: Items = [first, ...rest];
    // Out of tries it is not known which one is at fault.
    const untried = { part: half, sent: { sent: false, why: sent.why } } as const;
    results.push(...(tries.left > 0 ? await sendInParts(channel, half, tries) : [untried]));
  }
  return results;
};

const halvesOf = (part: Items): readonly [readonly OutboxItem[], readonly OutboxItem[]] => {
  const middle = part.length >> 1;
  return [part.slice(0, middle), part.slice(middle)];
};

/** A message over which a channel breaks must not keep the others from anybody. */
const attempt = (channel: Channel, part: Items): Promise<Tried> =>
  // Also what is thrown before the first wait.
  Promise.resolve(tellingOf(part))
    .then((telling) =>
      channel.send(telling, part.length === 1 ? part[0].texts?.[channel.type ?? channel.name] : undefined),
    )
    .catch(() => ({ sent: false, why: 'it broke', refused: true, broke: true }) as const);

/** By id, so that a repeated collection reads the same. */
const tellingOf = ([{ alert: first }, ...rest]: Items): Telling => {
  if (!isAlert(first)) return [first];
  const alerts = rest.map(({ alert }) => alert).filter(isAlert);
  const [head = first, ...tail] = [first, ...alerts].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [head, ...tail];
};

const MOST_NAMED = 20;

const warnOf = (channel: string, why: string, part: Items, warn: Warn): void =>
  warn('not sent', {
    channel,
    why,
    alerts: part.length,
    alertIds: part.slice(0, MOST_NAMED).map(({ alert }) => alert.id),
  });

/** 1, 2, 4 ... 60 minutes, for ever. */
const waitAfter = (attempts: number): number => Math.min(MINUTE * 2 ** Math.min(attempts, 6), 60 * MINUTE);
