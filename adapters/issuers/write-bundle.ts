/** `node write-bundle.ts OUTPUT [FOLDER]`: what bundled.ts reads, with the issuers of FOLDER as the deployment's own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN } from './built-in.ts';
import { readOwnFolder } from './own-folder.ts';

const [output = '.', folder] = process.argv.slice(2);
const issuers = join(output, 'issuers');

const write = (name: string, content: unknown): void =>
  writeFileSync(join(issuers, `${name}.json`), JSON.stringify(content));

mkdirSync(issuers, { recursive: true });
write('index', BUILT_IN.index);
for (const { id } of BUILT_IN.index) write(id, BUILT_IN.read(id));
write('own', folder === undefined ? [] : readOwnFolder(folder).descriptions);
