import type { Instant } from '../../core/base/time.ts';
import { type Held, heldNow, type IssuerTally, talliesOf } from '../../core/overview/issuers.ts';
import { lengthOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import type { Known } from './medium.ts';
import { banner } from './top.ts';
import { momentWords } from './words.ts';

/** Issuers that have a row; those without trouble are the last, and are counted where there is no room. */
const MOST = 25;

/** How each issuer answered when its tokens were last looked at. */
export const issuersPart = ({ overview, medium }: Known): Html => {
  const tallies = talliesOf(overview.rows);
  const rest = tallies.length - MOST;
  const held = heldNow(overview.issuers, overview.at);
  return html`<section aria-labelledby="th-issuers"><h2 id="th-issuers">How do the issuers answer?</h2>${held.map((one) => heldPart(one, overview.at, medium.zone))}<table class="th-cards"><caption>What was seen of each token at its last look.</caption><thead><tr>${TITLES.map(
    (title) => html`<th scope="col">${title}</th>`,
  )}</tr></thead><tbody>${tallies.slice(0, MOST).map((tally) => rowOf(tally, medium.names.provider(tally.provider), overview.at))}</tbody></table>${
    rest > 0 ? html`<p class="th-foot">${count(rest, 'more issuer')}, none with more trouble than these.</p>` : ''
  }</section>`;
};

const heldPart = ({ host, until }: Held, now: Instant, zone: Known['medium']['zone']): Html =>
  banner('note', `${outside(host, 100)} refuses all its tokens: held until ${momentWords(until, now, zone)}.`);

const TITLES = ['Issuer', 'Tokens', 'Accepted', 'Refused', 'Ambiguous', 'No answer', 'Not asked'] as const;

const rowOf = (tally: IssuerTally, name: string, now: Instant): Html => {
  const { tokens, accepted, refused, ambiguous, unanswered, unasked, silentSince } = tally;
  const silent =
    silentSince === undefined ? '' : html`<span class="th-sub">the longest for ${lengthOf(now - silentSince)}</span>`;
  const cell = (title: string, n: number, tone: string, more: Html | string = ''): Html =>
    html`<td data-name="${title}"><span class="th-t-${n === 0 ? 'muted' : tone}">${String(n)}</span>${more}</td>`;
  return html`<tr><th scope="row">${outside(name, 60)}</th>${cell('Tokens', tokens, 'muted')}${cell('Accepted', accepted, 'fine')}${cell('Refused', refused, 'broken')}${cell('Ambiguous', ambiguous, 'note')}${cell('No answer', unanswered, 'note', silent)}${cell('Not asked', unasked, 'muted')}</tr>`;
};
