/** `node write-deployed.ts OUTPUT BASE64`: the settings of the deployment, JSON in base64, as the file that `readDeployed` reads. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE } from './deployed.ts';

const [output = '.', encoded = ''] = process.argv.slice(2);

writeFileSync(join(output, SETTINGS_FILE), Buffer.from(encoded, 'base64'));
