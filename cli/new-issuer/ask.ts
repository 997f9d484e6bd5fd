import type { Json } from '../../core/base/json.ts';
import type { Draft } from './draft.ts';
import { authOf, bodyOf, docsOf, idOf, nameOf, type Parsed, pastedOf, shapeOf, statusOf, urlOf } from './questions.ts';

/** Somebody at a terminal. `lines`: until an empty one. */
export type Person = {
  readonly say: (text: string) => void;
  readonly line: (question: string) => Promise<string>;
  readonly lines: (question: string) => Promise<string>;
};

/** Asks until the answer can be used. */
const until = async <T>(
  { say }: Person,
  ask: () => Promise<string>,
  parse: (text: string) => Parsed<T>,
): Promise<T> => {
  for (;;) {
    const parsed = parse((await ask()).trim());
    if (parsed.ok) return parsed.value;
    say(`   ${parsed.says}`);
  }
};

const orBearer = (text: string) => authOf(text === '' ? 'bearer' : text);
const orNothing = (text: string): Parsed<Json | undefined> =>
  text === '' ? { ok: true, value: undefined } : bodyOf(text);
const orNone = (text: string): Parsed<number | undefined> =>
  text === '' ? { ok: true, value: undefined } : statusOf(text);

/** The six questions. */
export const askDraft = async (person: Person): Promise<Draft> => {
  const { say, line, lines } = person;
  say('Six questions. No token is asked for: never paste one.');
  const id = await until(person, () => line('1. Its id, the first part of the tag, such as acme: '), idOf);
  const name = await until(person, () => line('2. What people call it: '), nameOf);
  const docs = await until(person, () => line('3. The page about its tokens: '), docsOf);
  const shape = await until(
    person,
    () => line('4. What its tokens look like: beginning and rest, such as acme_[A-Za-z0-9]{32}: '),
    shapeOf,
  );
  const url = await until(person, () => line('5. The address of a request that only reads: '), urlOf);
  const auth = await until(person, () => line('   How the token is sent there (bearer): '), orBearer);
  const status = await until(person, () => line('6. A good token gets the status: '), statusOf);
  const askBody = () =>
    until(person, () => lines('   and the body (paste it or name a file, then an empty line):'), orNothing);
  const body = await askBody();
  const refused = await until(
    person,
    () => line('   A dead token gets the status (empty if you do not know): '),
    orNone,
  );
  const refusedBody = refused === undefined ? undefined : await askBody();
  return {
    ...{ id, name, docs, shape, url, auth },
    accepted: pastedOf(status, body),
    ...(refused !== undefined && { refused: pastedOf(refused, refusedBody) }),
  };
};
