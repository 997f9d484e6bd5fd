/** `npm run test:real`: provisions real issuers, runs the tests of this folder against them, and says loudly which were left out. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { WORK } from '../../support/ministack.ts';
import { hasPython, ROOT } from '../../support/venv.ts';
import { sayLeftOut, withoutPython } from '../support/left-out.ts';
import { provisionJupyterHub } from './jupyterhub.ts';
import { provisionKeycloak } from './keycloak-dist.ts';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const vitest = async (keycloakHome: string | undefined): Promise<number> => {
  const args = [VITEST, 'run', '--config', 'test/e2e/real/vitest.config.ts', ...process.argv.slice(2)];
  const env = {
    ...process.env,
    E2E_RUN: `${process.pid}`,
    ...(keycloakHome !== undefined && { KEYCLOAK_HOME: keycloakHome }),
  };
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env });
  const [code] = await once(child, 'exit');
  return code ?? 1;
};

const run = async (): Promise<number> => {
  if (!hasPython(11)) return withoutPython('no real issuer was asked', '3.11');
  provisionJupyterHub();
  const keycloak = provisionKeycloak();
  // The terminal sends its interrupt to the tests as well; waiting for them lets them clean up.
  process.on('SIGINT', () => {});
  const code = await vitest('home' in keycloak ? keycloak.home : undefined);
  if (code === 0) rmSync(WORK, { recursive: true, force: true });
  else process.stdout.write(`\n  What the issuers printed: ${WORK}\n\n`);
  if ('missing' in keycloak)
    sayLeftOut('no real Keycloak was asked', keycloak.missing, 'Java 17 or later and Maven let it be fetched and run.');
  return code;
};

process.exitCode = await run();
