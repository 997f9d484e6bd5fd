import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../adapters/local/store.ts';
import { DAY } from '../../../core/base/time.ts';
import { digestMessage } from '../../../messages/json/schema.ts';
import { readCalendar } from '../../messages/calendar/ics.ts';
import { DIAGNOSES, recordOf } from '../../support/digest-records.ts';
import { run } from '../run.ts';

let folder: string;
let state: string;
const soon = { at: Math.floor((Date.now() + 6.5 * DAY) / 1000) * 1000, source: 'issuer' } as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'digest-'));
  state = join(folder, 'state.db');
  const store = openStore(state);
  for (const record of [
    recordOf('prod/dead', DIAGNOSES.rejected()),
    recordOf('ci/soon', DIAGNOSES.healthy(soon), { owner: 'team-ci' }),
  ])
    await store.commit({ record, expectedRevision: undefined, alerts: [] });
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const of = (...args: string[]) => run([...args, '--state', state]);

describe('token-health digest', () => {
  test('prints one an owner, with what breaks next', async () => {
    const { code, stdout } = await of('digest');
    expect(code).toBe(0);
    expect(stdout).toMatch(/NEEDS YOU NOW \(1\)\n {2}rejected +prod\/dead/);
    expect(stdout).toMatch(/DUE WITHIN 30 DAYS \(1\)\n {2}in 6 d +ci\/soon/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('prints the documented JSON of one owner', async () => {
    const { code, stdout } = await of('digest', '--owner', 'team-ci', '--json');
    const { schemaVersion, digests } = JSON.parse(stdout);
    expect([code, schemaVersion, digests.length]).toEqual([0, 1, 1]);
    expect(digestMessage.parse(digests[0])).toMatchObject({ owner: 'team-ci', due: { count: 1 } });
  });

  test('of an owner that is mistyped names the right one', async () => {
    const { code, stderr } = await of('digest', '--owner', 'team-bot');
    expect(code).toBe(5);
    expect(stderr).toBe('error: no token has the owner "team-bot"\n  do    use --owner team-bots\n');
  });

  test('makes no state where there is none', async () => {
    const { code, stderr } = await run(['digest', '--state', join(folder, 'none.db')]);
    expect([code, stderr.split('\n')[0]]).toEqual([5, 'error: no token is known yet']);
    expect(() => readFileSync(join(folder, 'none.db'))).toThrow();
  });

  test('of a table that cannot be reached says what AWS says, and what to do', { timeout: 60_000 }, async () => {
    const env = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    const { code, stderr } = await run(['digest', '--table', 'T'], { env });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error: cannot read the table T\n {2}why {3}AWS says \w+\n {2}do {4}\S/);
  });
});

describe('token-health calendar', () => {
  test('writes every date as a file that a calendar reads', async () => {
    const file = join(folder, 'dates.ics');
    const { code, stdout } = await of('calendar', '--out', file);
    expect([code, stdout]).toEqual([0, '']);
    expect(readCalendar(readFileSync(file, 'utf8')).map(({ summary }) => summary)).toEqual(['ci/soon expires']);
  });

  test('of an owner without a date says so', async () => {
    const { code, stdout, stderr } = await of('calendar', '--owner', 'team-bots');
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toContain('error: no known token has a date\n  do ');
  });

  test('of a message has its dates, from a file and from standard input', async () => {
    const file = join(folder, 'message.json');
    writeFileSync(
      file,
      JSON.stringify(JSON.parse((await of('digest', '--owner', 'team-ci', '--json')).stdout).digests[0]),
    );
    const [known] = readCalendar((await of('calendar')).stdout);
    const [one] = readCalendar((await run(['calendar', '--message', file])).stdout);
    expect(one?.uid).toBe(known?.uid);
    const piped = await run(['calendar', '--message', '-'], { stdin: readFileSync(file, 'utf8') });
    expect(readCalendar(piped.stdout)).toHaveLength(1);
  });

  test('of what is no message is wrong use', async () => {
    const { code, stderr } = await run(['calendar', '--message', '-'], { stdin: '{}' });
    expect(code).toBe(2);
    expect(stderr).toContain('standard input is no message of this monitor');
  });
});

test.each(['digest', 'calendar'])('%s --help shows examples and exit codes', async (command) => {
  const { code, stdout } = await run([command, '--help']);
  expect(code).toBe(0);
  for (const words of ['Examples:', 'Exit codes:', '--table', '--owner']) expect(stdout).toContain(words);
});
