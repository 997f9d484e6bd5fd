import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Source } from '../../../cli/serve/source.ts';
import { tableSource } from '../../../cli/serve/table.ts';
import { SOME_RECORDS } from '../../support/overview.ts';
import { opened } from './visit.ts';

const [BOT] = SOME_RECORDS;
const ID = BOT?.ref.id ?? '';
const item = { pk: { S: `token#${ID}` }, sk: { S: 'state' }, body: { S: JSON.stringify(BOT) } };

type Call = { readonly what: string; readonly said: string };
let calls: Call[];
let denied: string | undefined;

const ANSWERS: Readonly<Record<string, (said: string) => unknown>> = {
  Scan: (said) => ({ Items: said.includes('"Segment":0') ? [item] : [] }),
  Query: () => ({ Items: [] }),
  GetItem: () => ({}),
  BatchGetItem: () => ({ Responses: { T: [item] } }),
  UpdateItem: () => ({ Attributes: { freeAt: { N: '1' } } }),
  PutItem: () => ({}),
  TransactWriteItems: () => ({}),
};

/** DynamoDB and Lambda, as far as one token of one table goes. */
const aws = createServer(async (request, response) => {
  const what = String(request.headers['x-amz-target'] ?? request.url).replace('DynamoDB_20120810.', '');
  const said = await text(request);
  calls.push({ what, said });
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  if (what === denied) {
    const error = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: `no ${said}` };
    response.writeHead(400).end(JSON.stringify(error));
    return;
  }
  if (what.includes('/invocations')) response.writeHead(202).end();
  else response.end(JSON.stringify(ANSWERS[what]?.(said) ?? {}));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
});
afterAll(() => {
  vi.unstubAllEnvs();
  aws.closeAllConnections();
  aws.close();
});
beforeEach(() => {
  [calls, denied] = [[], undefined];
});

const count = (what: string): number => calls.filter((call) => call.what === what).length;
const withPage = async <T>(
  parts: { discover?: string },
  use: (door: Awaited<ReturnType<typeof opened>>, source: Source) => Promise<T>,
): Promise<T> => {
  const source = await tableSource({ table: 'T', region: 'eu-west-1', every: 60_000, ...parts });
  const door = await opened(source);
  try {
    return await use(door, source);
  } finally {
    await door.close();
    source.close();
  }
};

test('a deployed monitor is shown; its table is read once for all who look within a while, and again after a press', () =>
  withPage({}, async (door) => {
    const [first, second] = [await door.page(), await door.page('?show=all')];
    const scans = count('Scan');
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toContain('prod/discord-bot');
    expect(first.body).not.toContain('Probe now');
    expect(calls.filter(({ said }) => said.includes('"Segment":0'))).toHaveLength(1);

    const { page } = await door.press('snooze', { token: ID, until: `${Date.now() + 3_600_000}`, why: 'on it' });

    expect(page.body).toContain('is quiet until');
    const [wrote] = calls.filter(({ what }) => what === 'TransactWriteItems');
    for (const word of ['alice', 'on it', 'audit#']) expect(wrote?.said).toContain(word);
    expect(count('Scan')).toBe(2 * scans);
  }));

test('probe now has the named function look, and writes down who asked before', () =>
  withPage({ discover: 'discover-fn' }, async (door) => {
    const { page } = await door.press('look', { token: ID });
    expect(page.body).toContain('is being looked at');
    const [put, invoked] = calls.filter(({ what }) => what === 'PutItem' || what.includes('invocations'));
    expect([put?.what, put?.said.includes('alice')]).toEqual(['PutItem', true]);
    expect(invoked?.what).toBe('/2015-03-31/functions/discover-fn/invocations');
    expect(JSON.parse(invoked?.said ?? '')).toEqual({ trigger: 'look', secret: BOT?.ref.source });
  }));

test('without the function nothing is begun, whatever a form says', () =>
  withPage({}, async (door) => {
    for (const what of ['look', 'sweep'])
      expect((await door.press(what, { token: ID })).page.body).toContain('not understood. Nothing was done');
    expect(calls.some(({ what }) => what.includes('invocations') || what === 'PutItem')).toBe(false);
  }));

test.each([
  ['Scan', 503, /✕ cannot read the table T<\/b>: AWS says AccessDeniedException\. To do: allow dynamodb:Scan/],
  [
    'TransactWriteItems',
    200,
    /✕ cannot use the table T<\/b>: AWS: [\w ]+: AccessDeniedException\. To do: allow what docs\/quiet/,
  ],
])('where %s is denied the page says so, by the name of the error alone', async (what, status, said) =>
  withPage({}, async (door) => {
    denied = what;
    const { page } = await door.press('snooze', { token: ID, until: `${Date.now() + 3_600_000}` });
    expect(page.status).toBe(status);
    expect(page.body).toMatch(said);
    expect(page.body).not.toContain('no {');
  }),
);
