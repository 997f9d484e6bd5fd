import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../../adapters/local/store.ts';
import { DAY } from '../../../core/base/time.ts';
import type { AuditEntry, TokenRecord } from '../../../core/model/record.ts';
import { loudAgain, type QuietPorts, quieten } from '../../../monitor/quiet/quieten.ts';
import { sampleRecord } from './samples.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

let folder: string;
let store: Store;
let ports: QuietPorts;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-quiet-'));
  store = openStore(join(folder, 'state.db'), 1000);
  const { load, commitQuiet, records } = store;
  ports = { every: async () => records(), load, commit: commitQuiet, clock: () => NOW };
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const dead = (name: string, parts: Partial<TokenRecord> = {}): TokenRecord => ({
  ...sampleRecord(name),
  incident: { id: 'TH-4K7Q2', finding: 'rejected', openedAt: NOW - DAY, versionId: 'v1' },
  ...parts,
});
const endOf = (line: AuditEntry) => ('quiet' in line ? line.ended : 'looked');

const plant = (record: TokenRecord) => store.commit({ record, expectedRevision: undefined, alerts: [] });
const ack = (name: string, more: Partial<QuietPorts> = {}) =>
  quieten(name, { what: 'acknowledged', by: 'alice', why: 'on it' }, { ...ports, ...more });
const untouched = async () => {
  expect(store.records()).toEqual([dead('bot')]);
  expect(await store.audit(9, NOW)).toEqual([]);
  expect(await store.outbox.due(NOW)).toEqual([]);
};

describe('quiet that is asked for', () => {
  test('is stored with its line of the audit and its notice', async () => {
    await plant(dead('bot'));
    expect(await ack('bot')).toMatchObject({ done: 'quiet', quiet: { until: NOW + DAY } });
    expect(store.records()).toMatchObject([{ revision: 2, quiet: { by: 'alice', why: 'on it' } }]);
    expect(await store.audit(9, NOW)).toMatchObject([{ by: 'alice', at: NOW, quiet: { finding: 'dead' } }]);
    expect((await store.outbox.due(NOW)).map(({ alert }) => alert)).toMatchObject([
      { kind: 'acknowledged', what: 'acknowledged', incident: 'TH-4K7Q2' },
    ]);
  });

  test('and cannot be written whole leaves nothing', async () => {
    await plant(dead('bot'));
    const commit: QuietPorts['commit'] = (change) =>
      // The last of the three writes is the one that SQLite refuses.
      store.commitQuiet({ ...change, entries: change.entries.map((entry) => ({ ...entry, at: Number.NaN })) });
    await expect(ack('bot', { commit })).rejects.toThrow();
    await untouched();
  });

  test('and whose process died before the write is asked for again as if nothing had been', async () => {
    await plant(dead('bot'));
    const commit: QuietPorts['commit'] = () => Promise.reject(new Error('killed'));
    await expect(ack('bot', { commit })).rejects.toThrow('killed');
    await untouched();
    expect(await ack('bot')).toMatchObject({ done: 'quiet' });
  });

  test('and whose process died after the write is there already', async () => {
    await plant(dead('bot'));
    const commit: QuietPorts['commit'] = async (change) => {
      await store.commitQuiet(change);
      throw new Error('killed');
    };
    await expect(ack('bot', { commit })).rejects.toThrow('killed');
    expect(await ack('bot')).toMatchObject({ done: 'already' });
    expect(await store.audit(9, NOW)).toHaveLength(1);
    expect(await store.outbox.due(NOW)).toHaveLength(1);
  });

  test('while another run writes is decided again against what that run found', async () => {
    await plant(dead('bot'));
    const other = openStore(join(folder, 'state.db'), 1000);
    let runs = 0;
    const commit: QuietPorts['commit'] = async (change) => {
      runs += 1;
      const { incident: _, ...mended } = dead('bot', { revision: 2 });
      if (runs === 1) await other.commit({ record: mended, expectedRevision: 1, alerts: [] });
      return store.commitQuiet(change);
    };
    expect(await ack('bot', { commit })).toMatchObject({ refused: 'nothing' });
    expect(runs).toBe(1);
    expect(store.records()).toMatchObject([{ revision: 2 }]);
    expect(await store.audit(9, NOW)).toEqual([]);
    other.close();
  });

  test('by two at once is given twice, and the audit says which took the place of which', async () => {
    await plant(dead('bot'));
    const by = (name: string) => quieten('bot', { what: 'acknowledged', by: name }, ports);
    expect(await Promise.all([by('alice'), by('bob')])).toMatchObject([{ done: 'quiet' }, { done: 'quiet' }]);
    expect((await store.audit(9, NOW)).map(endOf)).toEqual(expect.arrayContaining([undefined, 'replaced', undefined]));
  });

  test('under a record that never holds still ends, and says so', async () => {
    await plant(dead('bot'));
    await expect(ack('bot', { commit: async () => 'conflict' })).rejects.toThrow('a record kept changing');
  });
});

test('what is taken back is written down, and a second time does nothing', async () => {
  await plant(dead('bot'));
  await ack('bot');
  expect(await loudAgain('bot', 'bob', ports)).toMatchObject({ done: 'loud', quiet: { by: 'alice' } });
  expect(await loudAgain('bot', 'bob', ports)).toMatchObject({ done: 'already' });
  expect(await store.audit(9, NOW)).toMatchObject([{ by: 'bob', ended: 'undone' }, { by: 'alice' }]);
});

test('the audit is kept for a year, newest first, and no more of it is shown than asked for', async () => {
  await plant(dead('bot'));
  for (const day of [0, 100, 200, 400])
    await quieten('bot', { what: 'acknowledged', by: `on day ${day}` }, { ...ports, clock: () => NOW + day * DAY });
  const who = async (most: number) => (await store.audit(most, NOW + 400 * DAY)).map((line) => [line.by, endOf(line)]);
  expect(await who(2)).toEqual([
    ['on day 400', undefined],
    ['on day 400', 'passed'],
  ]);
  expect((await who(99)).map(([by]) => by)).not.toContain('on day 0');
});
