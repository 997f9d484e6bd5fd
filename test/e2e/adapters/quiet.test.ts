import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAudit } from '../../../adapters/aws/audit.ts';
import { outbox } from '../../../adapters/aws/outbox.ts';
import { commit, commitQuiet, everyRecord, loadRecords } from '../../../adapters/aws/records.ts';
import { DAY } from '../../../core/base/time.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { loudAgain, type QuietPorts, quieten } from '../../../monitor/quiet/quieten.ts';
import { run } from '../../cli/run.ts';
import { clientEnvironment, requireLoopback } from '../../support/ministack.ts';
import { throttled } from '../../support/ministack-faults.ts';
import { clients, createTable, sampleAlert, sampleRecord } from '../../support/ministack-fixtures.ts';
import { type AwsProxy, startProxy } from '../../support/ministack-proxy.ts';

const TABLE = 'quiet';
const NOW = Date.UTC(2026, 11, 1, 0, 30);
let proxy: AwsProxy;
let dynamo: ReturnType<typeof clients>['dynamo'];
let ports: QuietPorts;

beforeAll(async () => {
  proxy = await startProxy(requireLoopback());
  dynamo = clients(proxy.endpoint).dynamo;
  await createTable(dynamo, TABLE);
  ports = {
    every: everyRecord(dynamo, TABLE),
    load: loadRecords(dynamo, TABLE),
    commit: commitQuiet(dynamo, TABLE),
    clock: () => NOW,
  };
});
afterAll(() => proxy.stop());

const dead = (name: string): TokenRecord => ({
  ...sampleRecord(name),
  owner: 'team-bots',
  incident: { id: 'TH-4K7Q2', finding: 'rejected', openedAt: NOW - DAY, versionId: 'v1' },
});

const plant = (name: string): Promise<unknown> =>
  commit(dynamo, TABLE)({ record: dead(name), expectedRevision: undefined, alerts: [sampleAlert(`alert-of-${name}`)] });
const stored = async (name: string): Promise<TokenRecord | undefined> => {
  const { id } = dead(name).ref;
  return (await ports.load([id])).get(id);
};
const audit = async (name: string) =>
  (await readAudit(dynamo, TABLE)(100, NOW)).filter(({ token }) => token.name === name);
const ack = (name: string, ...more: Partial<QuietPorts>[]) =>
  quieten(name, { what: 'acknowledged', by: 'alice', why: 'on it' }, Object.assign({}, ports, ...more));
const noticeOf = (name: string, revision: number) =>
  outbox(dynamo, TABLE, () => NOW).find(`${dead(name).ref.id}:quiet:${revision}`);

describe('an acknowledgement', () => {
  test('is in the record, the audit and the outbox, with who, until when and why', async () => {
    await plant('a');
    expect(await ack('a')).toMatchObject({ done: 'quiet', quiet: { finding: 'dead', until: NOW + DAY } });
    expect(await stored('a')).toMatchObject({ revision: 2, quiet: { by: 'alice', why: 'on it' } });
    expect(await audit('a')).toMatchObject([{ revision: 2, by: 'alice', at: NOW, quiet: { what: 'acknowledged' } }]);
    const notice = await noticeOf('a', 2);
    expect(notice?.alert).toMatchObject({ kind: 'acknowledged', owner: 'team-bots', incident: 'TH-4K7Q2' });
    expect(notice?.texts?.slack).toContain('ACKNOWLEDGED');
  });

  test('twice is one', async () => {
    await plant('b');
    await ack('b');
    expect(await ack('b')).toMatchObject({ done: 'already' });
    expect(await audit('b')).toHaveLength(1);
    expect(await noticeOf('b', 3)).toBeUndefined();
  });

  test('whose reply was lost is stored once', async () => {
    await plant('c');
    proxy.next('DynamoDB.TransactWriteItems', async (sent, forward) => {
      await forward(sent);
      return 'cut';
    });
    expect(await ack('c')).toMatchObject({ done: 'quiet' });
    expect(await stored('c')).toMatchObject({ revision: 2 });
    expect(await audit('c')).toHaveLength(1);
  });

  test('that is throttled is tried again', async () => {
    await plant('d');
    proxy.next('DynamoDB.TransactWriteItems', throttled);
    expect(await ack('d')).toMatchObject({ done: 'quiet' });
    expect(await audit('d')).toHaveLength(1);
  });

  test('leaves nothing behind when the service refuses one part of it', async () => {
    await plant('e');
    // Too large for an item: of the three, the audit alone holds the reason twice.
    const why = 'x'.repeat(410_000);
    await expect(quieten('e', { what: 'acknowledged', by: 'alice', why }, ports)).rejects.toThrow('DynamoDB');
    expect(await stored('e')).toEqual(dead('e'));
    expect(await audit('e')).toEqual([]);
    expect(await noticeOf('e', 2)).toBeUndefined();
  });

  test('of a token that a probe wrote meanwhile is decided again, and keeps what the probe found', async () => {
    await plant('f');
    const every: QuietPorts['every'] = async () => {
      const before = await ports.every();
      const record = { ...dead('f'), revision: 2, versionId: 'v2' };
      await commit(dynamo, TABLE)({ record, expectedRevision: 1, alerts: [] });
      return before;
    };
    expect(await ack('f', { every })).toMatchObject({ done: 'quiet' });
    expect(await stored('f')).toMatchObject({ revision: 3, versionId: 'v2', quiet: { versionId: 'v2' } });
  });

  test('by two people at once is given twice in a row, and the audit has both', async () => {
    await plant('g');
    const by = (name: string) => quieten('g', { what: 'acknowledged', by: name }, ports);
    expect(await Promise.all([by('alice'), by('bob')])).toMatchObject([{ done: 'quiet' }, { done: 'quiet' }]);
    expect(await stored('g')).toMatchObject({ revision: 3 });
    const lines = await audit('g');
    expect(lines.map((line) => ('quiet' in line ? line.ended : 'looked'))).toEqual([undefined, 'replaced', undefined]);
    expect(new Set(lines.map(({ by: who }) => who))).toEqual(new Set(['alice', 'bob']));
  });

  test('is taken back, which is written down too', async () => {
    await plant('h');
    await ack('h');
    expect(await loudAgain('h', 'bob', ports)).toMatchObject({ done: 'loud' });
    expect(await stored('h')).toEqual({ ...dead('h'), revision: 3 });
    expect(await audit('h')).toMatchObject([{ by: 'bob', ended: 'undone' }, { by: 'alice' }]);
    expect((await noticeOf('h', 3))?.alert).toMatchObject({ what: 'ended', by: 'bob' });
  });
});

test('what the monitor ended is written with the record, by nobody', async () => {
  await plant('i');
  await ack('i');
  const { quiet, ...loud } = (await stored('i'))!;
  const entry = { schema: 1, token: loud.ref, revision: 3, at: NOW + DAY, quiet: quiet!, ended: 'passed' } as const;
  const change = { record: { ...loud, revision: 3 }, expectedRevision: 2, alerts: [], entries: [entry] };
  expect(await commit(dynamo, TABLE)(change)).toBe('stored');
  const [newest] = (await readAudit(dynamo, TABLE)(100, NOW + DAY)).filter(({ token }) => token.name === 'i');
  expect(newest).toEqual(entry);
});

describe('the audit', () => {
  test('goes over the end of a month, newest first, and no more than asked for', async () => {
    const names = ['old-1', 'old-2'];
    for (const name of names) {
      await plant(name);
      await ack(name, { clock: () => NOW - 3 * DAY });
    }
    const lines = await readAudit(dynamo, TABLE)(100, NOW);
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(lines.slice(-2).map(({ token }) => token.name)).toEqual(['old-2', 'old-1']);
    expect(await readAudit(dynamo, TABLE)(3, NOW)).toEqual(lines.slice(0, 3));
  });

  test('is kept for a year, and what DynamoDB has yet to remove is not shown', async () => {
    expect(await readAudit(dynamo, TABLE)(100, NOW + 366 * DAY)).toEqual([]);
    const { Items = [] } = await dynamo.send(
      new ScanCommand({
        TableName: TABLE,
        FilterExpression: 'begins_with(pk, :audit)',
        ExpressionAttributeValues: { ':audit': { S: 'audit#' } },
      }),
    );
    expect(Items.length).toBeGreaterThan(0);
    for (const { body, expiresAt } of Items)
      expect(Number(expiresAt?.N)).toBe((JSON.parse(body?.S ?? '').at + 365 * DAY) / 1000);
  });
});

test('the command does it on a table, and says what it did', async () => {
  await plant('prod/bot');
  const env = clientEnvironment(requireLoopback());
  const there = (...args: string[]) => run([...args, '--table', TABLE], { env });
  const ran = await there('ack', 'prod/bot', '--by', 'carol', '--reason', 'on it');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^prod\/bot: dead, acknowledged until .* by carol: on it$/m);
  expect(await stored('prod/bot')).toMatchObject({ revision: 2, quiet: { by: 'carol' } });
  expect((await there('snooze', '--list')).stdout).toMatch(/^prod\/bot: dead, acknowledged until .* by carol/m);
  expect((await there('unsnooze', 'prod/bto', '--by', 'carol')).stderr).toContain('Did you mean "prod/bot"?');
  expect((await there('unsnooze', 'prod/bot', '--by', 'carol')).code).toBe(0);
  expect(await stored('prod/bot')).not.toHaveProperty('quiet');
  const elsewhere = await run(['ack', 'prod/bot', '--by', 'carol', '--table', 'no-such-table'], { env });
  expect(elsewhere).toMatchObject({ code: 4, stdout: '' });
  expect(elsewhere.stderr).toMatch(/^ {2}why {3}AWS: ResourceNotFoundException$/m);
});

test('every record is found beyond one page, and nothing else is', async () => {
  const large = Array.from({ length: 6 }, (_, n) => `large-${n}`);
  for (const name of large) {
    const record = { ...sampleRecord(name), owner: 'x'.repeat(300_000) };
    await commit(dynamo, TABLE)({ record, expectedRevision: undefined, alerts: [] });
  }
  const from = proxy.calls.length;
  const names = (await ports.every()).map(({ ref }) => ref.name);
  expect(names).toEqual(expect.arrayContaining([...large, 'a', 'i']));
  expect(new Set(names).size).toBe(names.length);
  expect(proxy.calls.slice(from).length).toBeGreaterThan(1);
});
