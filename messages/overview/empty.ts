import type { Show } from '../../core/overview/view.ts';
import { type Html, html } from '../html/html.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import type { Page } from './medium.ts';
import { nextSweep } from './top.ts';
import { wordOf } from './words.ts';

/** What tells a newcomer how a token comes to be watched. */
export type Start = 'tag a secret' | 'check a file';

const TAG = 'aws secretsmanager tag-resource --secret-id NAME --tags Key=token-health:provider,Value=discord.bot';

/** Nothing is watched yet. */
export const nothingYet = ({ overview, medium: { act } }: Page, start: Start): Html =>
  start === 'tag a secret'
    ? html`<h1>No tokens are watched yet. Tag one:</h1><pre tabindex="0">${TAG}</pre><p>It appears with the next sweep${nextSweep(overview) === '' ? '' : html`: ${nextSweep(overview)}`}${act === undefined ? '.' : ', or now:'}</p>${act === undefined ? '' : html`<p class="th-acts">${act.sweepNow()}</p>`}<p>Then subscribe whoever is to be told, and see that it arrives: <b>token-health test-alert</b>.</p>`
    : html`<h1>No token is known yet. Look at some:</h1><pre tabindex="0">token-health check .env</pre><p>They appear here as soon as they were looked at.</p>`;

/** A filter leaves nothing over. */
export const nothingFound = ({ view: { wish, all }, medium: { move } }: Page): Html => {
  const parts = [
    wish.show === 'all' ? 'fits' : wish.show === 'needs-you' ? 'needs you' : `is ${wordsOf(wish.show)}`,
    ...(wish.owner === undefined
      ? []
      : [wish.owner === '' ? 'and has no owner' : `and is of ${outside(wish.owner, 60)}`]),
    ...(wish.provider === undefined ? [] : [`and is of ${outside(wish.provider, 60)}`]),
    ...(wish.find ? [`and has "${outside(wish.find, 60)}" in it`] : []),
  ];
  return html`<p>No token ${parts.join(' ')}; ${count(all, 'token')} in all.${move === undefined ? '' : html` ${move.to('Clear the filter', { show: 'all' }, { look: 'link' })}`}</p>`;
};

const wordsOf = (show: Exclude<Show, 'all' | 'needs-you'>): string => {
  switch (show) {
    case 'soonest':
      return 'near its date';
    case 'without-owner':
      return 'without owner';
    case 'rotate-by':
      return 'due to be rotated';
    case 'quiet':
      return 'quiet';
    default:
      return wordOf(show);
  }
};

/** All is well: said as that, above the dates that come first. */
export const allWell = ({ view }: Page): Html =>
  view.needYou > 0 || view.all === 0
    ? html``
    : html`<p class="th-banner th-b-fine"><b class="th-t-fine">✓</b> ${view.states.healthy === view.all ? (view.all === 1 ? 'The one token is healthy.' : `All ${view.all} are healthy.`) : 'None needs you.'}</p>`;
