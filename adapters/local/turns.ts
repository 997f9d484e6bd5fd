import type { Instant } from '../../core/base/time.ts';
import type { Turns } from '../../monitor/ports.ts';

type Turn = { readonly lastAt: Instant; readonly sender: string; readonly until: Instant };

/** Turns within one process. */
export const localTurns = (): Turns => {
  const turns = new Map<string, Turn>();
  return {
    take: async (owner, sender, { now, until, calmSince }) => {
      const turn = turns.get(owner);
      const isTaken = turn !== undefined && turn.until > now && turn.sender !== sender;
      const isRestless = turn !== undefined && calmSince !== undefined && turn.lastAt > calmSince;
      if (isTaken || isRestless) return false;
      turns.set(owner, { lastAt: now, sender, until });
      return true;
    },
    end: async (owner, sender) => {
      const turn = turns.get(owner);
      if (turn?.sender === sender) turns.set(owner, { ...turn, until: 0 });
    },
  };
};
