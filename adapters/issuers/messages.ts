import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { parseJson } from '../../core/base/json.ts';
import { type Table, tableOf } from '../../core/explain/table.ts';
import type { MessagesText } from '../../providers/contract/messages.ts';
import { compileMessages, type MessagesEntry } from '../../providers/kit/messages.ts';

/** What people's programs say: `providers/errors/<room>/<who says it>.yaml`. */
const FOLDER = join(import.meta.dirname, '../../providers/errors');

export type MessagesFile = { readonly name: string; readonly room: string; readonly path: string };

export const messageFiles = (): readonly MessagesFile[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: room }) =>
      readdirSync(join(FOLDER, room))
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => ({ name: basename(file, '.yaml'), room, path: join(FOLDER, room, file) })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** As they are in this repository; a test holds each of them against the contract. */
export const readMessages = ({ path }: Pick<MessagesFile, 'path'>): MessagesText =>
  parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }) as MessagesText;

/** All of them in one file, a line each: a hundred files of YAML would take a second to read. */
export const INDEX = join(FOLDER, 'index.json');

export const indexText = (): string => {
  const lines = messageFiles().map((file) => JSON.stringify({ name: file.name, ...entryOf(readMessages(file)) }));
  return `[\n${lines.join(',\n')}\n]\n`;
};

const entryOf = ({ sources: _sources, unsure: _doubts, messages, ...file }: MessagesText): MessagesEntry => ({
  ...file,
  messages: messages.map(({ examples: _examples, source: _source, unsure: _unsure, ...message }) => message),
});

export const knownMessages = (): Table => {
  const files = (parseJson(readFileSync(INDEX, 'utf8')) ?? []) as unknown as readonly (MessagesEntry & {
    name: string;
  })[];
  const all = files.map((file) => compileMessages(file.name, file));
  return tableOf(
    all.flatMap(({ messages }) => messages),
    all.flatMap(({ origins }) => origins),
  );
};
