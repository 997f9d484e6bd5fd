import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runModule } from '../functions/child.ts';

let asked = 0;
const issuer = createServer((_, response) => {
  asked += 1;
  response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"401: Unauthorized","code":0}');
});
beforeAll(() => new Promise<void>((done) => issuer.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise((done) => issuer.close(done)));

/**
 * Inspects made-up bot tokens in a process of its own, then looks through all that its heap still reaches. The values
 * to look for are kept as bytes, which a snapshot does not show. `KEEP` stands for a cache that somebody might add.
 */
const SCRIPT = `
  import { randomBytes } from 'node:crypto';
  import { getHeapSnapshot } from 'node:v8';
  const { createAsk } = await import('./adapters/http/ask.ts');
  const { Secret } = await import('./core/model/secret.ts');
  const { parseTags } = await import('./core/model/tags.ts');
  const { inspect } = await import('./monitor/inspect/inspect.ts');
  const { REGISTRY } = await import('./adapters/issuers/built-in.ts');
  const { ORIGIN: origin, KEEP: keep } = process.env;
  const ask = createAsk({ allowedOrigins: [origin] });
  const ports = { ask, registry: REGISTRY, origins: { discord: origin }, allowedOrigins: [origin], mayLeave: () => false };
  const { watch } = parseTags({ 'token-health:provider': 'discord.bot' });
  globalThis.cache = [];
  const look = async () => {
    const random = (length) => randomBytes(length).toString('hex').slice(0, length);
    const text = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.G' + random(5) + '.' + random(38);
    const ref = { id: 'i', name: 'n', source: 's' };
    const target = { ref, provider: 'discord.bot', watch, value: new Secret(text), siblings: {} };
    const { observation } = await inspect(target, ports, Date.now() + 5000);
    if (keep) globalThis.cache.push(target.value);
    return [Buffer.from(text.slice(-38)), observation.seen];
  };
  const looks = [];
  for (let i = 0; i < 5; i++) looks.push(await look());
  await new Promise((resolve) => setTimeout(resolve, 50));
  ask.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const chunks = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(Buffer.from(chunk));
  const heap = Buffer.concat(chunks);
  console.log(JSON.stringify({ seen: looks.map(([, seen]) => seen), size: heap.length, left: looks.filter(([bytes]) => heap.includes(bytes)).length }));
  process.exit(0);
`;

const run = async (env: Record<string, string>): Promise<{ seen: string[]; size: number; left: number }> => {
  const origin = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  const { lines, stderr } = await runModule(SCRIPT, { ORIGIN: origin, ...env });
  expect(stderr).toBe('');
  return JSON.parse(lines.at(-1) ?? '{}');
};

test('A52: nothing in the process reaches a value any more when its inspection has ended', {
  timeout: 60_000,
}, async () => {
  const { seen, size, left } = await run({});
  expect(seen).toEqual(Array(5).fill('refused'));
  expect(asked).toBeGreaterThanOrEqual(5);
  expect(size).toBeGreaterThan(1_000_000);
  expect(left).toBe(0);
});

test('A52: values that somebody keeps are found', { timeout: 60_000 }, async () => {
  expect((await run({ KEEP: 'yes' })).left).toBe(5);
});
