import { alertId, incidentId } from '../../core/base/ids.ts';
import { DAY, type Instant, MINUTE } from '../../core/base/time.ts';
import type { Subscriber, SubscribersNotice } from '../../core/model/notice.ts';
import type { SubscribersRecord, Subscription } from '../ports.ts';

export type Seen = {
  readonly topic: string;
  readonly listed: readonly Subscription[];
  /** False when there are more than were listed: then nobody is missed. */
  readonly whole: boolean;
};

/** `changed`: worth a write. */
export type Judged = {
  readonly record: SubscribersRecord;
  readonly notices: readonly SubscribersNotice[];
  readonly changed: boolean;
};

type Known = SubscribersRecord['known'][number];

/** People need some minutes to find the mail and press the link. */
const TIME_TO_CONFIRM = 15 * MINUTE;
/** So that a count is never older than the two days after which it is not trusted. */
const REFRESH = DAY / 2;
const MOST_KNOWN = 100;
const MOST_NAMED = 10;

/** Who is subscribed now, compared with before. Lost is who is missed in two counts: the list of SNS may lag. */
export const judgeSubscribers = (before: SubscribersRecord | undefined, seen: Seen, now: Instant): Judged => {
  const confirmed = seen.listed.filter((one) => one.confirmed);
  const { known, lost } = missedOf(before?.known ?? [], confirmed, seen.whole, now);
  const pending = seen.listed.length - confirmed.length;
  const meant = (before?.meant ?? false) || seen.listed.length > 0;
  const count = { confirmed: confirmed.length, pending };
  const about = { topic: seen.topic, ...count, lost, now };
  const none = confirmed.length > 0 || !meant ? undefined : (before?.none ?? { since: now, told: false });
  const isNews = none !== undefined && !none.told && (lost.length > 0 || now - none.since >= TIME_TO_CONFIRM);
  const record: SubscribersRecord = {
    schema: 1,
    revision: (before?.revision ?? 0) + 1,
    ...count,
    at: now,
    meant,
    known,
    ...(none && { none: { ...none, told: none.told || isNews } }),
  };
  return { record, notices: noticesOf(about, none?.since, isNews), changed: isChanged(before, record, now) };
};

/** Nobody left says more than that some are lost. */
const noticesOf = (about: About, noneSince: Instant | undefined, isNews: boolean): readonly SubscribersNotice[] => {
  if (isNews) return [noticeOf('none', noneSince ?? about.now, about)];
  return about.lost.length > 0 && noneSince === undefined ? [noticeOf('lost', about.now, about)] : [];
};

const missedOf = (
  before: readonly Known[],
  confirmed: readonly Subscription[],
  whole: boolean,
  now: Instant,
): { readonly known: readonly Known[]; readonly lost: readonly Subscriber[] } => {
  const here = confirmed.slice(0, MOST_KNOWN).map(({ confirmed: _, ...one }) => one);
  const ids = new Set(confirmed.map(({ id }) => id));
  const gone = before.filter(({ id }) => !ids.has(id));
  if (!whole) return { known: [...here, ...gone].slice(0, MOST_KNOWN), lost: [] };
  const missed = gone.filter(({ missedSince }) => missedSince === undefined);
  const lost = gone.filter(({ missedSince }) => missedSince !== undefined);
  return {
    known: [...here, ...missed.map((one) => ({ ...one, missedSince: now }))],
    lost: lost.map(({ protocol, endpoint }) => ({ protocol, endpoint })),
  };
};

type About = {
  readonly topic: string;
  readonly confirmed: number;
  readonly pending: number;
  readonly lost: readonly Subscriber[];
  readonly now: Instant;
};

const noticeOf = (
  why: SubscribersNotice['why'],
  since: Instant,
  { topic, confirmed, pending, lost, now }: About,
): SubscribersNotice => ({
  schema: 1,
  id: alertId('subscribers', why, since),
  kind: 'subscribers',
  severity: 'warn',
  why,
  topic,
  confirmed,
  pending,
  lost: lost.slice(0, MOST_NAMED),
  since,
  at: now,
  incident: incidentId('subscribers', topic, why, String(since)),
});

const isChanged = (before: SubscribersRecord | undefined, record: SubscribersRecord, now: Instant): boolean => {
  if (before === undefined || now - before.at > REFRESH) return true;
  const facts = ({ confirmed, pending, known, none }: SubscribersRecord): string =>
    JSON.stringify([confirmed, pending, known, none]);
  return facts(before) !== facts(record);
};
