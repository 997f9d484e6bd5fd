import { HOUR } from '../../../core/base/time.ts';
import type { DigestNotice } from '../../../core/model/notice.ts';
import { digestTimes } from './digests.ts';
import type { Year } from './live.ts';
import { healthySince } from './span.ts';

/** Each owner has one digest a week, of all its tokens. */
export const digests = ({ world, span, plans }: Year): readonly string[] => {
  const told = [...world.table.ever.values()].filter((one) => one.kind === 'digest');
  const owned = Map.groupBy(plans, ({ tags }) => tags['token-health:owner'] ?? '');
  return digestTimes(healthySince(span)).flatMap((at) => {
    const week = told.filter((one) => at <= one.at && one.at < at + HOUR);
    return [...owned].flatMap(([owner, tokens]) => wrong(week, owner, tokens.length, at));
  });
};

const wrong = (week: readonly DigestNotice[], owner: string, tokens: number, at: number): readonly string[] => {
  const own = week.filter((one) => (one.owner ?? '') === owner);
  const day = new Date(at).toISOString().slice(0, 10);
  if (own.length !== 1) return [`lost: ${own.length} digests of ${owner} on ${day}`];
  const [{ digest } = { digest: { tokens: 0 } }] = own;
  return digest.tokens === tokens ? [] : [`lost: the digest of ${owner} on ${day} has ${digest.tokens} of ${tokens}`];
};
