import { createHash } from 'node:crypto';
import type { Trouble } from '../../adapters/local/source.ts';
import type { Overview } from '../../core/overview/overview.ts';
import { viewOf, type Wish } from '../../core/overview/view.ts';
import { type Html, html } from '../../messages/html/html.ts';
import { browserMedium, type Doing } from '../../messages/overview/browser.ts';
import { documentOf, GONE, mainOf, titleOf, troubleMain } from '../../messages/overview/document.ts';
import type { Source } from './source.ts';

/** As `widget` of adapters/dashboard: with what opens from them they are a page that loads at once. */
const ROWS = 50;

export type Drawn = { readonly body: string; readonly version: string };

type Frame = Pick<Source, 'names' | 'start' | 'canLook' | 'canSweep'> & {
  readonly proof: string;
  /** Seconds after which the page asks for news. */
  readonly every: number;
  /** What came of the last press. */
  readonly said?: Html;
};

export const drawPage = (overview: Overview, wish: Wish, frame: Frame): Drawn => {
  const { names, start, canLook, canSweep, proof, said } = frame;
  const doing: Doing = { proof, wish, canLook, canSweep };
  const isAnythingToDo = overview.rows.length > 0 || canSweep;
  const medium = browserMedium({ names, ...(isAnythingToDo && { doing }) });
  const view = viewOf(overview.rows, wish, overview.at, { rowsPerPage: ROWS, kindName: names.kind });
  return drawn(titleOf(view), mainOf({ overview, view, medium }, start, said), frame.every);
};

export const drawTrouble = (trouble: Trouble, every: number): Drawn =>
  drawn('Not readable - Token Health', troubleMain(trouble), every);

const drawn = (title: string, main: Html, every: number): Drawn => {
  const version = versionOf(main);
  const head = html`<link rel="icon" href="./icon.svg"><script src="./refresh.js" data-every="${String(every)}" defer></script>`;
  return { body: documentOf({ title, main, version, head, above: GONE }), version };
};

/** Seconds that have passed make no other page: nobody's place in it is to be moved for them. */
const versionOf = ({ markup }: Html): string =>
  createHash('sha256')
    .update(markup.replace(/\d+ s\b/g, ''))
    .digest('base64url')
    .slice(0, 24);
