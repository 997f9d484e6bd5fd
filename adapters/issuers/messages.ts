import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { MessagesText } from '../../providers/contract/messages.ts';
import { compileMessages, type KnownMessages } from '../../providers/kit/messages.ts';

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

export const knownMessages = (): KnownMessages => {
  const all = messageFiles().map((file) => compileMessages(file.name, readMessages(file)));
  return { messages: all.flatMap(({ messages }) => messages), origins: all.flatMap(({ origins }) => origins) };
};
