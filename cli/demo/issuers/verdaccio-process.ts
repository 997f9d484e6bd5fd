/**
 * The process that `startVerdaccio` forks: one verdaccio, without uplinks, in a temporary directory. It ends when its
 * parent hangs up, however the parent died, and takes the directory along.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServer } from 'verdaccio';
import { listenOnLoopback } from './loopback.ts';

const directory = mkdtempSync(join(tmpdir(), 'token-health-verdaccio-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
process.on('SIGHUP', () => process.exit());
// Ctrl-C reaches every process of the terminal; the parent decides when to stop, and this end follows.
process.on('SIGINT', () => undefined);

/** JSON is YAML. No uplinks: nothing is ever fetched. The limits are verdaccio's own against password guessing. */
const config = {
  storage: join(directory, 'storage'),
  secret: randomBytes(16).toString('hex'),
  // Every request with a token costs one bcrypt: the fewest rounds, for passwords that are random and live for seconds.
  auth: { htpasswd: { file: join(directory, 'htpasswd'), algorithm: 'bcrypt', rounds: 4 } },
  uplinks: {},
  packages: { '**': { access: '$authenticated', publish: '$authenticated' } },
  web: { enable: false },
  log: { type: 'stdout', format: 'json', level: 'fatal' },
  userRateLimit: { windowMs: 1000, max: 10_000 },
};

const configFile = join(directory, 'config.yaml');
writeFileSync(configFile, JSON.stringify(config), { mode: 0o600 });
const { url } = await listenOnLoopback(await runServer(configFile));
process.send?.({ url });
