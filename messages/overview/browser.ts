import { MINUTE } from '../../core/base/time.ts';
import type { Row } from '../../core/overview/row.ts';
import type { Wish } from '../../core/overview/view.ts';
import { labelOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { NO_OWNER } from './filters.ts';
import type { End, Medium } from './medium.ts';
import { idOf } from './table.ts';

/** What can be done from a page. */
export type Doing = {
  /** Sent along with everything that does something: nobody who cannot read the page knows it. */
  readonly proof: string;
  /** What is shown now, and again afterwards. */
  readonly wish: Wish;
  /** A look at one token, or a sweep, can be begun from here. */
  readonly canLook: boolean;
  readonly canSweep: boolean;
};

type Local = Pick<Medium, 'names' | 'zone'> & {
  /** Absent: nothing can be done. */
  readonly doing?: Doing;
};

/** A page of a browser on this machine: links and forms, below the address of the page itself. */
export const browserMedium = ({ doing, ...context }: Local): Medium => ({
  ...context,
  move: {
    to: (text, wish, { look, isNow }) =>
      html`<a href="${addressOf(wish)}"${look === 'link' ? '' : html` class="th-${isNow ? 'chip th-now' : look === 'chip' ? 'chip' : 'btn'}"`}${isNow ? html` aria-current="true"` : ''}>${text}</a>`,
    filter: (fields) =>
      html`<form class="th-filter" method="get" action="./">${fields}<button class="th-btn">Show</button></form>`,
  },
  details,
  ...(doing !== undefined && { act: actsOf(doing) }),
});

/** A file to keep or to send: all rows, and nothing to press but what opens in it. */
export const fileMedium = (context: Pick<Medium, 'names' | 'zone'>): Medium => ({
  ...context,
  details,
});

const details: Medium['details'] = (row, draw) => ({
  below: html`<details id="${idOf(row)}-all"><summary>Details<span class="th-seen"> of ${labelOf(row.record.ref)}</span></summary>${draw()}</details>`,
});

const actsOf = (doing: Doing): NonNullable<Medium['act']> => ({
  lookNow: (row) =>
    doing.canLook
      ? post(
          'look',
          doing,
          html`${token(row)}<button class="th-btn">Probe now<span class="th-seen"> ${labelOf(row.record.ref)}</span></button>`,
        )
      : html``,
  snooze: (row, ends) =>
    html`<details id="${idOf(row)}-snooze"><summary>Snooze<span class="th-seen"> ${labelOf(row.record.ref)}</span></summary>${post(
      'snooze',
      doing,
      html`${token(row)}<label>For<select name="until">${ends.map(option)}</select></label><label>Why<input name="why" maxlength="200"></label><button class="th-btn">Snooze</button>`,
    )}</details>`,
  sweepNow: () => (doing.canSweep ? post('sweep', doing, html`<button class="th-btn">Sweep now</button>`) : html``),
});

/** Of a whole minute: the same page, drawn again a moment later, reads the same. */
const option = ({ label, until }: End): Html =>
  html`<option value="${String(Math.floor(until / MINUTE) * MINUTE)}">${label}</option>`;

const token = ({ record }: Row): Html => html`<input type="hidden" name="token" value="${record.ref.id}">`;

const post = (what: 'look' | 'snooze' | 'sweep', { proof, wish }: Doing, fields: Html): Html =>
  html`<form class="th-ask" method="post" action="${addressOf(wish, what)}"><input type="hidden" name="proof" value="${proof}">${fields}</form>`;

/** Below the page's own address: what the filter's form would send, behind what is done. */
export const addressOf = (
  { show, owner, provider, find, page }: Wish,
  what = '',
  more: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({
    ...(owner !== undefined && { owner: owner === '' ? NO_OWNER : owner }),
    ...(provider !== undefined && { provider }),
    ...(show !== undefined && { show }),
    ...(find && { find }),
    ...(page !== undefined && page > 1 && { page: String(page) }),
    ...more,
  });
  return `./${what}?${query.toString()}`;
};
