import { TAG_PREFIX } from '../../core/model/tags.ts';
import { type Environment, expand, type Raw } from './expand.ts';

export type Variable = {
  readonly name: string;
  /** As the application sees it: unquoted once. Quotes that remain are a flaw for lint to find. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Where readers of such files differ about this value: the program may get another one than was judged. */
  readonly notes: readonly string[];
};

/** One assignment as the dotenv package reads it: a quoted value may span lines, an unquoted one ends at `#`. */
const ASSIGNMENT = new RegExp(
  [
    /^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)[ \t]*(?:=|:[ \t])[ \t]*/,
    /(?:(?<quote>["'`])(?<quoted>(?:\\\k<quote>|(?!\k<quote>)[\s\S])*)\k<quote>|(?<bare>[^#\n]*))/,
    /[ \t]*(?<comment>#[^\n]*)?$/,
  ]
    .map((part) => part.source)
    .join(''),
  'gm',
);

const ANNOTATION = /^\s*#\s*token-health:(.*)$/;

const SETTING = /([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|(\S*)))?/g;

/** Tags that hold lists: in a comment a comma may stand for the space. */
const LISTS: ReadonlySet<string> = new Set(['required-scopes', 'ladder', 'field']);

type Read = Omit<Variable, 'value'> & Raw;

/** The variables of a .env file, in order; of a name that is set twice the last one, as applications do. */
export const parseDotenv = (text: string, env: Environment = {}): readonly Variable[] => {
  const found = assignments(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const values = expand(found, env);
  return [...found.values()].map(({ literal: _, ...variable }) => {
    const value = values.get(variable.name) ?? variable.value;
    return { ...variable, value, notes: [...variable.notes, ...(value === variable.value ? [] : [FILLED_IN])] };
  });
};

const FILLED_IN =
  'readers differ: variables in it were filled in, as compose and dotenv-expand do; plain dotenv does not';

const assignments = (unix: string): ReadonlyMap<string, Read> => {
  const lines = unix.split('\n');
  const found = new Map<string, Read>();
  let line = 1;
  let from = 0;
  for (const { index, groups } of unix.matchAll(ASSIGNMENT)) {
    line += unix.slice(from, index).split('\n').length - 1;
    from = index;
    const name = groups?.name ?? '';
    const tags = annotations(lines[line - 2], groups?.comment);
    found.delete(name);
    found.set(name, {
      name,
      value: unquoted(groups),
      literal: groups?.quote === "'",
      line,
      tags,
      notes: notesOn(groups),
    });
  }
  return found;
};

const unquoted = ({ quote, quoted, bare }: Partial<Record<string, string>> = {}): string => {
  if (quoted === undefined) return (bare ?? '').trim();
  return quote === '"' ? quoted.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : quoted;
};

/** What other readers of the same line make of it. A comment with the words of this monitor was written for it. */
const notesOn = ({ bare, comment }: Partial<Record<string, string>> = {}): readonly string[] => {
  if (bare === undefined || bare === '') return [];
  if (/^["'`]/.test(bare))
    return ['a quotation mark begins it and none ends it: readers differ on where it stops; close it'];
  return [...atSpace(bare.trim()), ...atHash(bare, comment)];
};

/** POSIX 2.9.1: what follows is a command, and the variable is set for that command alone. */
const atSpace = (bare: string): readonly string[] =>
  /\s/.test(bare)
    ? ['readers differ: a shell that loads the file stops at the space in it, dotenv keeps the rest; quote it']
    : [];

const atHash = (bare: string, comment: string | undefined): readonly string[] => {
  if (comment === undefined || ANNOTATION.test(comment)) return [];
  return /\s$/.test(bare)
    ? ['readers differ: dotenv cuts it at " #", docker --env-file keeps that; quote it']
    : ['readers differ: dotenv cuts it at "#", compose and docker --env-file keep that; quote it'];
};

/** Of the line before and of the line itself, which wins. */
const annotations = (...comments: readonly (string | undefined)[]): Record<string, string> =>
  Object.fromEntries(
    comments.flatMap((comment) =>
      [...(ANNOTATION.exec(comment ?? '')?.[1] ?? '').matchAll(SETTING)].map(([, key = '', ...values]) => {
        const value = values.find((part) => part !== undefined) ?? '';
        return [`${TAG_PREFIX}${key}`, LISTS.has(key) ? value.replaceAll(',', ' ') : value];
      }),
    ),
  );
