import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Description } from '../../providers/contract/description.ts';
import { type FileProblem, readIssuerFile } from './read-file.ts';

/** The built-in issuers: `providers/catalogue/<category>/<id>.yaml`. */
export const CATALOGUE = join(import.meta.dirname, '../../providers/catalogue');

export type CatalogueFile = { readonly id: string; readonly category: string; readonly file: string };

/** Every file of the catalogue, by name alone. */
export const catalogueFiles = (): readonly CatalogueFile[] =>
  readdirSync(CATALOGUE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: category }) =>
      readdirSync(join(CATALOGUE, category))
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => ({ id: basename(file, '.yaml'), category, file: join(CATALOGUE, category, file) })),
    );

/** A built-in file that is wrong is our own fault: a test reads them all, so this is never met by a user. */
export const readBuiltIn = ({ file }: CatalogueFile): Description => {
  const read = readIssuerFile(file);
  if (read.ok) return read.description;
  throw new Error(read.problems.map(problemLine).join('\n'));
};

/** `issuers/acme.yaml:12 kinds.0.probe.url`; of a problem of the whole, its file alone. */
export const problemPlace = ({ file, line, where }: FileProblem): string =>
  `${file}${line === 0 ? '' : `:${line}`}${where === '' ? '' : ` ${where}`}`;

/** `issuers/acme.yaml:12 kinds.0.probe.url: write …` */
export const problemLine = (problem: FileProblem): string => `${problemPlace(problem)}: ${problem.says}`;
