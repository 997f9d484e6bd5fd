import type { Wish } from '../../core/overview/view.ts';
import { labelOf } from '../digest/rows.ts';
import { type Html, html } from '../html/html.ts';
import { NO_OWNER } from './filters.ts';
import type { Medium } from './medium.ts';
import { idOf } from './table.ts';

type Local = Pick<Medium, 'names' | 'zone'> & {
  /** Sent along with everything that does something; absent: nothing can be done. */
  readonly proof?: string;
  /** A look can be begun from here. */
  readonly canLook: boolean;
};

/** A page of a browser on this machine: links and forms, below the address of the page itself. */
export const browserMedium = ({ proof, canLook, ...context }: Local): Medium => ({
  ...context,
  narrow: false,
  move: {
    to: (text, wish, { look, isNow }) =>
      html`<a href="${addressOf(wish)}"${look === 'link' ? '' : html` class="th-${isNow ? 'chip th-now' : look === 'chip' ? 'chip' : 'btn'}"`}${isNow ? html` aria-current="true"` : ''}>${text}</a>`,
    filter: (fields) =>
      html`<form class="th-filter" method="get" action="./">${fields}<button class="th-btn">Show</button></form>`,
  },
  details: (row, body) => ({
    below: html`<details id="${idOf(row)}-all"><summary>Details<span class="th-seen"> of ${labelOf(row.record.ref)}</span></summary>${body}</details>`,
  }),
  ...(proof !== undefined && { act: actsOf(proof, canLook) }),
});

const actsOf = (proof: string, canLook: boolean): NonNullable<Medium['act']> => ({
  lookNow: (row) =>
    canLook
      ? post(
          'look',
          proof,
          html`${token(row.record.ref.id)}<button class="th-btn">Probe now<span class="th-seen"> ${labelOf(row.record.ref)}</span></button>`,
        )
      : html``,
  snooze: (row, ends) =>
    html`<details id="${idOf(row)}-snooze"><summary>Snooze<span class="th-seen"> ${labelOf(row.record.ref)}</span></summary>${post(
      'snooze',
      proof,
      html`${token(row.record.ref.id)}<label>For<select name="until">${ends.map(({ label, until }) => html`<option value="${String(until)}">${label}</option>`)}</select></label><label>Why<input name="why" maxlength="200"></label><button class="th-btn">Snooze</button>`,
    )}</details>`,
  sweepNow: () => html``,
});

const token = (id: string): Html => html`<input type="hidden" name="token" value="${id}">`;

const post = (what: 'look' | 'snooze', proof: string, fields: Html): Html =>
  html`<form class="th-ask" method="post" action="./${what}"><input type="hidden" name="proof" value="${proof}">${fields}</form>`;

/** What the filter's own form would send. */
const addressOf = ({ show, owner, provider, find, page }: Wish): string => {
  const query = new URLSearchParams({
    ...(owner !== undefined && { owner: owner === '' ? NO_OWNER : owner }),
    ...(provider !== undefined && { provider }),
    ...(show !== undefined && { show }),
    ...(find && { find }),
    ...(page !== undefined && page > 1 && { page: String(page) }),
  });
  return `./?${query.toString()}`;
};

/** A file to keep or to send: all rows, and nothing to press but what opens in it. */
export const fileMedium = (context: Pick<Medium, 'names' | 'zone'>): Medium => ({
  ...context,
  narrow: false,
  details: (row, body) => ({
    below: html`<details id="${idOf(row)}-all"><summary>Details<span class="th-seen"> of ${labelOf(row.record.ref)}</span></summary>${body}</details>`,
  }),
});
