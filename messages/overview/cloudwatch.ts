import { plain } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import type { Row } from '../../core/overview/row.ts';
import type { Wish } from '../../core/overview/view.ts';
import { dayOf, labelOf } from '../digest/rows.ts';
import { Html, html } from '../html/html.ts';
import type { End, Medium } from './medium.ts';
import { idOf } from './table.ts';

/** What a press of a button sends: shown by the widget's own function, or done by another one, which asks for rights of its own. */
export type Endpoints = { readonly self: string; readonly act: string };

type Context = Pick<Medium, 'names' | 'zone'> & Endpoints;

/** Characters of details that are sent along, so that they open without a call. The whole widget stays under 200 KB. */
const SENT_ALONG = 30_000;

/**
 * A widget of a CloudWatch dashboard: no script, no link but to the console; what can be pressed is followed by a `cwdb-action`, which names one of our
 * two functions and no other (user guide, add_custom_widget_dashboard_interactivity). For one page.
 */
export const cloudwatchMedium = ({ self, act, ...context }: Context): Medium => {
  let room = SENT_ALONG;
  const popup = (text: string, params: Params, confirmation?: string): Html =>
    html`${button(text)}${call(params.act === undefined ? self : act, params, { display: 'popup', ...(confirmation !== undefined && { confirmation }) })}`;
  return {
    ...context,
    move: {
      to: (text, wish, { look, isNow }) =>
        html`${pressed(text, look === 'chip' ? 'chip' : 'btn', isNow)}${call(self, paramsOf(wish))}`,
      filter: (fields) =>
        html`<form class="th-filter">${fields}${button('Show')}${call(self, { view: 'tokens', filter: true })}</form>`,
    },
    details: (row, draw) => {
      const body = row.needsYou ? draw() : undefined;
      if (body === undefined || body.markup.length > room)
        return { beside: popup('Details', { view: 'token', token: idOf(row) }) };
      room -= body.markup.length;
      return { beside: html`${button('Details')}<cwdb-action action="html" display="popup">${body}</cwdb-action>` };
    },
    act: {
      lookNow: (row) =>
        popup(
          'Probe now',
          { act: 'look', token: row.record.ref.id },
          `Ask the issuer of ${labelOf(row.record.ref)} now?`,
        ),
      snooze: (row) => popup('Snooze', { view: 'snooze', token: idOf(row) }),
      sweepNow: () => popup('Sweep now', { act: 'sweep' }, 'List all tagged secrets and look at every token now?'),
    },
  };
};

/** The form behind `Snooze`: who asks and why, then the end, which asks once more. */
export const snoozeForm = (row: Row, ends: readonly End[], { act }: Endpoints): Html => {
  const name = labelOf(row.record.ref);
  const buttons = ends.map(({ label, until }) => {
    const params = { act: 'snooze', token: row.record.ref.id, until } as const;
    return html`${button(label)}${call(act, params, { display: 'popup', confirmation: `Snooze ${name} until ${dayOf(until)}?` })}`;
  });
  return html`<h2>Snooze ${name}</h2><p>Nothing more of it is told until then, unless it gets worse or is rotated. Who asked is written down.</p><form class="th-ask"><label>Your name<input name="by" maxlength="60"></label><label>Why<input name="why" maxlength="200"></label></form><p class="th-acts">${buttons}</p>${
    ends.length === 0
      ? html`<p>Nothing of it was told that could be kept quiet. A warning that is to come is held back by the tag token-health:snooze-until.</p>`
      : ''
  }<p class="th-foot">At most until ${ends.length === 0 ? 'then' : utc(ends.at(-1)?.until ?? 0)}.</p>`;
};

export type Params = {
  readonly view?: 'tokens' | 'token' | 'snooze' | 'horizon';
  readonly act?: 'look' | 'snooze' | 'sweep';
  /** Of an act the id of the token; of a view the short one of its row: ids are long, and a page has many. */
  readonly token?: string;
  readonly until?: number;
  readonly filter?: true;
} & Wish;

const paramsOf = (wish: Wish): Params => ({ view: 'tokens', ...wish });

/** Keyboards reach it; what it does is said by the element behind it. */
const pressed = (text: string, look: 'btn' | 'chip', isNow = false): Html =>
  html`<a role="button" tabindex="0" class="th-${isNow ? `${look} th-now` : look}">${text}</a>`;

const button = (text: string): Html => pressed(text, 'btn');

type Shown = { readonly display?: 'popup'; readonly confirmation?: string };

const call = (endpoint: string, params: Params, { display, confirmation }: Shown = {}): Html =>
  html`<cwdb-action action="call" endpoint="${endpoint}"${display === undefined ? '' : html` display="${display}"`}${
    confirmation === undefined ? '' : html` confirmation="${plain(confirmation, 300)}"`
  }>${json(params)}</cwdb-action>`;

/** The same to who reads it as text and to who reads it as markup: no sign in it means anything to HTML. */
const json = (params: Params): Html =>
  new Html(
    JSON.stringify(params).replace(
      /[<>&'\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
