import { type Html, html } from '../html/html.ts';
import { count } from '../words/headline.ts';
import { allWell, nothingFound, nothingYet, type Start } from './empty.ts';
import { filters } from './filters.ts';
import { horizonPart } from './horizon.ts';
import { issuersPart } from './issuers.ts';
import type { Known, Page } from './medium.ts';
import { tableOf } from './table.ts';
import { banners, chips, headOf } from './top.ts';

/** What breaks next, what is broken and why, who owns it, and whether the monitor is alive: the table and what stands around it. */
export const tokensPart = (page: Page, start: Start): Html => {
  const { overview, view, medium } = page;
  if (view.all === 0) return html`${banners(overview, medium)}${nothingYet(page, start)}`;
  return html`${banners(overview, medium)}${headOf(overview, view, medium)}${allWell(page)}${chips(view, medium)}${filters(view, medium)}${
    view.matching === 0 ? nothingFound(page) : tableOf(page)
  }${overview.gone === 0 ? '' : html`<p class="th-foot">${count(overview.gone, 'token')} not watched any more: the secret has left the list.</p>`}`;
};

/** The dates ahead, and the issuers. */
export const aheadPart = (known: Known): Html =>
  known.overview.rows.length === 0 ? html`` : html`${horizonPart(known)}${issuersPart(known)}`;
