import { SECOND } from '../../core/base/time.ts';
import type { Clock, Enqueue, ProbeItem, ProbeMessage } from '../ports.ts';
import type { Work } from './gather.ts';
import { isLastTry, MOST_HOPS } from './hops.ts';
import type { Settled } from './settle.ts';

export type RequeuePorts = { readonly enqueue: Enqueue; readonly clock: Clock };

export type Outcome = readonly Settled[] | 'later';

const SOON = 5;
/** SQS delays at most 15 minutes. */
const LONGEST_DELAY = 900;

/** The work that was not reached, for another run, each time later than before. Gives back how much of it was given up until the next sweep. */
export const requeue = async (
  items: readonly ProbeItem[],
  message: ProbeMessage,
  ports: RequeuePorts,
): Promise<number> => {
  if (items.length === 0 || isLastTry(message)) return items.length;
  const { hops = 0, tries = 0 } = message;
  const next = { ...message, reason: 'requeue' as const, items, hops: hops + 1, tries: tries + 1 };
  await ports.enqueue([{ message: next, delaySeconds: Math.min(LONGEST_DELAY, SOON * 2 ** tries) }]);
  return 0;
};

/** First refusals are looked at again minutes later, and so is what its issuer's outage holds back. */
export const confirm = async (
  due: readonly Work[],
  outcomes: readonly Outcome[],
  { tries: _before, ...message }: ProbeMessage,
  ports: RequeuePorts,
): Promise<void> => {
  const { hops = 0 } = message;
  if (hops >= MOST_HOPS) return;
  const now = ports.clock();
  const messages = due.flatMap(({ item }, index) => {
    const times = confirmTimes(outcomes[index]);
    if (times.length === 0) return [];
    const delaySeconds = Math.max(0, Math.ceil((Math.min(...times) - now) / SECOND));
    return [{ message: { ...message, reason: 'confirm' as const, items: [item], hops: hops + 1 }, delaySeconds }];
  });
  if (messages.length > 0) await ports.enqueue(messages);
};

const confirmTimes = (outcome: Outcome | undefined): readonly number[] =>
  outcome === undefined || outcome === 'later' ? [] : outcome.flatMap(({ againAt }) => againAt ?? []);
