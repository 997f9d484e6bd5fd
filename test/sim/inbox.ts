import type { Instant } from '../../core/base/time.ts';
import type { Tellable, Telling } from '../../core/model/notice.ts';
import type { Sent } from '../../monitor/ports.ts';
import { createSpans } from './spans.ts';

/** What a reader sees come in as one. */
export type Message = { readonly at: Instant; readonly telling: Telling };
export type Arrived = { readonly alert: Tellable; readonly body: string; readonly at: Instant };

/** One channel as its readers see it. */
export const createInbox = (name: string, now: () => Instant) => {
  const arrived: Arrived[] = [];
  const messages: Message[] = [];
  const copies = new Map<string, number>();
  /** When the first copy came. */
  const arrivals = new Map<string, Instant>();
  const troubles = createSpans(now);
  let mood: 'well' | 'down' | 'mute' = 'well';
  return {
    name,
    arrived,
    messages,
    copies,
    arrivals,
    troubles: troubles.all,
    /** `down` takes nothing; `mute` takes it and does not say so. */
    be: (next: typeof mood) => {
      if (next === 'well') troubles.end();
      else troubles.begin();
      mood = next;
    },
    mood: () => mood,
    take: (telling: Telling): Sent => {
      if (mood === 'down') return { sent: false, why: 'simulated' };
      messages.push({ at: now(), telling });
      for (const alert of telling) {
        arrived.push({ alert, body: JSON.stringify(alert), at: now() });
        if (!arrivals.has(alert.id)) arrivals.set(alert.id, now());
        copies.set(alert.id, (copies.get(alert.id) ?? 0) + 1);
      }
      return mood === 'mute' ? { sent: false, why: 'simulated' } : { sent: true };
    },
  };
};
export type Inbox = ReturnType<typeof createInbox>;
