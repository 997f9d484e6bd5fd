import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Clock, Enqueue, ProbeMessage } from '../../monitor/ports.ts';

/** SQS's part in the demo: messages that wait out their delay, in memory. */
export type DemoQueue = {
  readonly enqueue: Enqueue;
  /** Takes the messages whose delay is over. */
  readonly take: () => readonly ProbeMessage[];
};

export const demoQueue = (clock: Clock): DemoQueue => {
  let waiting: readonly { readonly message: ProbeMessage; readonly dueAt: Instant }[] = [];
  return {
    enqueue: async (messages) => {
      const now = clock();
      const added = messages.map(({ message, delaySeconds }) => ({ message, dueAt: now + delaySeconds * SECOND }));
      waiting = [...waiting, ...added];
    },
    take: () => {
      const now = clock();
      const due = waiting.filter(({ dueAt }) => dueAt <= now);
      waiting = waiting.filter(({ dueAt }) => dueAt > now);
      return due.map(({ message }) => message);
    },
  };
};
