import { ascii, shorten } from '../../core/base/text.ts';
import { relative, span, utc } from '../../core/base/time.ts';
import type { Digest, Every, SectionName } from '../../core/model/digest.ts';
import type { DigestNotice } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { count, MAX_SUBJECT } from '../words/headline.ts';
import { type DigestLine, dayOf, dueLine, inOrAgo, labelOf, lookLines, nowLine } from './rows.ts';

/** `rest` of its tokens are counted and have no line. */
export type DigestPart = { readonly title: string; readonly lines: readonly DigestLine[]; readonly rest: number };

/** What all channels say. Names are words of others: each channel escapes them for itself. */
export type DigestWords = {
  readonly word: string;
  readonly who: string;
  /** The first line: how many, whose, when. */
  readonly top: string;
  /** When was looked; empty where nothing sweeps. */
  readonly sweeps: string;
  /** `All 46 are healthy. Nice!`; empty while something needs somebody. */
  readonly well: string;
  readonly parts: readonly DigestPart[];
  readonly healthy: string;
  readonly lately: string;
  readonly latelyTitle: string;
  readonly next: string;
  readonly whyYou: string;
};

const WORDS: Readonly<Record<Every, { readonly word: string; readonly since: string; readonly again: string }>> = {
  weekly: { word: 'WEEKLY', since: 'SINCE LAST WEEK', again: 'next week' },
  daily: { word: 'DAILY', since: 'SINCE YESTERDAY', again: 'tomorrow' },
};

const NOBODY = 'tokens without owner';

export const digestWords = ({ digest }: DigestNotice): DigestWords => {
  const { owner, period, at, tokens, sections } = digest;
  const { word, since, again } = WORDS[period.every];
  const who = owner === undefined ? NOBODY : outside(owner, 100);
  return {
    word,
    who,
    top: `${count(tokens, 'token')} ${owner === undefined ? 'without an owner' : `of ${who}`}, ${utc(at)}`,
    sweeps: sweepWords(digest),
    well: wellWords(digest),
    parts: [
      partOf(digest, 'NEEDS YOU NOW', 'now', (row) => nowLine(row, at)),
      partOf(digest, 'DUE WITHIN 30 DAYS', 'due', (row) => dueLine(row, at)),
      lookPart(digest),
    ].filter(({ lines }) => lines.length > 0),
    healthy: healthyWords(digest),
    latelyTitle: since,
    lately: latelyWords(digest),
    next: `The same ${again}, whatever has changed. What breaks meanwhile is told at once.${calendarWords(sections.due.count + sections.later.count)}`,
    whyYou:
      owner === undefined
        ? `You get this as catch-all, ${period.every} (setting digest).`
        : `You get this as owner ${who}, ${period.every} (setting digest).`,
  };
};

const calendarWords = (dates: number): string =>
  dates === 0 ? '' : ' All dates as a calendar file: token-health calendar.';

const partOf = <K extends SectionName>(
  { sections }: Digest,
  title: string,
  name: K,
  line: (row: Digest['sections'][K]['rows'][number]) => DigestLine,
): DigestPart => {
  const section: Digest['sections'][K] = sections[name];
  return {
    title: `${title} (${section.count})`,
    lines: section.rows.map(line),
    rest: section.count - section.rows.length,
  };
};

/** Those of which each token has a line. */
const SINGLY = ['unanswered', 'quiet'] as const;

const lookPart = (digest: Digest): DigestPart => {
  const { sections } = digest;
  const rest = SINGLY.reduce((sum, name) => sum + sections[name].count - sections[name].rows.length, 0);
  return { title: 'WORTH A LOOK', lines: lookLines(digest), rest };
};

const wellWords = ({ tokens, healthy, sections: { now, due } }: Digest): string => {
  if (now.count + due.count > 0 || tokens === 0) return '';
  if (healthy < tokens) return 'None needs you.';
  return `${tokens === 1 ? 'It is' : `All ${tokens} are`} healthy. Nice!`;
};

const healthyWords = ({ healthy, at, sections }: Digest): string => {
  const [next] = sections.later.rows;
  const nextWords = next && `next due ${inOrAgo(next.due.at, at)}: ${labelOf(next)}, ${dayOf(next.due.at)}`;
  return [...(healthy > 0 ? ['accepted when last asked'] : []), ...(nextWords ? [nextWords] : [])].join('; ');
};

const sweepWords = ({ sweeps, at, period }: Digest): string =>
  sweeps === undefined
    ? ''
    : `Last sweep ${utc(sweeps.last)}, ${relative(sweeps.last, at)}; ${sweeps.finished} of ${sweeps.begun} finished ${period.every === 'weekly' ? 'this week' : 'since yesterday'}`;

const latelyWords = ({ lately }: Digest): string => {
  const { alerts, recovered, median, outages } = lately;
  const mended = median === undefined ? '' : ` (median ${span(median)})`;
  const down = outages.length === 0 ? '' : `, outages: ${outages.map((name) => outside(name, 60)).join(', ')}`;
  return `Alerts ${alerts}, recovered ${recovered}${mended}${down}`;
};

/** `3 need you, 2 due within 30 days, 41 healthy`. */
const gist = ({ tokens, healthy, at, sections: { now, due, later, unchecked } }: Digest): string => {
  const [next] = later.rows;
  const ahead = next === undefined ? '' : `, next due ${inDays(next.due.at - at)}`;
  if (now.count + due.count === 0 && healthy === tokens)
    return tokens === 1 ? `its token is healthy${ahead}` : `all ${tokens} healthy${ahead}`;
  return [
    ...(now.count > 0 ? [`${now.count} need${now.count === 1 ? 's' : ''} you`] : []),
    ...(due.count > 0 ? [`${due.count} due within 30 days`] : []),
    ...(now.count + due.count === 0 ? ['none needs you'] : []),
    ...(now.count + due.count === 0 && unchecked.count > 0 ? [`${unchecked.count} unchecked`] : []),
    `${healthy} healthy`,
  ].join(', ');
};

const inDays = (length: number): string => `in ${count(Math.floor(length / 86_400_000), 'day')}`;

/** Word and owner stand in the first 40 characters: what a phone shows. */
const PREVIEW = 40;

/** `WEEKLY: team-bots - 3 need you, 2 due within 30 days, 41 healthy (2026-W48)`: ASCII, at most 99 characters. */
export const digestSubject = (notice: DigestNotice): string => {
  const { word, who } = digestWords(notice);
  const fact = `${gist(notice.digest)} (${notice.digest.period.name})`;
  const room = Math.min(PREVIEW, MAX_SUBJECT - fact.length - 3) - word.length - 2;
  return `${word}: ${shorten(ascii(who), room)} - ${ascii(fact)}`;
};
