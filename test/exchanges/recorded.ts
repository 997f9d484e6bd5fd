import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RecordedAnswer } from '../support/answers-server.ts';

/** One request to a real server and its answer, as test/fixtures/exchanges holds it; the value is written `{token}`. */
type Exchange = {
  readonly server: string;
  readonly version: string;
  readonly case: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  /** Without a status nobody answered. */
  readonly response: {
    readonly status: number | null;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** What was true of the token, in the words of the one who asked. */
  readonly truth: string;
};

/** `dark`: nobody can say, or it works in another way than as this token; it must not be called healthy nor be held against anything. */
export type Truth = 'works' | 'dead' | 'dark';

/** One state of one token: what the server said then, by path. */
export type Recording = {
  /** `vault-states: its entity disabled`. */
  readonly id: string;
  /** `vault-states`. */
  readonly file: string;
  readonly words: string;
  readonly truth: Truth;
  readonly answers: ReadonlyMap<string, RecordedAnswer | 'nobody'>;
  readonly headers: Readonly<Record<string, string>>;
};

const ROOT = join(import.meta.dirname, '..', 'fixtures', 'exchanges');

const read = (file: string): readonly Exchange[] => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** Labelled by what it was before the looks that are recorded above it had used it up. */
const USED_UP = 'num_uses=2, lookup-self after them';

const truthOf = ({ truth, case: words }: Exchange): Truth => {
  if (words === USED_UP) return 'dead';
  const said = truth === 'see case' ? words : truth;
  if (/^(?:works(?! not)|alive|live|undecided|unknown: realm|wrong address|1 use left)/.test(said)) return 'works';
  return /^(?:dead(?!.*\?)|works not|token refused|revoked|unknown)/.test(said) ? 'dead' : 'dark';
};

const HOP_BY_HOP = /^(?:content-length|transfer-encoding|connection|keep-alive|date)$/i;

const answerOf = ({ status, headers, body }: Exchange['response']): RecordedAnswer | 'nobody' =>
  status === null
    ? 'nobody'
    : { status, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name))), body };

const carriesToken = ({ request }: Exchange): boolean => JSON.stringify(request).includes('{token}');

/** The exchanges of one file that carried a token, those of one state together. */
const recordingsIn = (file: string): readonly Recording[] => {
  const found: Recording[] = [];
  for (const exchange of read(file).filter(carriesToken)) {
    const name = basename(file, '.json');
    const { case: words, request, response } = exchange;
    const { path } = request;
    const open = found.findLast((one) => one.words === words && !one.answers.has(path));
    if (open !== undefined) (open.answers as Map<string, RecordedAnswer | 'nobody'>).set(path, answerOf(response));
    else {
      const times = found.filter((one) => one.words === words).length;
      found.push({
        id: `${name}: ${words}${times === 0 ? '' : ` (${times + 1})`}`,
        file: name,
        words,
        truth: truthOf(exchange),
        answers: new Map([[path, answerOf(response)]]),
        headers: request.headers,
      });
    }
  }
  return found;
};

export const RECORDINGS: readonly Recording[] = readdirSync(ROOT).flatMap(recordingsIn);

export const recording = (id: string): Recording => {
  const found = RECORDINGS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`nothing is recorded as ${id}`);
  return found;
};
