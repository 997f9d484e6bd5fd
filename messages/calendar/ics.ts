import { createHash } from 'node:crypto';
import { plain } from '../../core/base/text.ts';
import { DAY, type Instant } from '../../core/base/time.ts';
import type { ExpirySource } from '../../core/model/expiry.ts';
import { tokenLabel } from '../../core/model/token.ts';

/** One date of one token. Names are words of others. */
export type CalendarDate = {
  readonly name: string;
  readonly field?: string;
  /** ARN of the secret, or file and line of the variable. */
  readonly source: string;
  /** `discord.bot`. */
  readonly kind?: string;
  readonly owner?: string;
  readonly at: Instant;
  readonly by: ExpirySource;
};

/**
 * An iCalendar file (RFC 5545) with an event a date: all day where the date is a day (midnight UTC), else at its moment in UTC. The same
 * token and date have the same UID, so that a calendar that reads it again shows nothing twice. No alarm: the monitor tells. At least one date.
 */
export const calendarOf = (dates: readonly [CalendarDate, ...CalendarDate[]], now: Instant): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Token Health Monitor//EN',
    'X-WR-CALNAME:Token Health',
    ...dates.flatMap((date) => eventOf(date, now)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');

const eventOf = (date: CalendarDate, now: Instant): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${uidOf(date)}`,
  `DTSTAMP:${stamp(now)}`,
  date.at % DAY === 0 ? `DTSTART;VALUE=DATE:${stamp(date.at).slice(0, 8)}` : `DTSTART:${stamp(date.at)}`,
  `SUMMARY:${escaped(summaryOf(date))}`,
  `DESCRIPTION:${descriptionOf(date).map(escaped).join('\\n')}`,
  // It takes nobody's time.
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

const uidOf = ({ source, field, at }: CalendarDate): string =>
  `${createHash('sha256')
    .update(JSON.stringify([source, field, at]))
    .digest('hex')
    .slice(0, 32)}@token-health`;

/** `20261130T090000Z`. */
const stamp = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

const summaryOf = (date: CalendarDate): string => {
  const label = plain(tokenLabel(date), 200);
  return date.by === 'age-policy' || date.by === 'rotation' ? `Rotate ${label}` : `${label} expires`;
};

const SET_BY: Readonly<Record<ExpirySource, string>> = {
  issuer: 'Set by its issuer.',
  embedded: 'The token itself says so.',
  tag: 'Declared by the tag token-health:expires-at.',
  rotation: 'the rotation schedule of the secret',
  'age-policy': 'Your age policy (token-health:max-age-days): nothing breaks on that day.',
};

const descriptionOf = ({ kind, owner, by, source }: CalendarDate): readonly string[] => [
  SET_BY[by],
  ...(kind === undefined ? [] : [`Kind ${plain(kind, 100)}`]),
  ...(owner ? [`Owner ${plain(owner, 256)}`] : []),
  plain(source, 1024),
];

/** RFC 5545, 3.3.11: backslash, semicolon, comma; line breaks are gone from all that is given here. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&');

const OCTETS = 75;

/** RFC 5545, 3.1: no line longer than 75 octets, the space that goes on with one included; no character is halved. */
const folded = (line: string): string => {
  const lines: string[] = [];
  let part = '';
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > OCTETS) {
      lines.push(part);
      [part, octets] = [' ', 1];
    }
    part += char;
    octets += size;
  }
  return [...lines, part].join('\r\n');
};
