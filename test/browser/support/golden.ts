import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../support/venv.ts';

const FOLDER = join(ROOT, 'test/golden');

/** Names of the golden files of one kind: `rejected-revoked` of `rejected-revoked.slack.json`. */
export const namesOf = (ending: string): readonly string[] =>
  globSync(join(FOLDER, `*${ending}`))
    .map((file) => basename(file, ending))
    .sort();

export const golden = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
