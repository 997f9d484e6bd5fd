import type { View } from '../../core/overview/view.ts';
import { type Html, html, trusted } from '../html/html.ts';
import { type Answered, answerWords, wentWell } from './answers.ts';
import type { Start } from './empty.ts';
import type { Page } from './medium.ts';
import { aheadPart, tokensPart } from './page.ts';
import { pageSheet } from './styles.ts';
import { banner } from './top.ts';

const NAME = 'Token Health';

/** What says that nobody answers any more: it stays in sight. */
const BESIDE = '#th-gone{position:sticky;top:0;z-index:1;max-width:1200px;margin:0 auto}#th-gone[hidden]{display:none}';

/** All styles of a document, in one element: a policy may name it by its hash. */
export const documentSheet = (): string => `${pageSheet()}${BESIDE}`;

type Parts = {
  readonly title: string;
  readonly main: Html;
  /** Tells one content from the next. */
  readonly version?: string;
  /** A policy, an icon, a script. */
  readonly head: Html;
  /** Before `main`: what a script shows there. */
  readonly above?: Html;
};

/** Empty and hidden until a script finds that nobody answers. */
export const GONE = html`<aside class="th" id="th-gone" aria-label="Connection" hidden><p class="th-banner th-b-broken" role="status"></p></aside>`;

/** A whole page. Its `main` may be replaced by a newer one. */
export const documentOf = ({ title, main, version, head, above = html`` }: Parts): string =>
  `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8">${head}<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${trusted(documentSheet())}</style></head><body>${above}<main class="th" id="th-main"${version === undefined ? '' : html` data-version="${version}"`}>${main}</main></body></html>`
      .markup
  }\n`;

/** The first that is read in a tab: how many need somebody. */
export const titleOf = ({ all, needYou }: View): string => {
  if (all === 0) return NAME;
  return `${needYou === 0 ? 'None needs' : `${needYou} ${needYou === 1 ? 'needs' : 'need'}`} you - ${NAME}`;
};

/** Everything that is known, below what came of the last press. */
export const mainOf = (page: Page, start: Start, said: Html = html``): Html =>
  html`${said}${page.view.all === 0 ? html`<h1>${NAME}</h1>` : ''}${tokensPart(page, start)}${aheadPart(page)}`;

export const saidPart = (came: Answered): Html => banner(wentWell(came) ? 'fine' : 'note', answerWords(came, 'page'));

export type Trouble = { readonly what: string; readonly why?: string; readonly remedy: string };

/** In place of the table, or above it: never a blank page. */
export const troublePart = ({ what, why, remedy }: Trouble): Html =>
  html`<p class="th-banner th-b-broken" role="status"><b class="th-t-broken">✕ ${what}</b>${why === undefined ? '' : `: ${why}`}. To do: ${remedy}</p>`;

export const troubleMain = (trouble: Trouble): Html =>
  html`<h1>${NAME}</h1>${troublePart(trouble)}<p>Nothing is known of the tokens from this.</p>`;
