import type { Instant } from '../../core/base/time.ts';
import { HOLD } from '../../core/issuer/hold.ts';
import { MOST_BESIDE } from '../../core/issuer/others.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { parseTags } from '../../core/model/tags.ts';
import { kindId } from '../../providers/provider.ts';
import { placesOf } from '../inspect/content.ts';
import type { Gathered, Work } from '../inspect/seen.ts';
import type { Companion, ProbeMessage } from '../ports.ts';

type Records = ReadonlyMap<string, TokenRecord>;

/** One cheap request each. */
const MOST_ASKED = 2;

/** The one place of a companion; of its secret nothing else is asked. */
export const workBeside = ({ item, token }: Companion): Work => {
  const tags = parseTags(item.tags);
  const places = placesOf(item.arn, item.name, tags.watch).filter(({ ref }) => ref.id === token);
  return { item, tags, places };
};

/**
 * It worked until now, or until so shortly before that it may be its issuer that fails. One whose uses are counted is left alone: a look
 * would cost one.
 */
export const worksUntilNow = (record: TokenRecord | undefined, now: Instant): boolean => {
  if (record === undefined || record.accepted?.versionId !== record.versionId) return false;
  if (record.accepted.uses !== undefined || isToldDead(record)) return false;
  const { seen, since } = record.look;
  return seen === 'accepted' || (IN_DOUBT.has(seen) && now - since < HOLD);
};

const IN_DOUBT: ReadonlySet<Observation['seen']> = new Set(['refused', 'ambiguous', 'unanswered']);

/** It was refused, or not believed to be, in the look before: this one may be believed, so others are asked along, and before it. */
export const mayBeBelieved = (record: TokenRecord | undefined, reason: ProbeMessage['reason']): boolean => {
  if (record === undefined || isToldDead(record, record.versionId)) return false;
  if (record.refused !== undefined || record.doubted !== undefined) return true;
  return reason === 'confirm' && record.look.seen === 'unanswered';
};

const isInBackOff = (record: TokenRecord | undefined, now: Instant): boolean =>
  (record?.refused?.askAgainAt ?? record?.doubted?.askAgainAt ?? 0) > now;

/** Whom to ask along with what is due. Pure. */
export const askedAlong = (
  { reason, beside = [] }: ProbeMessage,
  due: readonly Work[],
  records: Records,
  now: Instant,
): readonly Work[] => {
  const places = due.flatMap((work) => work.places);
  if (!places.some(({ ref }) => mayBeBelieved(records.get(ref.id), reason))) return [];
  const own = new Set(places.map(({ ref }) => ref.id));
  return beside
    .filter(({ token }) => !own.has(token) && worksUntilNow(records.get(token), now))
    .filter(({ token }) => !isInBackOff(records.get(token), now))
    .map(workBeside)
    .filter(({ tags, places: [place] }) => tags.watch.enabled && place !== undefined)
    .slice(0, MOST_ASKED);
};

/** What a message leaves behind for those that it leads to. */
export type Round = {
  /** Of this message. */
  readonly works: readonly Work[];
  readonly beside: readonly Companion[];
  readonly all: readonly Gathered[];
  /** As they were before this look. */
  readonly records: Records;
};

/** Tokens that the next look at some secrets may ask along: those of their issuers that were just accepted, before those that nothing is known of. */
export const takeAlong = (
  items: readonly Work[],
  { works, beside, all, records }: Round,
  now: Instant,
): readonly Companion[] => {
  const own = new Set(items.flatMap(({ places }) => places.map(({ ref }) => ref.id)));
  const seen = new Map(all.map((one) => [one.seen.ref.id, one]));
  const about = [...own].flatMap((id) => seen.get(id) ?? []);
  const providers = new Set(items.flatMap(({ places }) => places.map(({ provider }) => provider)));
  const issuers = new Set([...providers].map(issuerOf));
  const rankOf = (id: string, provider: string): number => {
    const one = seen.get(id);
    const { observation, host } = one?.seen ?? {};
    if (observation?.seen !== 'accepted' && !worksUntilNow(records.get(id), now)) return NEVER;
    if (one === undefined) return providers.has(provider) ? 3 : issuers.has(issuerOf(provider)) ? 4 : NEVER;
    if (about.length > 0 && !about.some(({ seen }) => seen.host === host)) return NEVER;
    if (observation?.seen !== 'accepted') return 2;
    if (observation.uses !== undefined) return NEVER;
    return about.some((other) => kindOf(other) === kindOf(one)) ? 0 : 1;
  };
  const candidates = works
    .flatMap(({ item, places }) => places.map(({ ref, provider }) => ({ item, token: ref.id, provider })))
    .concat(beside.map((one) => ({ ...one, provider: providerOf(one) })))
    .filter(({ token }, index, those) => !own.has(token) && those.findIndex((one) => one.token === token) === index)
    .map((one) => ({ ...one, rank: rankOf(one.token, one.provider) }))
    .filter(({ rank }) => rank < NEVER)
    .toSorted((a, b) => a.rank - b.rank);
  return candidates.slice(0, MOST_BESIDE).map(({ item, token }) => ({ item, token }));
};

const NEVER = 5;

/** `discord` of `discord.bot`, and of `discord`. */
export const issuerOf = (provider: string): string => provider.split('.')[0] ?? '';

const providerOf = (one: Companion): string => workBeside(one).places[0]?.provider ?? '';

/** `discord.bot`. */
export const kindOf = ({ seen: { kind } }: Gathered): string | undefined => kind && kindId(kind);
