import { DAY, type Instant, MINUTE, span, utc } from '../../core/base/time.ts';
import type { Row, State } from '../../core/overview/row.ts';
import { dayOf, lengthOf } from '../digest/rows.ts';
import { causeWords } from '../words/cause.ts';
import { outside } from '../words/facts.ts';
import type { Zone } from './medium.ts';

export type Tone = 'broken' | 'due' | 'note' | 'fine' | 'muted';

/** Shape and word carry the meaning; colour only helps (ux.md 3.3). */
export const MARKS: Readonly<Record<State, readonly [mark: string, tone: Tone]>> = {
  rejected: ['✕', 'broken'],
  expired: ['✕', 'broken'],
  misconfigured: ['#', 'broken'],
  expiring: ['!', 'due'],
  'rotate-by': ['!', 'due'],
  overdue: ['!', 'due'],
  degraded: ['~', 'due'],
  indeterminate: ['?', 'note'],
  unchecked: ['–', 'muted'],
  healthy: ['✓', 'fine'],
};

export const wordOf = (state: State): string => (state === 'rotate-by' ? 'rotate by' : state);

/** A snooze holds nothing back of what is dead: there the verdict stays the first word. */
export const isHushed = ({ quiet, state }: Pick<Row, 'quiet' | 'state'>): boolean =>
  quiet !== undefined && state !== 'rejected' && state !== 'expired';

/** Below the verdict: why, in few words. */
export const whyOf = ({ record, state, quiet, since }: Row, now: Instant): string => {
  const { diagnosis } = record;
  const why = [
    state === 'indeterminate' ? silence(record.look, since, now) : undefined,
    diagnosis.verdict === 'degraded' ? `lacks ${outside(diagnosis.missing.slice(0, 3).join(' '), 80)}` : undefined,
    diagnosis.verdict === 'rejected' || diagnosis.verdict === 'misconfigured'
      ? `${causeWords(diagnosis)}${diagnosis.confidence === 'likely' ? ', likely' : ''}`
      : undefined,
    quiet && `${quiet.what} until ${dayOf(quiet.until)} by ${outside(quiet.by, 40)}`,
  ];
  return why.filter((part) => part).join('; ');
};

const silence = (look: { readonly since: Instant }, since: Instant | undefined, now: Instant): string =>
  `no usable answer, ${lengthOf(Math.max(0, now - (since ?? look.since)))}`;

/** When it ends, or since when it is as it is: the moment, and how far that is from now. */
export type When = { readonly at?: Instant; readonly says: string; readonly relative: string };

const SINCE: readonly State[] = ['rejected', 'misconfigured', 'degraded', 'indeterminate'];

export const whenOf = ({ state, due, since, record }: Row, now: Instant): When => {
  if (SINCE.includes(state) && since !== undefined)
    return { at: since, says: 'since', relative: `${lengthOf(Math.max(0, now - since))} ago` };
  if (due !== undefined)
    return { at: due.at, says: due.at > now ? verbOf(state) : 'since', relative: leftWords(due.at, now) };
  const used = `in use ${lengthOf(Math.max(0, now - record.versionSince))}`;
  return record.diagnosis.expiry === 'never'
    ? { says: 'no end date', relative: used }
    : { says: 'end unknown', relative: used };
};

const verbOf = (state: State): string => (state === 'rotate-by' ? 'rotate by' : 'ends');

/** Floored; `in 6 d 15 h` before its end, since a day is a long time there, and `6 h ago`. */
export const leftWords = (at: Instant, now: Instant): string => {
  if (at <= now) return `${lengthOf(now - at)} ago`;
  return `in ${at - now < 14 * DAY ? span(at - now) : lengthOf(at - now)}`;
};

/** The date that somebody may wait for, as days of 90; undefined where there is none. */
export const daysLeft = ({ due, state }: Row, now: Instant): number | undefined =>
  due === undefined || state === 'rejected' || state === 'misconfigured'
    ? undefined
    : Math.max(0, Math.floor((due.at - now) / DAY));

/** `10:00 in Europe/Berlin`; nothing where that is UTC. */
export const zoned = (at: Instant, zone: Zone | undefined): string => {
  if (zone === undefined || zone.minutesEast === 0) return '';
  const there = utc(at + zone.minutesEast * MINUTE).replace(' UTC', '');
  const sameDay = there.slice(0, 14) === dayOf(at);
  return `${sameDay ? there.slice(15) : there} ${outside(zone.label, 40)}`;
};

/** `Mon 2026-11-23 09:00 UTC (10:00 Europe/Berlin), 5 min ago`. */
export const momentWords = (at: Instant, now: Instant, zone?: Zone): string => {
  const there = zoned(at, zone);
  return `${utc(at)}${there === '' ? '' : ` (${there})`}, ${leftWords(at, now)}`;
};

/** The first eight signs tell versions of one secret apart. */
export const versionWords = (versionId: string): string => outside(versionId, 64).slice(0, 8);
