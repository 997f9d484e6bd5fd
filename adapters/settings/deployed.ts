import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Fault } from '../../core/base/fault.ts';
import { parseJson } from '../../core/base/json.ts';
import { channel, owners } from './channels.ts';

/** Settings of the deployment that have no room among 4 KB of environment: a file beside the code of a function. */
export const deployed = z.object({
  channels: z.record(z.string(), channel).default({}),
  owners: owners.default({}),
});

export type Deployed = z.output<typeof deployed>;

/** What is written: as people wrote it. */
export type DeployedInput = z.input<typeof deployed>;

export const SETTINGS_FILE = 'settings.json';

/** Reads what write-deployed.ts put beside the bundle. Throws where the file is missing or of another release: nobody is to be left out without a word. */
export const readDeployed = (folder: string): Deployed => {
  const parsed = deployed.safeParse(parseJson(readFileSync(join(folder, SETTINGS_FILE), 'utf8')));
  if (!parsed.success) throw new Fault(`${SETTINGS_FILE} beside the code cannot be read`);
  return parsed.data;
};
