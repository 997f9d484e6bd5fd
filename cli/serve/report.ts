import { writeFileSync } from 'node:fs';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { defaultStatePath } from '../../adapters/local/state-path.ts';
import { SECOND } from '../../core/base/time.ts';
import type { Overview } from '../../core/overview/overview.ts';
import { viewOf } from '../../core/overview/view.ts';
import { html } from '../../messages/html/html.ts';
import { fileMedium } from '../../messages/overview/browser.ts';
import { documentOf, mainOf, titleOf } from '../../messages/overview/document.ts';
import { UNREADABLE } from '../commands/exit.ts';
import { fail, NOTHING_FOUND, nobody } from '../digest/digest.ts';
import { localReading } from './local.ts';
import type { Source } from './source.ts';
import { tableSource } from './table.ts';
import type { ReportWish } from './wish.ts';

/** Writes the page as one file. Gives the exit code. Throws StateError. */
export const report = async (wish: ReportWish): Promise<number> => {
  const source = await sourceOf(wish);
  const overview = await source.read().finally(source.close);
  const asked = wish.owner === undefined ? overview : ofOwner(overview, wish.owner);
  if (asked.rows.length === 0) return fail(nobody(wish.owner, ownersOf(overview)), NOTHING_FOUND);
  const trouble = write(drawReport(asked, source), wish.html);
  return trouble === undefined ? 0 : fail(trouble, UNREADABLE.code);
};

type Reading = Pick<Source, 'read' | 'names' | 'start' | 'close'>;

const sourceOf = async ({ table, region, state = defaultStatePath() }: ReportWish): Promise<Reading> =>
  table === undefined ? localReading(state, REGISTRY) : tableSource({ table, region, every: SECOND });

/** Nothing of others is in it. */
const ofOwner = (overview: Overview, owner: string): Overview => ({
  ...overview,
  rows: overview.rows.filter(({ record }) => record.owner === owner),
  gone: 0,
});

const ownersOf = ({ rows }: Overview): readonly { readonly owner?: string | undefined }[] =>
  rows.map(({ record: { owner } }) => ({ owner }));

/** No script, nothing from outside, nothing that is sent anywhere. */
const POLICY = html`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"><meta name="referrer" content="no-referrer">`;

/** Every row of it. */
export const drawReport = (overview: Overview, { names, start }: Pick<Reading, 'names' | 'start'>): string => {
  const paging = { rowsPerPage: Number.MAX_SAFE_INTEGER, kindName: names.kind };
  const view = viewOf(overview.rows, { show: 'all' }, overview.at, paging);
  const page = { overview, view, medium: fileMedium({ names }) };
  return documentOf({ title: titleOf(view), main: mainOf(page, start), head: POLICY });
};

const write = (text: string, file: string): Trouble | undefined => {
  try {
    if (file === '-') process.stdout.write(text);
    else writeFileSync(file, text, { mode: 0o600 });
    return undefined;
  } catch (error) {
    const why = Object(error).code;
    if (typeof why !== 'string') throw error;
    return { what: `cannot write ${file}`, why, remedy: 'check the folder and its rights' };
  }
};
