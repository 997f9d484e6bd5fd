import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../core/base/fault.ts';
import { parseJson } from '../../core/base/json.ts';
import { type Deployed, deployedSettings, SETTINGS_FILE } from './deployed.ts';

/** What lies in the folder of the running code. Nothing is set where there is no such file: only bundles have it. Throws for a file that cannot be read. */
export const readDeployed = (folder = import.meta.dirname): Deployed => {
  const file = join(folder, SETTINGS_FILE);
  if (!existsSync(file)) return {};
  const parsed = deployedSettings.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Fault(`${SETTINGS_FILE} beside the code cannot be read`);
  return parsed.data;
};
