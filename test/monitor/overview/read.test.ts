import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../core/base/time.ts';
import { readOverview } from '../../../monitor/overview/read.ts';
import type { Kept } from '../../../monitor/ports.ts';
import { DIAGNOSES, NOW, recordOf, toldOf } from '../../support/digest-records.ts';

const HERE = recordOf('here', DIAGNOSES.healthy());

const kept: readonly Kept[] = [
  { what: 'sweep', startedAt: NOW - HOUR, finished: true },
  { what: 'record', record: HERE },
  { what: 'told', told: { ...toldOf('rejected', DAY), ref: HERE.ref } },
  { what: 'unreadable' },
  { what: 'sweep', startedAt: NOW, finished: false },
  { what: 'record', record: recordOf('left', DIAGNOSES.rejected()) },
  { what: 'record', record: recordOf('new', DIAGNOSES.healthy(), { firstSeenAt: NOW - 1 }) },
  { what: 'issuer', issuer: { schema: 1, host: 'discord.com', revision: 1, turns: [] } },
  { what: 'told', told: { ...toldOf('recovered', HOUR), ref: HERE.ref } },
];

const read = (listed?: readonly string[], sweepEvery?: number) =>
  readOverview({
    readAll: async function* () {
      for (const one of kept) yield [one];
    },
    listed: async () => listed && { names: new Set(listed), at: NOW - HOUR },
    audit: async () => [],
    clock: () => NOW,
    ...(sweepEvery !== undefined && { sweepEvery }),
  });

test('all that is known is put together in whatever order it comes', async () => {
  const overview = await read(['here']);
  expect(overview).toMatchObject({
    at: NOW,
    gone: 1,
    unreadable: 1,
    issuers: [{ host: 'discord.com' }],
    sweeps: { last: NOW, finished: NOW - HOUR },
  });
  expect(overview.rows.map(({ record }) => record.ref.name)).toEqual(['here', 'new']);
  expect([...overview.told.values()].flat().map(({ kind }) => kind)).toEqual(['rejected', 'recovered']);
});

test('without a list of the last sweep all are watched', async () => {
  expect(await read()).toMatchObject({ gone: 0, rows: { length: 3 } });
});

test('how often is swept is known where somebody says so', async () => {
  expect((await read([], HOUR)).sweeps?.every).toBe(HOUR);
  expect((await read([])).sweeps?.every).toBeUndefined();
});
