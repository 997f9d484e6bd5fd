import type { Instant } from '../base/time.ts';
import type { Digest, DigestRows, DigestToken, Period, SectionName } from '../model/digest.ts';
import { isAlert, type Tellable } from '../model/notice.ts';
import type { TokenRecord } from '../model/record.ts';
import { isSince, type LatelyOf, newLately, outagesIn } from './lately.ts';
import { ORDERS } from './order.ts';
import { remarksOn, type Seen, standingOf, tokenOf } from './place.ts';
import { type Top, topOf } from './top.ts';

/** What all digests of one run have in common. */
export type Frame = {
  readonly period: Period;
  readonly now: Instant;
  /** Names of the secrets that the last sweep listed, and when it began; absent where there is no list, then all are watched. */
  readonly listed?: Listed;
  /** Rows a section; the rest is counted. */
  readonly most: Readonly<Record<SectionName, number>>;
};

export type Listed = { readonly names: ReadonlySet<string>; readonly at: Instant };

/** Takes records and what was told, in any order, and keeps of them what the digests say: memory grows with owners, not with tokens. */
export type Gathering = {
  readonly record: (record: TokenRecord) => void;
  readonly told: (told: Tellable) => void;
  readonly sweep: (startedAt: Instant, finished: boolean) => void;
  /** One for each owner that has a token; the catch-all's first, then by name. */
  readonly digests: () => readonly Digest[];
};

export const newGathering = (frame: Frame): Gathering => {
  const owners = new Map<string, OwnerDigest>();
  const outages: Tellable[] = [];
  const leftAt = new Map<string, Instant>();
  const sweeps = { last: 0, begun: 0, finished: 0 };
  const of = (owner: string | undefined): OwnerDigest => {
    const known = owners.get(owner ?? '') ?? newOwner(frame);
    owners.set(owner ?? '', known);
    return known;
  };
  return {
    record: (record) => {
      if (hasLeft(record, frame.listed)) of(record.owner).gone.push(tokenOf(record));
      else see(of(record.owner), record, frame.now);
    },
    told: (one) => {
      if (!isSince(one, frame.period.from)) return;
      if (isAlert(one)) of(one.owner).lately.add(one);
      else if (one.kind === 'outage') outages.push(one);
      else if (one.kind === 'gone') for (const { name } of one.secrets) leftAt.set(name, one.since);
    },
    sweep: (startedAt, finished) => {
      sweeps.last = Math.max(sweeps.last, startedAt);
      if (startedAt < frame.period.from) return;
      sweeps.begun += 1;
      if (finished) sweeps.finished += 1;
    },
    digests: () => {
      const shared = { outages: outagesIn(outages), leftAt, ...(sweeps.last > 0 && { sweeps }) };
      return [...owners]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([owner, one]) => digestOf(owner, one, frame, shared))
        .filter(({ tokens, sections }) => tokens > 0 || sections.gone.rows.length > 0);
    },
  };
};

/** A token that was found since is not in that list yet. */
export const hasLeft = ({ ref, firstSeenAt }: TokenRecord, listed: Listed | undefined): boolean =>
  listed !== undefined && firstSeenAt < listed.at && !listed.names.has(ref.name);

type Tops = { readonly [K in Exclude<SectionName, 'gone'>]: Top<DigestRows[K]> };

type OwnerDigest = {
  tokens: number;
  healthy: number;
  unreadable: number;
  readonly tops: Tops;
  readonly lately: LatelyOf;
  /** Those whose secret has left the list: when is known once all notices were read. */
  readonly gone: DigestToken[];
};

const newOwner = ({ most }: Frame): OwnerDigest => ({
  tokens: 0,
  healthy: 0,
  unreadable: 0,
  tops: {
    now: topOf(most.now, ORDERS.now),
    due: topOf(most.due, ORDERS.due),
    later: topOf(most.later, ORDERS.later),
    noEnd: topOf(most.noEnd, ORDERS.noEnd),
    unknownEnd: topOf(most.unknownEnd, ORDERS.unknownEnd),
    unchecked: topOf(most.unchecked, ORDERS.unchecked),
    unanswered: topOf(most.unanswered, ORDERS.unanswered),
    quiet: topOf(most.quiet, ORDERS.quiet),
    unowned: topOf(most.unowned, ORDERS.unowned),
  },
  lately: newLately(),
  gone: [],
});

const see = (owner: OwnerDigest, record: TokenRecord, now: Instant): void => {
  const standing = standingOf(record, now);
  owner.tokens += 1;
  if (standing === 'healthy') owner.healthy += 1;
  else put(owner.tops, standing);
  if ('cause' in record.diagnosis && record.diagnosis.cause === 'unreadable-secret') owner.unreadable += 1;
  for (const remark of remarksOn(record, standing, now)) put(owner.tops, remark);
};

const put = (tops: Tops, { section, row }: Seen): void => (tops[section] as Top<Seen['row']>).add(row);

type Shared = {
  readonly outages: readonly string[];
  readonly leftAt: ReadonlyMap<string, Instant>;
  readonly sweeps?: Digest['sweeps'];
};

const digestOf = (name: string, owner: OwnerDigest, { period, now, most }: Frame, shared: Shared): Digest => ({
  ...(name !== '' && { owner: name }),
  period,
  at: now,
  tokens: owner.tokens,
  healthy: owner.healthy,
  unreadable: owner.unreadable,
  sections: { ...sectionsOf(owner.tops), gone: goneOf(owner.gone, shared.leftAt, most.gone) },
  lately: { ...owner.lately.told(), outages: shared.outages },
  ...(shared.sweeps && { sweeps: { ...shared.sweeps } }),
});

/** Those are rows of which a notice of this period tells; who left before was told before. */
const goneOf = (
  gone: readonly DigestToken[],
  leftAt: ReadonlyMap<string, Instant>,
  most: number,
): Digest['sections']['gone'] => {
  const top = topOf(most, ORDERS.gone);
  for (const token of gone) {
    const since = leftAt.get(token.name);
    if (since !== undefined) top.add({ ...token, since });
  }
  return { count: gone.length, rows: top.section().rows };
};

const sectionsOf = (tops: Tops): Omit<Digest['sections'], 'gone'> => ({
  now: tops.now.section(),
  due: tops.due.section(),
  later: tops.later.section(),
  noEnd: tops.noEnd.section(),
  unknownEnd: tops.unknownEnd.section(),
  unchecked: tops.unchecked.section(),
  unanswered: tops.unanswered.section(),
  quiet: tops.quiet.section(),
  unowned: tops.unowned.section(),
});
