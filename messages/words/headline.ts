import { ascii, cut, defang, plain, shorten } from '../../core/base/text.ts';
import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { type DatedExpiry, isDated } from '../../core/model/expiry.ts';
import { alertFact } from './cause.ts';
import { toldAt } from './held.ts';

/** SNS takes less than 100 characters. */
export const MAX_SUBJECT = 99;
/** What a phone shows of a notification: word and name must both be in it. */
const PREVIEW = 40;
const MAX_KIND = 32;

/** The name of a secret or variable, fit for one line; addresses in it are no links. */
export const nameOf = (alert: Alert): string => defang(plain(alert.ref.name)) || '(no name)';

export const kindNameOf = (alert: Alert): string => plain(alert.tokenKindName, 80);

/** The date that the alert is about. */
export const dueOf = ({ diagnosis }: Alert): DatedExpiry | undefined => {
  // What did not come is the news, whatever date is ahead.
  if (diagnosis.verdict === 'overdue' && diagnosis.due.source === 'rotation') return diagnosis.due;
  return isDated(diagnosis.expiry) ? diagnosis.expiry : undefined;
};

/** The closed list of headline words; days are floored, and under 48 hours finer units are used. */
export const wordOf = (alert: Alert): string => {
  switch (alert.kind) {
    case 'expiring':
      return `EXPIRES ${leftOf(alert)}`;
    case 'rotate-by':
      return `ROTATE ${leftOf(alert)}`;
    case 'expired':
    case 'overdue':
    case 'rejected':
    case 'degraded':
    case 'misconfigured':
    case 'recovered':
    case 'started':
      return alert.kind.toUpperCase();
  }
};

const leftOf = (alert: Alert): string => {
  const due = dueOf(alert);
  if (due === undefined) return 'SOON';
  const left = due.at - toldAt(alert);
  if (left >= 2 * DAY) return `IN ${Math.floor(left / DAY)} DAYS`;
  if (left >= HOUR) return `IN ${count(Math.floor(left / HOUR), 'HOUR')}`;
  return left >= MINUTE ? `IN ${count(Math.floor(left / MINUTE), 'MINUTE')}` : 'WITHIN A MINUTE';
};

/** `1 token`, `2 tokens`. */
export const count = (n: number, noun: string): string =>
  `${n} ${noun}${n === 1 ? '' : noun === noun.toUpperCase() ? 'S' : 's'}`;

/** `REJECTED: prod/discord-bot (Discord bot token) - revoked or reset, dead now`, at most `room` characters of ASCII. */
const sentence = (alert: Alert, room: number): string => {
  const word = wordOf(alert);
  const head = `${word}: ${shorten(ascii(nameOf(alert)), PREVIEW - word.length - 2)}`;
  return withFact(`${head} (${shorten(ascii(kindNameOf(alert)), MAX_KIND)})`, ascii(alertFact(alert)), room);
};

/** The fact is cut first; under a few letters it tells nothing and is left out. */
export const withFact = (head: string, fact: string, room: number): string => {
  const left = room - head.length - 3;
  return left >= Math.min(8, fact.length) && fact !== '' ? `${head} - ${cut(fact, left)}` : head;
};

export const idOf = ({ incident }: Pick<Alert, 'incident'>): string => ` [${cut(ascii(incident), 16)}]`;

/** Subject of a mail: ASCII, no line break, at most 99 characters, ending in the incident id. */
export const subjectOf = (alert: Alert): string => {
  const id = idOf(alert);
  return `${sentence(alert, MAX_SUBJECT - id.length)}${id}`;
};

/** The same without the id: what a phone shows of a chat message. */
export const previewOf = (alert: Alert): string => sentence(alert, MAX_SUBJECT);
