import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Description } from '../../providers/contract/description.ts';
import { BUILT_IN } from './built-in.ts';
import { strictFaults } from './own-faults.ts';
import { type FileProblem, type FileRead, readIssuerFile } from './read-file.ts';

export type OwnFolder = { readonly descriptions: readonly Description[]; readonly problems: readonly FileProblem[] };

/** Issuers that somebody describes himself: every YAML and JSON file of a folder, an issuer each. */
export const readOwnFolder = (folder: string): OwnFolder => {
  const files = listed(folder);
  if (files === undefined) return alone(folder, 'name a folder that can be read');
  if (files.length === 0)
    return alone(folder, 'put a file such as acme.yaml into it; docs/issuers.md says what is in one');
  const read = files.map((file) => ({ file, found: readIssuerFile(file, strictFaults) }));
  const descriptions = read.flatMap(({ found }) => (found.ok ? [found.description] : []));
  const problems = read.flatMap(({ found }) => (found.ok ? [] : found.problems));
  const names = read.flatMap(({ file, found }) =>
    found.ok ? [{ file, id: found.description.id, line: found.lineOf(['id']) }] : [],
  );
  const strangers = read.flatMap(({ file, found }) => (found.ok ? unlike(file, found) : []));
  return { descriptions, problems: [...problems, ...strangers, ...takenIds(names)] };
};

const alone = (file: string, says: string): OwnFolder => ({
  descriptions: [],
  problems: [{ file, line: 0, where: '', says }],
});

/** Recorded answers of an issuer, beside its description. */
export const isExchanges = (name: string): boolean => /\.exchanges\.ya?ml$/i.test(name);

const listed = (folder: string): readonly string[] | undefined => {
  try {
    const names = readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/i.test(name) && !isExchanges(name));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return undefined;
  }
};

type Found = Extract<FileRead, { ok: true }>;

/** Only a built-in issuer lends what it has. */
const unlike = (file: string, { description: { like }, lineOf }: Found): readonly FileProblem[] =>
  like === undefined || BUILT_IN.index.some(({ id }) => id === like)
    ? []
    : [{ file, line: lineOf(['like']), where: 'like', says: LIKE }];

const LIKE = 'name a built-in issuer: token-health providers lists them';

type Named = { readonly file: string; readonly id: string; readonly line: number };

const takenIds = (names: readonly Named[]): readonly FileProblem[] => {
  const taken = new Set(['http', 'auto', ...BUILT_IN.index.map(({ id }) => id)]);
  return names.flatMap(({ file, id, line }) => {
    const says = taken.has(id) ? `another issuer is called ${id}; choose a name of its own` : undefined;
    taken.add(id);
    return says === undefined ? [] : [{ file, line, where: 'id', says }];
  });
};
