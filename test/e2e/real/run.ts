/** `npm run test:real`: provisions real issuers, runs the tests of this folder against them, and says loudly which were left out. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { WORK } from '../../support/ministack.ts';
import { hasPython, ROOT } from '../../support/venv.ts';
import { provisionJupyterHub } from './jupyterhub.ts';
import { provisionKeycloak } from './keycloak-dist.ts';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

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

const withoutPython = (): number => {
  const strict = process.env.CI === 'true';
  say(
    `\n  ${strict ? 'FAILED' : 'SKIPPED'}: no real issuer was asked: python3 (3.11 or later) with venv was not found.`,
  );
  say(strict ? '  CI=true allows no skipping.\n' : '  Install python3 and python3-venv to run these tests.\n');
  return strict ? 1 : 0;
};

const run = async (): Promise<number> => {
  if (!hasPython(11)) return withoutPython();
  provisionJupyterHub();
  const keycloak = provisionKeycloak();
  // The terminal sends its interrupt to the tests as well; waiting for them lets them clean up.
  process.on('SIGINT', () => {});
  const code = await vitest('home' in keycloak ? keycloak.home : undefined);
  if (code === 0) rmSync(WORK, { recursive: true, force: true });
  else say(`\n  What the issuers printed: ${WORK}\n`);
  if ('missing' in keycloak) {
    say(`\n  SKIPPED: no real Keycloak was asked: ${keycloak.missing}.`);
    say('  Install Java 17 or later and Maven to run these tests; nothing else depends on them.\n');
  }
  return code;
};

process.exitCode = await run();
