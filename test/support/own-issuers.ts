import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { letters } from './samples.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'own-issuers');

/** Where the files say that their issuers are. */
const WRITTEN = 'http://127.0.0.1:8999';

/** A copy of test/fixtures/own-issuers whose issuers are at this origin. Whoever asked for it removes it. */
export const ownIssuersAt = (origin: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'token-health-issuers-'));
  cpSync(FIXTURES, folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(WRITTEN, origin));
  }
  return folder;
};

/** A well-formed value of each of their kinds, made up; a JSON secret where something stands beside the token. */
export const OWN_SAMPLES = {
  'acme.api-key': `acme_${letters(32, 101)}`,
  'depot.deploy': `dpt-${'0123456789abcdef'.repeat(2)}01234567`,
  'meter.key': `mtr.eu.${'ABCDEFGH234567IJKLMNOPQR'}`,
  'ledger.token': `ldg_${letters(30, 104)}`,
  'gate.session': `gt1.${letters(43, 105)}`,
} as const;

/** What stands beside a token in its secret. */
export const OWN_BESIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ledger.token': { account: 'made-up-account' },
  'gate.session': { client_id: 'made-up-client', client_secret: 'made-up-secret-1' },
};
