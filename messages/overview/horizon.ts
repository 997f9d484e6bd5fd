import { shorten } from '../../core/base/text.ts';
import { DAY, type Instant } from '../../core/base/time.ts';
import { HORIZON, type Horizon, horizonOf, type Lane, type Mark } from '../../core/overview/horizon.ts';
import { dayOf, labelOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import type { Known } from './medium.ts';
import { MARKS } from './words.ts';

/** Owners that have a line; the others are counted. */
const LANES = 12;

/** Units a day; a mark is one unit less, so that two days stand apart. */
const PER_DAY = 8;
/** Left of the days stand the names. */
const NAMES = 170;
const WIDTH = NAMES + (HORIZON / DAY) * PER_DAY;
/** Tokens of one day stand over each other as far as there is room. */
const STACK = 6;
const MARK = 8;
/** A line is at least so high that its name fits in. */
const LOWEST = 22;
const AXIS = 20;

/** What ends in the next 90 days: one mark a token, one line an owner. The same as words below, for who does not see it. */
export const horizonPart = ({ overview, medium }: Known): Html => {
  const horizon = horizonOf(overview.rows, LANES, overview.at);
  const marked = horizon.lanes.reduce((sum, { marks }) => sum + marks.length, 0);
  return html`<section aria-labelledby="th-horizon"><h2 id="th-horizon">The next 90 days: ${count(marked, 'token')} with a date</h2>${
    marked === 0
      ? html`<p>No token has a date within 90 days.</p>`
      : html`<div class="th-scroll" tabindex="0" role="region" aria-label="Days and owners">${drawn(horizon, overview.at)}</div><p class="th-foot">One square a token, on the day on which it ends or is to be rotated; in brackets those that end later or have no date.</p>${soonest(horizon, overview.at, medium)}`
  }</section>`;
};

const drawn = ({ lanes, others }: Horizon, now: Instant): Html => {
  const tops = [AXIS];
  for (const lane of lanes) tops.push((tops.at(-1) ?? AXIS) + heightOf(lane));
  const height = String(tops.at(-1) ?? AXIS);
  return html`<svg width="${String(WIDTH)}" height="${height}" viewBox="0 0 ${String(WIDTH)} ${height}" role="img" aria-label="Dates of the next 90 days by owner; the table below says the same">${axis(height, now)}${lanes.map(
    (lane, n) => laneDrawn(lane, tops[n + 1] ?? AXIS),
  )}</svg>${others === 0 ? '' : html`<p class="th-foot">${count(others, 'more owner')} with later dates or none.</p>`}`;
};

const heightOf = ({ marks }: Lane): number =>
  Math.max(LOWEST, Math.max(0, ...stacked(marks).map(({ level }) => level + 1)) * MARK + 6);

const x = (day: number): number => NAMES + day * PER_DAY;

/** A line every fifteen days. */
const axis = (height: string, now: Instant): readonly Html[] =>
  [0, 15, 30, 45, 60, 75].map(
    (day) =>
      html`<line class="th-line" x1="${String(x(day))}.5" y1="0" x2="${String(x(day))}.5" y2="${height}"></line><text class="th-ink" x="${String(x(day) + 4)}" y="12" font-size="12">${day === 0 ? 'today' : dayOf(now + day * DAY).slice(4)}</text>`,
  );

const laneDrawn = ({ owner, marks, more }: Lane, bottom: number): Html => {
  const name = owner === undefined ? 'no owner' : shorten(outside(owner, 100), 18);
  const tones = Map.groupBy(stacked(marks), ({ mark }) => MARKS[mark.row.state][1]);
  return html`<line class="th-line" x1="0" y1="${String(bottom)}" x2="${String(WIDTH)}" y2="${String(bottom)}"></line><text class="th-ink" x="0" y="${String(bottom - 6)}" font-size="13">${more === 0 ? name : `${name} (+${more})`}</text>${[
    ...tones,
  ].map(
    ([tone, places]) =>
      html`<path class="th-f-${tone}" d="${places.map((place) => squareAt(place, bottom)).join('')}"></path>`,
  )}`;
};

const squareAt = ({ mark, level }: Placed, bottom: number): string =>
  `M${x(mark.day) + 1} ${bottom - 1 - level * MARK}h${PER_DAY - 1}v-${MARK - 1}h-${PER_DAY - 1}z`;

type Placed = { readonly mark: Mark; readonly level: number };

/** From the ground up; what does not fit on a day is drawn over its top. */
const stacked = (marks: readonly Mark[]): readonly Placed[] => {
  const heights = new Map<number, number>();
  return marks.flatMap((mark): readonly Placed[] => {
    const level = heights.get(mark.day) ?? 0;
    heights.set(mark.day, level + 1);
    return level < STACK ? [{ mark, level }] : [];
  });
};

/** Rows of the list below the picture. */
const LISTED = 10;

const soonest = ({ lanes }: Horizon, now: Instant, { names }: Known['medium']): Html => {
  const marks = lanes.flatMap((lane) => lane.marks.map((mark) => ({ mark, owner: lane.owner })));
  const first = marks.sort((a, b) => a.mark.day - b.mark.day).slice(0, LISTED);
  return html`<table class="th-rows"><caption>What ends first</caption><tbody>${first.map(
    ({ mark: { row, day }, owner }) =>
      html`<tr><th scope="row">${dayOf(row.due?.at ?? now)}</th><td>in ${String(day)} d: ${labelOf(row.record.ref)}${
        row.record.kind === undefined ? '' : html` (${outside(names.kind(row.record.kind), 60)})`
      }, ${owner === undefined ? 'no owner' : outside(owner, 60)}</td></tr>`,
  )}</tbody></table>`;
};
