import { DAY, HOUR, type Instant } from '../../core/base/time.ts';
import { periodOf } from '../../core/digest/period.ts';
import type { Digest } from '../../core/model/digest.ts';

type Who = { readonly owner: string; readonly name: string; readonly source: string };

const NONE = { count: 0, rows: [] } as const;

/** A made-up week of four tokens. */
export const sampleDigest = (at: Instant, { owner, name, source }: Who): Digest => {
  const token = (suffix: string) => ({ name: `${name}${suffix}`, source: `${source}${suffix}`, kind: 'discord.bot' });
  return {
    owner,
    period: periodOf('weekly', at, 'UTC'),
    at,
    tokens: 4,
    healthy: 2,
    unreadable: 0,
    sections: {
      now: { count: 1, rows: [{ ...token(''), verdict: 'rejected', cause: 'revoked', since: at - 5 * HOUR }] },
      due: { count: 1, rows: [{ ...token('-2'), due: { at: at + 6 * DAY + HOUR, source: 'issuer' } }] },
      later: NONE,
      noEnd: { count: 1, rows: [{ ...token('-3'), since: at - 410 * DAY }] },
      unknownEnd: NONE,
      unchecked: NONE,
      unanswered: NONE,
      quiet: NONE,
      unowned: NONE,
      gone: NONE,
    },
    lately: { alerts: 4, recovered: 2, median: 38 * 60_000, outages: [] },
    sweeps: { last: at - 300_000, begun: 168, finished: 168 },
  };
};
