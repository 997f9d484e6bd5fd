import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Description } from '../../providers/contract/description.ts';
import { ownProvider } from '../../providers/registry.ts';
import { BUILT_IN } from './built-in.ts';
import { replayFile } from './exchanges-file.ts';
import { isExchanges, readOwnFolder } from './own-folder.ts';
import type { FileProblem } from './read-file.ts';

export type CheckedFolder = {
  readonly issuers: readonly { readonly description: Description; readonly answers: number }[];
  readonly problems: readonly FileProblem[];
};

/** Issuers of one's own as `readOwnFolder` reads them, and the answers that are on record beside them, `acme.exchanges.yaml`. */
export const checkFolder = (folder: string): CheckedFolder => {
  const { descriptions, problems } = readOwnFolder(folder);
  const files = exchangesIn(folder);
  const replayed = descriptions.map((description) => {
    const mine = files.filter((name) => idOf(name) === description.id);
    const provider = ownProvider(description, BUILT_IN);
    return { description, read: mine.map((name) => replayFile(join(folder, name), provider)) };
  });
  const known = new Set(descriptions.map(({ id }) => id));
  const strangers = problems.length > 0 ? [] : files.filter((name) => !known.has(idOf(name)));
  return {
    issuers: replayed.map(({ description, read }) => ({
      description,
      answers: read.reduce((sum, { count }) => sum + count, 0),
    })),
    problems: [
      ...problems,
      ...replayed.flatMap(({ read }) => read.flatMap((one) => one.problems)),
      ...strangers.map((name) => ({ file: join(folder, name), line: 1, where: '', says: STRANGER })),
    ],
  };
};

const STRANGER = 'name it after an issuer of this folder: acme.exchanges.yaml for the one whose id is acme';

const idOf = (name: string): string => name.replace(/\.exchanges\.ya?ml$/i, '');

const exchangesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter(isExchanges).sort();
  } catch {
    return [];
  }
};
