import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type Description, description } from '../../providers/contract/description.ts';
import { type Fault, faultsIn } from '../../providers/contract/faults.ts';
import { brokenJson, brokenYaml } from './broken.ts';
import { issuerProblems } from './flatten.ts';

/** What is wrong with a file, by its line, and what to write instead. Never what it says there. */
export type FileProblem = {
  readonly file: string;
  readonly line: number;
  readonly where: string;
  readonly says: string;
};

type Where = readonly PropertyKey[];

export type FileRead =
  | {
      readonly ok: true;
      readonly description: Description;
      /** The line on which something stands. */
      readonly lineOf: LineOf;
    }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads one issuer, from YAML or JSON (which is YAML too). */
export const readIssuerFile = (file: string, faults: Faults = faultsIn): FileRead =>
  readIssuer(readFileSync(file, 'utf8'), file, faults);

/** What is looked for beyond the schema. */
export type Faults = (description: Description) => readonly Fault[];

export const readIssuer = (text: string, file: string, faults: Faults = faultsIn): FileRead => {
  const opened = openText(text, file, shapeless);
  if (!opened.ok) return opened;
  const { content, lineOf } = opened;
  const parsed = description.safeParse(content);
  const problems = parsed.success ? faults(parsed.data) : issuerProblems(parsed.error);
  if (parsed.success && problems.length === 0) return { ok: true, description: parsed.data, lineOf };
  const found = problems.map((problem) => problemAt(problem, file, lineOf));
  return { ok: false, problems: found.toSorted((a, b) => a.line - b.line) };
};

type LineOf = (where: Where) => number;

type Opened =
  | { readonly ok: true; readonly content: unknown; readonly lineOf: LineOf }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** YAML or JSON with the line of each of its places. `strange`: what else keeps it from being read. */
export const openText = (
  text: string,
  file: string,
  strange: (document: Document.Parsed) => Broken | undefined = () => undefined,
): Opened => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const lineAt = (position: number): number => lines.linePos(position).line;
  const broken = unreadable(text, file, document) ?? strange(document);
  return broken === undefined
    ? {
        ok: true,
        content: document.toJS({ maxAliasCount: 0 }),
        lineOf: (where) => lineAt(positionOf(document.contents, where)),
      }
    : { ok: false, problems: [{ file, line: lineAt(broken.position), where: '', says: broken.says }] };
};

/** A fault by the line on which it stands. */
export const problemAt = (
  { where, says }: { where: Where; says: string },
  file: string,
  lineOf: LineOf,
): FileProblem => ({
  file,
  line: lineOf(where),
  where: placeText(where),
  says,
});

/** `kinds.0.probe`. A name as long as a token may be one that was pasted in the wrong place. */
const placeText = (where: Where): string =>
  where.map((part) => (typeof part === 'string' && /^[^.]{31,}$/.test(part) ? '…' : String(part))).join('.');

const EMPTY = 'describe an issuer here: docs/issuers.md says how, and token-health new-issuer writes one';
const ALIAS = 'write it out here: anchors and aliases (&name, *name) are not followed';

type Broken = { readonly position: number; readonly says: string };

/** What keeps it from being read at all: the first thing, since what follows mostly follows from it. */
const unreadable = (text: string, file: string, document: Document.Parsed): Broken | undefined => {
  const json = /\.json$/i.test(file) && text.trim() !== '' ? brokenJson(text) : undefined;
  if (json !== undefined) return json;
  const [error] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (error !== undefined) return { position: error.pos[0], says: brokenYaml(error.code) };
  const alias = aliasIn(document);
  return alias === undefined ? undefined : { position: alias, says: ALIAS };
};

const shapeless = ({ contents }: Document.Parsed): Broken | undefined =>
  isMap(contents) ? undefined : { position: 0, says: EMPTY };

const aliasIn = (document: Document.Parsed): number | undefined => {
  let position: number | undefined;
  visit(document, {
    Alias: (_, { range }) => {
      position = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return position;
};

/** Where a place begins: its key, or the item of a list; of what is missing the nearest above it that is there. */
const positionOf = (node: Node | null, where: Where, otherwise = 0): number => {
  const [key, ...rest] = where;
  if (key === undefined || node === null) return otherwise;
  const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  const child = isMap(node) ? pair?.value : isSeq(node) && typeof key === 'number' ? node.items[key] : undefined;
  const start = [pair?.key, child].find(isNode)?.range?.[0];
  return start === undefined ? otherwise : positionOf(isNode(child) ? child : null, rest, start);
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'range' in value;
