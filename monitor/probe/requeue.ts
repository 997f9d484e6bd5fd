import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Work } from '../inspect/seen.ts';
import { type Round, takeAlong } from '../issuer/companions.ts';
import type { Clock, Companion, Enqueue, ProbeMessage } from '../ports.ts';
import { isLastTry, MOST_HOPS } from './hops.ts';
import type { Settled } from './settle.ts';

export type RequeuePorts = { readonly enqueue: Enqueue; readonly clock: Clock };

export type Outcome = readonly Settled[] | 'later';

const SOON = 5;
/** SQS delays at most 15 minutes. */
const LONGEST_DELAY = 900;

/** The work that was not reached, for another run, each time later than before. Gives back how much of it was given up until the next sweep. */
export const requeue = async (
  later: readonly Work[],
  message: ProbeMessage,
  round: Round,
  ports: RequeuePorts,
): Promise<number> => {
  if (later.length === 0 || isLastTry(message)) return later.length;
  const { hops = 0, tries = 0 } = message;
  const next = {
    ...withBeside(message, takeAlong(later, round, ports.clock())),
    reason: 'requeue' as const,
    items: later.map(({ item }) => item),
    hops: hops + 1,
    tries: tries + 1,
  };
  await ports.enqueue([{ message: next, delaySeconds: Math.min(LONGEST_DELAY, SOON * 2 ** tries) }]);
  return 0;
};

/** First refusals are looked at again minutes later, and so is what its issuer's outage holds back: those that are due together in one message. */
export const confirm = async (
  due: readonly Work[],
  outcomes: readonly Outcome[],
  { tries: _before, ...message }: ProbeMessage,
  round: Round,
  ports: RequeuePorts,
): Promise<void> => {
  const { hops = 0 } = message;
  if (hops >= MOST_HOPS) return;
  const now = ports.clock();
  const next = { ...message, reason: 'confirm' as const, hops: hops + 1 };
  const messages = [...together(due, outcomes, now)].map(([delaySeconds, works]) => ({
    message: { ...withBeside(next, takeAlong(works, round, now)), items: works.map(({ item }) => item) },
    delaySeconds,
  }));
  if (messages.length > 0) await ports.enqueue(messages);
};

/** By the seconds that they wait. */
const together = (
  due: readonly Work[],
  outcomes: readonly Outcome[],
  now: Instant,
): ReadonlyMap<number, readonly Work[]> => {
  const groups = new Map<number, readonly Work[]>();
  due.forEach((work, index) => {
    const times = confirmTimes(outcomes[index]);
    if (times.length === 0) return;
    const delaySeconds = Math.max(0, Math.ceil((Math.min(...times) - now) / SECOND));
    groups.set(delaySeconds, [...(groups.get(delaySeconds) ?? []), work]);
  });
  return groups;
};

const withBeside = (
  { beside: _before, ...message }: ProbeMessage,
  beside: readonly Companion[],
): Omit<ProbeMessage, 'beside'> & Pick<ProbeMessage, 'beside'> => ({
  ...message,
  ...(beside.length > 0 && { beside }),
});

const confirmTimes = (outcome: Outcome | undefined): readonly number[] =>
  outcome === undefined || outcome === 'later' ? [] : outcome.flatMap(({ againAt }) => againAt ?? []);
