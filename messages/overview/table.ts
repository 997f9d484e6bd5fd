import { type Instant, utc } from '../../core/base/time.ts';
import { historyOf } from '../../core/model/history.ts';
import type { Row } from '../../core/overview/row.ts';
import type { View } from '../../core/overview/view.ts';
import { labelOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import { consoleUrl, safeUrl } from '../words/where.ts';
import { detailsOf } from './details.ts';
import type { Medium, Page } from './medium.ts';
import { endsOf } from './snooze.ts';
import { daysLeft, isHushed, leftWords, MARKS, versionWords, whenOf, whyOf, wordOf, zoned } from './words.ts';

/** One token a row, the first one first. */
export const tableOf = (page: Page): Html => {
  const { view } = page;
  return html`<table class="th-table th-cards"><caption>${captionOf(view)}</caption><thead><tr><th scope="col">State</th><th scope="col">Token</th><th scope="col">Ends or since</th><th scope="col">Owner</th><th scope="col">Last accepted</th><th scope="col" class="th-short">Version</th><th scope="col"><span class="th-seen">What to do</span></th></tr></thead><tbody>${view.rows.map(
    (row) => rowOf(row, page),
  )}</tbody></table>${pager(page)}`;
};

const captionOf = ({ matching, all, wish, pages }: View): string => {
  const shown = matching === all ? `All ${count(all, 'token')}` : `${matching} of ${count(all, 'token')}`;
  return `${shown}, what needs you first${pages > 1 ? `, page ${wish.page} of ${pages}` : ''}.`;
};

const rowOf = (row: Row, page: Page): Html => {
  const { medium, overview } = page;
  const tone = isHushed(row) ? 'muted' : MARKS[row.state][1];
  const details = medium.details(row, () => detailsOf(row, page));
  return html`<tr class="th-${tone}" id="${idOf(row)}">${stateCell(row, tone, overview.at)}${tokenCell(row, medium)}${whenCell(row, page)}<td class="th-short" data-name="Owner">${
    row.record.owner ? outside(row.record.owner, 60) : html`<span class="th-quiet">no owner</span>`
  }</td>${acceptedCell(row, page)}<td class="th-short" data-name="Version">${versionWords(row.record.versionId)}</td><td>${
    'beside' in details
      ? html`<div class="th-acts">${details.beside}${actsOf(row, page)}</div>`
      : html`<div class="th-acts">${actsOf(row, page)}</div>`
  }</td></tr>${'below' in details ? html`<tr class="th-more"><td colspan="7">${details.below}</td></tr>` : ''}`;
};

/** Stable, and no word of anybody's: an id of a page. FNV-1a from two beginnings, 64 bits together. */
export const idOf = ({ record: { ref } }: Row): string => `t${fnv1a(ref.id, 0x811c9dc5)}${fnv1a(ref.id, 0x2f7d31a9)}`;

const fnv1a = (text: string, from: number): string => {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
};

const stateCell = (row: Row, tone: string, now: Instant): Html => {
  const hushed = isHushed(row);
  const [mark] = hushed ? ['z'] : MARKS[row.state];
  const why = whyOf(row, now);
  return html`<td class="th-state th-b-${tone}"><span class="th-mark th-t-${tone}" aria-hidden="true">${mark}</span><span class="th-t-${tone}">${wordOf(row.state)}</span>${why === '' ? '' : html`<div class="th-why">${why}</div>`}</td>`;
};

const tokenCell = ({ record }: Row, { names }: Medium): Html => {
  const url = safeUrl(consoleUrl(record));
  const label = labelOf(record.ref);
  const kind = record.kind === undefined ? 'unknown kind' : outside(names.kind(record.kind), 60);
  const environment = record.environment ? `, ${outside(record.environment, 40)}` : '';
  return html`<th scope="row">${
    url === undefined ? label : html`<a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>`
  }<span class="th-sub">${kind}${environment}</span></th>`;
};

const whenCell = (row: Row, { overview: { at: now }, medium }: Page): Html => {
  const when = whenOf(row, now);
  const left = daysLeft(row, now);
  const there = when.at === undefined ? '' : zoned(when.at, medium.zone);
  const moment = when.at === undefined ? when.says : `${when.says} ${utc(when.at)}`;
  return html`<td>${when.relative}${left === undefined ? '' : barOf(left, MARKS[row.state][1])}<span class="th-sub"><span class="th-short">${moment}</span>${there === '' ? '' : html` <span class="th-short">(${there})</span>`}</span></td>`;
};

/** One scale for all: the whole bar is 90 days. */
const barOf = (days: number, tone: string): Html => {
  const width = Math.min(90, days);
  return html`<svg width="92" height="10" viewBox="0 0 92 10" role="img" aria-label="${days > 90 ? 'more than 90 days' : `${days} of 90 days`}"><rect class="th-track" x="0" y="2" width="92" height="6" rx="1"></rect><rect class="th-f-${tone}" x="1" y="2" width="${String(width)}" height="6"></rect></svg>`;
};

const acceptedCell = ({ record }: Row, { overview }: Page): Html => {
  const { acceptedAt: at } = historyOf(record, record.versionId, overview.sweeps?.finished);
  return html`<td data-name="Accepted">${
    at === undefined
      ? html`<span class="th-quiet">never</span>`
      : html`${leftWords(at, overview.at)}<span class="th-sub th-short">${utc(at)}</span>`
  }</td>`;
};

/** On rows that need somebody; on others they are in the details. */
const actsOf = (row: Row, { medium: { act }, overview }: Page): readonly Html[] => {
  if (act === undefined || !row.needsYou) return [];
  const ends = endsOf(row, overview.at);
  return [act.lookNow(row), ...(ends.length > 0 ? [act.snooze(row, ends)] : [])];
};

const pager = ({ view: { wish, pages }, medium: { move } }: Page): Html => {
  if (move === undefined || pages === 1) return html``;
  const to = (text: string, page: number): Html => move.to(text, { ...wish, page }, { look: 'button' });
  return html`<p class="th-acts th-foot">${wish.page > 1 ? to('Previous page', wish.page - 1) : ''}${wish.page < pages ? to('Next page', wish.page + 1) : ''}</p>`;
};
