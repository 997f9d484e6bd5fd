import type { Instant } from '../../core/base/time.ts';

/** Answers `idle` when it woke nobody. */
type Run = () => unknown;
type Event = { readonly at: Instant; readonly order: number; readonly run: Run };

/** What will happen, in order of time; of two at the same moment the one planned first comes first. */
export type Timeline = {
  readonly now: () => Instant;
  readonly at: (at: Instant, run: Run) => void;
  /** Lets all happen that is planned until then. */
  readonly runUntil: (end: Instant) => Promise<void>;
};

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export const createTimeline = (start: Instant): Timeline => {
  const heap: Event[] = [];
  let now = start;
  let order = 0;

  const push = (event: Event): void => {
    let child = heap.push(event) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!before(event, heap[parent]!)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = event;
  };

  const pop = (): Event => {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = last;
    return first;
  };

  return {
    now: () => now,
    at: (at, run) => push({ at: Math.max(at, now), order: order++, run }),
    runUntil: async (end) => {
      while (heap[0] !== undefined && heap[0].at <= end) {
        const event = pop();
        now = event.at;
        // Whoever was waiting for this goes on until it waits again.
        if (event.run() !== 'idle') await new Promise(setImmediate);
      }
      now = Math.max(now, end);
    },
  };
};
