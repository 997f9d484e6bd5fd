import { SECOND } from '../../core/base/time.ts';
import type { Clock, Enqueue, ProbeItem, ProbeMessage } from '../ports.ts';
import type { Work } from './gather.ts';
import type { Settled } from './settle.ts';

export type RequeuePorts = { readonly enqueue: Enqueue; readonly clock: Clock };

export type Outcome = readonly Settled[] | 'later';

const SOON = 5;

/** The work that was not reached, for another run. */
export const requeue = async (
  items: readonly ProbeItem[],
  message: ProbeMessage,
  ports: RequeuePorts,
): Promise<void> => {
  if (items.length === 0) return;
  await ports.enqueue([{ message: { ...message, reason: 'requeue', items }, delaySeconds: SOON }]);
};

/** First refusals are looked at again minutes later, and so is what its issuer's outage holds back. */
export const confirm = async (
  due: readonly Work[],
  outcomes: readonly Outcome[],
  message: ProbeMessage,
  ports: RequeuePorts,
): Promise<void> => {
  const now = ports.clock();
  const messages = due.flatMap(({ item }, index) => {
    const times = confirmTimes(outcomes[index]);
    if (times.length === 0) return [];
    const delaySeconds = Math.max(0, Math.ceil((Math.min(...times) - now) / SECOND));
    return [{ message: { ...message, reason: 'confirm' as const, items: [item] }, delaySeconds }];
  });
  if (messages.length > 0) await ports.enqueue(messages);
};

const confirmTimes = (outcome: Outcome | undefined): readonly number[] =>
  outcome === undefined || outcome === 'later' ? [] : outcome.flatMap(({ againAt }) => againAt ?? []);
