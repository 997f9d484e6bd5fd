import type { Instant } from '../../core/base/time.ts';
import { HOLD, type Hold } from '../../core/issuer/hold.ts';
import { type Other, type OthersSay, othersSay } from '../../core/issuer/others.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Gathered } from '../inspect/seen.ts';
import { issuerOf, kindOf, type Round, worksUntilNow } from './companions.ts';
import { isDoubtful, isRefusal } from './issuer-signs.ts';

/** What one token says of its issuer, in one round of looks. `host`: who was asked. */
type Voice = { readonly id: string; readonly host?: string | undefined; readonly other: Other };

/** All voices of a round: made once for all its refusals. */
export type Voices = readonly Voice[];

export const voicesOf = (round: Round, now: Instant): Voices => [...asked(round, now), ...notAsked(round, now)];

/** What the other tokens of its issuer say of a refusal. Undefined of what is no doubtful refusal. Pure. */
export const othersNow = (one: Gathered, voices: Voices, after: Instant, now: Instant): OthersSay | undefined => {
  const { observation } = one.seen;
  if (!isRefusal(observation) || !isDoubtful(one, now)) return undefined;
  const kind = kindOf(one);
  const refusing = { at: observation.exchange.at, after, ...(kind !== undefined && { kind }) };
  const heard = voices.filter((voice) => isOfItsIssuer(voice, one)).map(({ other }) => other);
  return othersSay(refusing, heard);
};

/** Another token, at the same host; of one that was not asked its kind alone is known. */
const isOfItsIssuer = ({ id, host, other }: Voice, { seen }: Gathered): boolean => {
  if (id === seen.ref.id) return false;
  if (other.said === 'not asked') return issuerOf(other.kind ?? '') === seen.kind?.provider.id;
  return host !== undefined && host === seen.host;
};

const asked = ({ all }: Round, now: Instant): Voices =>
  all.flatMap((one): Voices => {
    const { ref, host, observation } = one.seen;
    const kind = kindOf(one);
    const voice = (said: Other['said'], at?: Instant): Voices => [
      { id: ref.id, host, other: { ...(kind !== undefined && { kind }), said, ...(at !== undefined && { at }) } },
    ];
    if (observation.seen === 'accepted') return voice('accepted', observation.exchange.at);
    if (!worksUntilNow(one.record, now)) return [];
    if (isRefusal(observation)) return isDoubtful(one, now) ? voice('refused') : [];
    return observation.seen === 'unanswered' ? voice('nothing') : [];
  });

/** Of the same issuer as far as is known without asking: nobody is asked twice. */
const notAsked = ({ works, beside, all, records }: Round, now: Instant): Voices => {
  const seen = new Set(all.map((one) => one.seen.ref.id));
  const ids = [...works.flatMap(({ places }) => places.map(({ ref }) => ref.id)), ...beside.map(({ token }) => token)];
  return [...new Set(ids)]
    .filter((id) => !seen.has(id))
    .flatMap((id) => {
      const record = records.get(id);
      const kind = record?.kind;
      if (!worksUntilNow(record, now) || kind === undefined) return [];
      return [{ id, other: { kind, said: 'not asked' as const } }];
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
