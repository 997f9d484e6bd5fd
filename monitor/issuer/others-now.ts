import type { Instant } from '../../core/base/time.ts';
import { HOLD, type Hold } from '../../core/issuer/hold.ts';
import { type Other, type OthersSay, othersSay } from '../../core/issuer/others.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Gathered } from '../inspect/seen.ts';
import { kindOf, type Round, worksUntilNow } from './companions.ts';
import { isDoubtful, isRefusal } from './issuer-signs.ts';

/** What the other tokens of its issuer say of a refusal, in one round of looks. Undefined of what is no doubtful refusal. Pure. */
export const othersNow = (one: Gathered, round: Round, after: Instant, now: Instant): OthersSay | undefined => {
  const { observation } = one.seen;
  if (!isRefusal(observation) || !isDoubtful(one, now)) return undefined;
  const kind = kindOf(one);
  const refusing = { at: observation.exchange.at, after, ...(kind !== undefined && { kind }) };
  return othersSay(refusing, [...asked(one, round, now), ...notAsked(one, round, now)]);
};

const asked = (one: Gathered, { all }: Round, now: Instant): readonly Other[] =>
  all
    .filter((other) => other !== one && other.seen.host !== undefined && other.seen.host === one.seen.host)
    .flatMap((other): readonly Other[] => {
      const kind = kindOf(other);
      const named = kind === undefined ? {} : { kind };
      const { observation } = other.seen;
      if (observation.seen === 'accepted')
        return [{ ...named, said: 'accepted' as const, at: observation.exchange.at }];
      if (!worksUntilNow(other.record, now)) return [];
      if (isRefusal(observation)) return isDoubtful(other, now) ? [{ ...named, said: 'refused' as const }] : [];
      return observation.seen === 'unanswered' ? [{ ...named, said: 'nothing' as const }] : [];
    });

/** Of the same issuer as far as is known without asking: nobody is asked twice. */
const notAsked = (one: Gathered, { works, beside, all, records }: Round, now: Instant): readonly Other[] => {
  const seen = new Set(all.map((other) => other.seen.ref.id));
  const ids = [...works.flatMap(({ places }) => places.map(({ ref }) => ref.id)), ...beside.map(({ token }) => token)];
  return [...new Set(ids)]
    .filter((id) => !seen.has(id))
    .flatMap((id) => {
      const record = records.get(id);
      const kind = record?.kind;
      if (!worksUntilNow(record, now) || kind === undefined) return [];
      return kind.split('.')[0] === one.seen.kind?.provider.id ? [{ kind, said: 'not asked' as const }] : [];
    });
};

/** First refusal of this version that was not believed: what is accepted after it is no part of the same outage. */
export const firstRefusedAt = ({ seen, record }: Gathered): Instant | undefined =>
  record?.versionId === seen.versionId ? record.refused?.since : undefined;

/** It was not believed for as long as anybody is to wait for it. */
export const waitedEnough = (one: Gathered, hold: Hold | undefined, now: Instant): boolean => {
  const first = firstRefusedAt(one);
  if (first !== undefined && now - first >= HOLD) return true;
  return hold !== undefined && wasHeldBy(hold, one.record) && now >= hold.until;
};

/** And not accepted since. */
const wasHeldBy = ({ since, tokens }: Hold, record: TokenRecord | undefined): boolean =>
  record !== undefined && (tokens?.includes(record.ref.id) ?? true) && (record.accepted?.lastAt ?? 0) <= since;

/** Known to be dead already: nothing is left to believe. */
export const isKnownDead = ({ seen, record }: Gathered): boolean =>
  record !== undefined && isToldDead(record, seen.versionId);
