import { ascii, shorten } from '../../core/base/text.ts';
import { span, utc } from '../../core/base/time.ts';
import type { QuietNotice } from '../../core/model/notice.ts';
import type { FindingClass } from '../../core/model/record.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { outside } from '../words/facts.ts';
import { idOf, MAX_SUBJECT, withFact } from '../words/headline.ts';
import type { Row } from '../words/where.ts';

/** What all channels say. Names, people and reasons are words of others: each channel escapes them for itself. */
export type QuietWords = {
  readonly word: string;
  readonly name: string;
  /** `by alice, until Sat 2026-11-28 09:00 UTC`. */
  readonly fact: string;
  readonly rows: readonly Row[];
  readonly next: string;
  /** `owner team-bots`, or `catch-all`. */
  readonly as: string;
};

export const quietWords = (notice: QuietNotice): QuietWords => {
  const { what, until, at, by, why, owner } = notice;
  const person = outside(by, 60);
  const ended = what === 'ended';
  return {
    word: WORDS[what],
    name: outside(tokenLabel(notice.ref), 128) || '(no name)',
    fact: ended ? `taken back by ${person}` : `by ${person}, until ${utc(until)}`,
    rows: [
      ['About', ABOUT[notice.finding]],
      ['By', person],
      ['Until', ended ? `now; it would have held until ${utc(until)}` : `${utc(until)}, in ${span(until - at)}`],
      ...(why === undefined ? [] : [['Why', outside(why, 300)] as const]),
    ],
    next: NEXT[what],
    as: owner === undefined ? 'catch-all' : `owner ${outside(owner, 128)}`,
  };
};

const WORDS: Readonly<Record<QuietNotice['what'], string>> = {
  acknowledged: 'ACKNOWLEDGED',
  snoozed: 'SNOOZED',
  ended: 'QUIET ENDED',
};

const ABOUT: Readonly<Record<FindingClass, string>> = {
  dead: 'that it does not work',
  expiring: 'its date, which comes near',
  'rotate-by': 'the date by which it is to be rotated',
  overdue: 'its date, which has passed',
  degraded: 'the rights that it lacks',
  misconfigured: 'how it is set up',
};

const NEXT: Readonly<Record<QuietNotice['what'], string>> = {
  acknowledged:
    'Until then nothing of this is repeated. What gets worse is told at once, and so is its end. If it still stands then, it is told once more.',
  snoozed:
    'Until then nothing of this is told. What gets worse is told at once, a new version ends the snooze, and its end is told. If it still stands then, it is told once more.',
  ended: 'What was held back is told at the next look.',
};

/** `ACKNOWLEDGED: prod/discord-bot - by alice, until Sat 2026-11-28 09:00 UTC`. */
const sentence = (notice: QuietNotice, room: number): string => {
  const { word, name, fact } = quietWords(notice);
  return withFact(`${word}: ${shorten(ascii(name), NAME)}`, ascii(fact), room);
};

const NAME = 30;

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const quietSubject = (notice: QuietNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

export const quietPreview = (notice: QuietNotice): string => sentence(notice, MAX_SUBJECT);
