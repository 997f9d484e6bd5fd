import type { Tellable, Telling } from '../../core/notice.ts';
import type { Instant } from '../../core/time.ts';
import type { Sent } from '../../monitor/ports.ts';

export type Arrived = { readonly alert: Tellable; readonly body: string; readonly at: Instant };

/** One channel as its readers see it. */
export const createInbox = (name: string, now: () => Instant) => {
  const arrived: Arrived[] = [];
  const copies = new Map<string, number>();
  let mood: 'well' | 'down' | 'mute' = 'well';
  return {
    name,
    arrived,
    copies,
    /** `down` takes nothing; `mute` takes it and does not say so. */
    be: (next: typeof mood) => {
      mood = next;
    },
    mood: () => mood,
    take: (telling: Telling): Sent => {
      if (mood === 'down') return { sent: false, why: 'simulated' };
      for (const alert of telling) {
        arrived.push({ alert, body: JSON.stringify(alert), at: now() });
        copies.set(alert.id, (copies.get(alert.id) ?? 0) + 1);
      }
      return mood === 'mute' ? { sent: false, why: 'simulated' } : { sent: true };
    },
  };
};
export type Inbox = ReturnType<typeof createInbox>;
