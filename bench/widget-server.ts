import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, HOUR, MINUTE } from '../core/base/time.ts';
import { DIAGNOSES, recordOf } from '../test/support/digest-records.ts';
import { SOME_RECORDS } from '../test/support/overview.ts';

/**
 * A table of so many tokens behind DynamoDB's own protocol, in a process of its own: pages of a megabyte, and a pause before each as DynamoDB has one. Only
 * what the widget asks for. `node bench/widget-server.ts TOKENS MILLISECONDS`
 */
const [tokens = 10_000, pause = 15] = process.argv.slice(2).map(Number);

const PAGE = 1_000_000;
const now = Date.now();

/** One in a hundred is broken, one in twenty near its date; the rest is well. Each has been told of twice. */
const recordAt = (n: number) => {
  const owner = `team-${n % 40}`;
  const like =
    SOME_RECORDS[n % 100] ?? recordOf('', DIAGNOSES.healthy({ at: now + (20 + (n % 400)) * DAY, source: 'issuer' }));
  const source = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/service-${n}/token-AbCdEf`;
  const ref = { id: encodeURIComponent(source), name: `prod/service-${n}/token`, source };
  return { ...like, ref, owner, environment: n % 3 === 0 ? 'production' : 'staging' };
};

type Item = Record<string, { readonly S?: string; readonly N?: string }>;

const items: Item[] = [];
for (let n = 0; n < tokens; n++) {
  const record = recordAt(n);
  items.push({ pk: { S: `token#${record.ref.id}` }, sk: { S: 'state' }, body: { S: JSON.stringify(record) } });
}
for (let n = 0; n < 720; n++)
  items.push({
    pk: { S: 'sweep' },
    sk: { S: `run#${n}` },
    startedAt: { N: `${now - n * HOUR - 5 * MINUTE}` },
    finishedAt: { N: `${now - n * HOUR}` },
  });

const sizes = items.map((item) => JSON.stringify(item).length);

/** From where, until where: as far as a megabyte goes. */
const pageFrom = (from: number, end: number): number => {
  let [at, size] = [from, 0];
  while (at < end && size < PAGE) size += sizes[at++] ?? 0;
  return at;
};

type Asked = { readonly Segment?: number; readonly TotalSegments?: number; readonly ExclusiveStartKey?: Item };

const scan = ({ Segment = 0, TotalSegments = 1, ExclusiveStartKey }: Asked) => {
  const [begin, end] = [Segment, Segment + 1].map((n) => Math.floor((items.length * n) / TotalSegments));
  const from = ExclusiveStartKey === undefined ? (begin ?? 0) : Number(ExclusiveStartKey.at?.N);
  const to = pageFrom(from, end ?? 0);
  return { Items: items.slice(from, to), ...(to < (end ?? 0) && { LastEvaluatedKey: { at: { N: `${to}` } } }) };
};

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = String(request.headers['x-amz-target']);
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
  await sleep(pause);
  const answer = target.endsWith('.Scan') ? scan(asked) : target.endsWith('.Query') ? { Items: [] } : {};
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify(answer));
});

server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
