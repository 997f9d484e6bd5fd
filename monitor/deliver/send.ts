import { HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Telling } from '../../core/model/notice.ts';
import type { Channel, Clock, OutboxItem, Sent } from '../ports.ts';

/** What is one message. */
export type Group = [OutboxItem, ...OutboxItem[]];

export type SendPorts = { readonly channels: readonly Channel[]; readonly clock: Clock };

/** `retryAt` is set when at least one channel did not take it. */
export type Outcome = { readonly took: readonly string[]; readonly broken: number; readonly retryAt?: Instant };

/** Each channel stands alone: one that fails holds no other, and takes nothing twice. */
export const sendToAll = async (group: Group, ports: SendPorts): Promise<Outcome> => {
  const took: string[] = [];
  const retries: Instant[] = [];
  let broken = 0;
  for (const channel of ports.channels) {
    const [first, ...rest] = group.filter((item) => !item.deliveredTo.includes(channel.name));
    const sent = first === undefined ? { sent: true as const } : await attempt(channel, first, rest);
    if (sent.sent) took.push(channel.name);
    else retries.push(sent.retryAt ?? ports.clock() + waitAfter(group[0].attempts));
    if (!sent.sent && 'broke' in sent) broken += 1;
  }
  return retries.length === 0 ? { took, broken } : { took, broken, retryAt: Math.min(...retries) };
};

/** A message over which a channel breaks must not keep the others from anybody. */
const attempt = (
  channel: Channel,
  first: OutboxItem,
  rest: readonly OutboxItem[],
): Promise<Sent & { readonly broke?: true }> =>
  // Also what is thrown before the first wait.
  Promise.resolve(tellingOf(first, rest))
    .then((telling) => channel.send(telling, rest.length === 0 ? first.texts?.[channel.name] : undefined))
    .catch(() => ({ sent: false, why: 'it broke', broke: true }) as const);

/** By id, so that a repeated collection reads the same. */
const tellingOf = ({ alert: first }: OutboxItem, rest: readonly OutboxItem[]): Telling => {
  if (isNotice(first)) return first.kind === 'outage' ? [first] : [first];
  const alerts = rest.map(({ alert }) => alert).filter((one): one is Alert => !isNotice(one));
  const [head = first, ...tail] = [first, ...alerts].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [head, ...tail];
};

/** 1, 2, 4 ... 60 minutes, for ever. */
const waitAfter = (attempts: number): number => Math.min(MINUTE * 2 ** Math.min(attempts, 6), HOUR);
