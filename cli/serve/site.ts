import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trouble } from '../../adapters/local/source.ts';
import { StateError } from '../../adapters/local/state-error.ts';
import { SECOND } from '../../core/base/time.ts';
import type { Html } from '../../messages/html/html.ts';
import type { Answered } from '../../messages/overview/answers.ts';
import { addressOf } from '../../messages/overview/browser.ts';
import { saidPart, troublePart } from '../../messages/overview/document.ts';
import { wishOfForm } from '../../messages/overview/wish.ts';
import { bugReport } from '../commands/bug.ts';
import { withoutTokens } from '../render/without-tokens.ts';
import { type Deed, type Door, holdsProof, type Let } from './guard.ts';
import { type Headers, headersOf } from './headers.ts';
import { orderOf } from './order.ts';
import { drawPage, drawTrouble } from './page.ts';
import type { Source } from './source.ts';

export type Answer = { readonly status: number; readonly headers: Headers; readonly body?: string };

type Read = Extract<Let, { does: 'read' }>;
type Act = Extract<Let, { does: 'act' }>;

/** What is behind the door. Never throws: a trouble is a page that says so. */
export type Site = Pick<Door, 'secret' | 'proof'> & {
  readonly read: (asked: Read, knows: string | undefined) => Promise<Answer>;
  readonly act: (asked: Act, form: string) => Promise<Answer>;
};

type Options = { readonly by: string /** Milliseconds. */; readonly every: number };

/** Lower case and digits alone: it is read aloud and typed, and looks like no token. */
const newSecret = (): string => randomBytes(24).toString('hex');

export const siteOf = (source: Source, { by, every }: Options): Site => {
  const [secret, proof, said] = [newSecret(), newSecret(), sayings()];
  const frame = { ...source, proof, every: every / SECOND };
  const page = async (query: string, knows: string | undefined): Promise<Answer> => {
    const fields = new URLSearchParams(query);
    const words = said.of(fields.get(SAID));
    try {
      const drawn = drawPage(await source.read(), wishIn(fields), { ...frame, ...(words && { said: words }) });
      const etag = `"${drawn.version}"`;
      if (knows === etag) return { status: 304, headers: { ...headersOf('nothing'), etag } };
      return { status: 200, headers: { ...headersOf('page'), etag }, body: drawn.body };
    } catch (error) {
      return { status: 503, headers: headersOf('page'), body: drawTrouble(troubleOf(error), frame.every).body };
    }
  };
  return {
    secret,
    proof,
    read: async ({ room, query }, knows) => (room === '' ? page(query, knows) : FILES[room]),
    act: async ({ room, query }, form) => {
      const fields = new URLSearchParams(form);
      if (!holdsProof(fields.get('proof'), { proof })) return { status: 403, headers: headersOf('nothing') };
      const id = said.keep(await done(source, room, fields, by));
      const location = addressOf(wishIn(new URLSearchParams(query)), '', { [SAID]: id });
      return { status: 303, headers: { ...headersOf('nothing'), location } };
    },
  };
};

/** Names what is to be said above the table: the address holds a number of ours, never the words. */
const SAID = 'said';

const wishIn = (fields: URLSearchParams) => wishOfForm(Object.fromEntries(fields));

const done = async (source: Source, deed: Deed, fields: URLSearchParams, by: string): Promise<Html> => {
  const order = orderOf(deed, fields, by);
  const may = deed === 'look' ? source.canLook : deed === 'sweep' ? source.canSweep : true;
  if (order === undefined || !may) return saidPart({ came: 'no order' });
  try {
    return saidPart(withoutTokensIn(await source.act(order)));
  } catch (error) {
    return troublePart(troubleOf(error));
  }
};

/** A file's name may be anything. */
const withoutTokensIn = (came: Answered): Answered =>
  came.came === 'cannot look' ? { ...came, why: withoutTokens(came.why), remedy: withoutTokens(came.remedy) } : came;

const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof StateError)) return bugReport(error, 'serve');
  return { what: withoutTokens(error.message), why: error.why, remedy: error.remedy };
};

/** The newest of them: a page that is reloaded later says nothing any more. */
const KEPT = 50;

const sayings = () => {
  const kept = new Map<string, Html>();
  return {
    keep: (words: Html): string => {
      const id = randomBytes(6).toString('hex');
      kept.set(id, words);
      for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
      return id;
    },
    of: (id: string | null): Html | undefined => (id === null ? undefined : kept.get(id)),
  };
};

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#00755e"/><path d="M3.5 8.5l3 3 6-7" fill="none" stroke="#fff" stroke-width="2"/></svg>';

const FILES = {
  'refresh.js': {
    status: 200,
    headers: headersOf('script'),
    body: readFileSync(join(import.meta.dirname, 'refresh.js'), 'utf8'),
  },
  'icon.svg': { status: 200, headers: headersOf('icon'), body: ICON },
} as const satisfies Readonly<Record<string, Answer>>;
