import { type Instant, relative, utc } from '../../core/base/time.ts';
import { heldNow } from '../../core/overview/issuers.ts';
import { lateSince, type Overview } from '../../core/overview/overview.ts';
import { type Row, STATES } from '../../core/overview/row.ts';
import type { Show, View } from '../../core/overview/view.ts';
import { labelOf, lengthOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import type { Medium } from './medium.ts';
import { leftWords, MARKS, momentWords, wordOf } from './words.ts';

/** What is wrong with the monitor or with an issuer: above all, since what is below may be old. */
export const banners = (overview: Overview, medium: Medium): readonly Html[] => {
  const { at, sweeps, issuers, unreadable } = overview;
  const late = sweeps && lateSince(sweeps, at);
  return [
    ...(late === undefined ? [] : [banner('broken', lateWords(late, overview))]),
    ...heldNow(issuers, at).map(({ host, until }) =>
      banner(
        'note',
        `${outside(host, 100)} refuses all its tokens at once: an outage, or a leak. Nothing of them is believed until ${momentWords(until, at, medium.zone)}, or until others are accepted.`,
      ),
    ),
    ...(unreadable === 0
      ? []
      : [
          banner(
            'due',
            `${count(unreadable, 'item')} of another release cannot be read and ${unreadable === 1 ? 'is' : 'are'} left out.`,
          ),
        ]),
  ];
};

const lateWords = (expected: Instant, { at, sweeps }: Overview): string =>
  `The monitor itself is late: the last finished sweep began ${sweeps?.finished === undefined ? 'never' : `${lengthOf(at - sweeps.finished)} ago`}, the next was expected ${lengthOf(at - expected)} ago. What is below may be old. Runbook: Silence.`;

export const banner = (tone: keyof typeof MARK, says: string | Html): Html =>
  html`<p class="th-banner th-b-${tone}" role="status"><b class="th-t-${tone}">${MARK[tone]}</b> ${says}</p>`;

const MARK = { broken: '✕', due: '!', note: '?', fine: '✓' } as const;

/** How many, whose, when was looked, and what breaks next. */
export const headOf = (overview: Overview, view: View, { zone, names }: Medium): Html => {
  const owners = view.owners.filter((owner) => owner !== '').length;
  return html`<div class="th-top"><h1>${count(view.all, 'token')}, ${count(owners, 'owner')}</h1><span class="th-sub">${sweepWords(overview, zone)}</span></div>
${view.next === undefined ? '' : html`<p class="th-next"><b>Next to break:</b> ${nextWords(view.next, overview.at, names)}</p>`}`;
};

const sweepWords = ({ at, sweeps }: Overview, zone: Medium['zone']): string =>
  sweeps === undefined ? `as of ${utc(at)}` : `last sweep ${momentWords(sweeps.last, at, zone)}`;

const nextWords = (row: Row, now: Instant, names: Medium['names']): string => {
  const { record, due, state } = row;
  const kind = record.kind === undefined ? '' : ` (${outside(names.kind(record.kind), 60)})`;
  const when = due === undefined ? '' : `, ${utc(due.at)}, ${leftWords(due.at, now)}`;
  const whose = record.owner ? `, ${outside(record.owner, 60)}` : ', no owner';
  return `${labelOf(record.ref)}${kind}${state === 'rotate-by' ? ', to be rotated' : ''}${when}${whose}`;
};

/** Counts that filter; what there is none of is not shown. */
export const chips = (view: View, { move }: Medium): Html => {
  if (move === undefined)
    return html`<ul class="th-chips">${counted(view).map(([text]) => html`<li class="th-chip">${text}</li>`)}</ul>`;
  const items = counted(view).map(
    ([text, show]) =>
      html`<li>${move.to(text, { ...view.wish, show, page: 1 }, { look: 'chip', isNow: view.wish.show === show })}</li>`,
  );
  return html`<ul class="th-chips">${items}</ul>`;
};

const counted = (view: View): readonly (readonly [text: string, show: Show])[] => {
  const special: readonly (readonly [number, string, Show])[] = [
    [view.needYou, 'need you', 'needs-you'],
    ...STATES.map((state) => [view.states[state], `${MARKS[state][0]} ${wordOf(state)}`, state] as const),
    [view.quiet, 'z quiet', 'quiet'],
    [view.withoutOwner, 'without owner', 'without-owner'],
    [view.all, 'all', 'all'],
  ];
  return special.flatMap(([n, words, show]) => (n === 0 ? [] : [[`${n} ${words}`, show] as const]));
};

/** When the next look is due, for those who wait for the first. */
export const nextSweep = ({ at, sweeps }: Overview): string => {
  if (sweeps?.every === undefined) return '';
  const next = sweeps.last + sweeps.every;
  return next > at ? `The next sweep is due ${relative(next, at)}.` : '';
};
