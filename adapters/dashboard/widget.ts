import type { Overview } from '../../core/overview/overview.ts';
import { viewOf, type Wish } from '../../core/overview/view.ts';
import { type Html, html, trusted } from '../../messages/html/html.ts';
import { cloudwatchMedium, type Endpoints, snoozeForm } from '../../messages/overview/cloudwatch.ts';
import { detailsOf } from '../../messages/overview/details.ts';
import type { Medium, Names, Page } from '../../messages/overview/medium.ts';
import { aheadPart, tokensPart } from '../../messages/overview/page.ts';
import { endsOf } from '../../messages/overview/snooze.ts';
import { widgetSheet } from '../../messages/overview/styles.ts';
import { idOf } from '../../messages/overview/table.ts';
import type { Asked, Frame } from './asked.ts';

export type Drawing = Endpoints & { readonly names: Names };

/** Rows a page: with what opens from them they stay under 200 KB. */
const ROWS = 50;

type Seen = Exclude<Asked, { what: 'describe' }>;

/** One widget as HTML for CloudWatch. */
export const drawWidget = (overview: Overview, asked: Seen, drawing: Drawing): string => {
  const medium = cloudwatchMedium({ ...drawing, ...(asked.zone && { zone: asked.zone }) });
  switch (asked.what) {
    case 'tokens':
      return framed(asked, tokensPart(pageOf(overview, asked.wish, medium), 'tag a secret'));
    case 'horizon':
      return framed(asked, aheadPart({ overview, medium }));
    case 'token':
    case 'snooze':
      return framed(asked, oneOf(overview, asked, medium, drawing));
  }
};

const pageOf = (overview: Overview, wish: Wish, medium: Medium): Page => ({
  overview,
  medium,
  view: viewOf(overview.rows, wish, overview.at, { rowsPerPage: ROWS, kindName: medium.names.kind }),
});

type One = Extract<Asked, { what: 'token' | 'snooze' }>;

const oneOf = (overview: Overview, { token, what }: One, medium: Medium, drawing: Drawing): Html => {
  const row = overview.rows.find((one) => idOf(one) === token);
  if (row === undefined) return html`<p>This token is not watched any more.</p>`;
  return what === 'token' ? detailsOf(row, { overview, medium }) : snoozeForm(row, endsOf(row, overview.at), drawing);
};

/** Our own styles alone: the dashboard's are switched off, since they differ from theme to theme. */
export const framed = ({ theme, narrow }: Frame, body: Html): string =>
  html`<div class="th cwdb-no-default-styles"><style>${trusted(widgetSheet(theme, narrow))}</style>${body}</div>`
    .markup;
