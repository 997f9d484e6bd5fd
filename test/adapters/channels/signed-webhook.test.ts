import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { webhook } from '../../../adapters/channels/signed-webhook.ts';
import { parseJson } from '../../../core/base/json.ts';
import { message } from '../../../messages/json/schema.ts';
import { jsonOf } from '../../../messages/publication.ts';
import { refuses, tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { faltering, forgetful, untilSent } from '../../support/faltering.ts';
import { hasPython } from '../../support/venv.ts';
import { type Reply, type Seen, webhookServer, worldOf } from './loopback.ts';

const keyOf = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const KEY = keyOf(7);
const TAKEN: Reply = { status: 204, body: '' };
const [alert] = samples['rejected-revoked']!;

const receiver = async (reply: Reply | ((seen: Seen) => Reply), key = KEY) => {
  const { ask, ...server } = await webhookServer(reply);
  const world = worldOf(key, { ask, trust: [server.origin] });
  const settings = { url: `${server.origin}/tokens?team=bots`, secret: 'hooks/key' };
  return { ...server, channel: webhook.open('hook', settings, world) };
};

const docs = readFileSync('docs/alerts.md', 'utf8');
const snippet = (language: string): string =>
  new RegExp(`\`\`\`${language} verify\\n([\\s\\S]*?)\`\`\``).exec(docs)?.[1] ?? '';

/** What the snippet of the docs says to a post: `true` or `false`. */
const verify = (language: 'js' | 'python', { headers, body }: Pick<Seen, 'headers' | 'body'>, key: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const input = JSON.stringify({ headers, body, key });
  const program = {
    js: `${snippet('js')}
import { text } from 'node:stream/consumers';
const { headers, body, key } = JSON.parse(await text(process.stdin));
process.stdout.write(String(isFromMonitor(headers, Buffer.from(body), key)));`,
    python: `${snippet('python')}
import json, sys
given = json.loads(sys.stdin.buffer.read())
print(str(is_from_monitor(given["headers"], given["body"].encode(), given["key"])).lower(), end="")`,
  }[language];
  const file = join(folder, language === 'js' ? 'verify.mjs' : 'verify.py');
  writeFileSync(file, program);
  const { stdout, stderr } = spawnSync(language === 'js' ? process.execPath : 'python3', [file], {
    input,
    encoding: 'utf8',
  });
  return stdout || stderr;
};

const LANGUAGES = hasPython(8) ? (['js', 'python'] as const) : (['js'] as const);

describe.each(LANGUAGES)('the %s of docs/alerts.md', (language) => {
  test('takes what is sent, by either key while one is changed, and nothing else', async () => {
    const { channel, seen } = await receiver(TAKEN, `${keyOf(1)} ${KEY}\n`);
    expect(await channel.send([refuses])).toEqual({ sent: true });
    const [post] = seen as [Seen];
    const late = String(Number(post.headers['webhook-timestamp']) - 600);
    expect({
      old: verify(language, post, keyOf(1)),
      new: verify(language, post, KEY),
      another: verify(language, post, keyOf(2)),
      changed: verify(language, { ...post, body: `${post.body} ` }, KEY),
      renamed: verify(language, { ...post, headers: { ...post.headers, 'webhook-id': 'other' } }, KEY),
      replayed: verify(language, { ...post, headers: { ...post.headers, 'webhook-timestamp': late } }, KEY),
      unsigned: verify(language, { ...post, headers: {} }, KEY),
    }).toEqual({
      old: 'true',
      new: 'true',
      another: 'false',
      changed: 'false',
      renamed: 'false',
      replayed: 'false',
      unsigned: 'false',
    });
  }, 30_000);

  test('is ten lines', () => {
    expect(snippet(language).trim().split('\n').length).toBeLessThanOrEqual(10);
  });
});

test('posts the JSON of the topic to the address, under the id of the alert, and no key', async () => {
  const { channel, seen } = await receiver(TAKEN);
  expect(await channel.send([alert])).toEqual({ sent: true });
  const [{ path, body, headers }] = seen as [Seen];
  expect(path).toBe('/tokens?team=bots');
  expect(message.parse(parseJson(body))).toEqual(jsonOf([alert], 256 * 1024));
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': alert.id });
  expect(JSON.stringify(seen)).not.toContain(KEY.slice(6));
});

test('a repeat has the same id and the same bytes, whatever release sends it', async () => {
  const { channel, seen } = await receiver(TAKEN);
  const stored = JSON.stringify({ schemaVersion: 1, id: 'of-then', summary: 'the words of then' });
  await channel.send([alert], stored);
  await channel.send([alert], stored);
  await channel.send([alert], '{"schemaVersion":2}');
  expect(seen.map(({ body }) => body)).toEqual([stored, stored, JSON.stringify(jsonOf([alert], 256 * 1024))]);
  expect(seen.map(({ headers }) => headers['webhook-id'])).toEqual(['of-then', 'of-then', alert.id]);
});

test('a receiver that is busy and down now and then has every message at last, under one id each', async () => {
  const taken: string[] = [];
  const { origin } = await webhookServer(
    faltering(({ headers, body }) => {
      message.parse(parseJson(body));
      taken.push(headers['webhook-id'] ?? '');
      return TAKEN;
    }),
  );
  const world = worldOf(KEY, { ask: forgetful(origin), trust: [origin] });
  const channel = webhook.open('hook', { url: `${origin}/`, secret: 'hooks/key' }, world);
  for (const telling of Object.values(tellings)) await untilSent(() => channel.send(telling));
  const ids = Object.values(tellings).map((telling) => jsonOf(telling, 256 * 1024).id.replaceAll('.', '%2E'));
  expect(taken).toEqual(ids);
});

describe('what the receiver answers', () => {
  const refusal = (status: number) => ({ refused: true, why: `message refused (${status})` });
  test.each([
    [410, { why: 'the receiver wants no more (410): take the channel out, or give it another address' }],
    [401, { why: 'the receiver refuses the signature (401): both sides need the same key and the right time' }],
    [404, { why: 'nothing is at this address (404): correct it' }],
    [400, refusal(400)],
    [413, refusal(413)],
    [302, { why: 'redirect to another address (302); not followed' }],
    [500, { why: 'no usable answer (500)' }],
  ])('%d is told in our words', async (status, { why, ...more }) => {
    const { channel, seen } = await receiver({ status, body: '', headers: { location: 'https://evil.example/' } });
    expect(await channel.send([alert])).toMatchObject({ sent: false, why: `webhook: ${why}`, ...more });
    expect(seen).toHaveLength(1);
  });

  test.each([429, 503])('%d says when to come back', async (status) => {
    const { channel } = await receiver({ status, body: '', headers: { 'retry-after': '40' } });
    const before = Date.now();
    const sent = await channel.send([alert]);
    expect('retryAt' in sent ? (sent.retryAt ?? 0) - before : 0).toBeGreaterThanOrEqual(39_900);
  });
});

test.each([
  ['a key of another kind', 'a password', 'the request cannot be signed with this value: it is no key of this kind'],
  ['nothing', '', 'the request cannot be signed with this value: it is no key of this kind'],
])('nothing is sent with %s', async (_, key, why) => {
  const { channel, seen } = await receiver(TAKEN, key);
  expect(await channel.send([alert])).toEqual({ sent: false, why: `webhook: ${why}` });
  expect(seen).toEqual([]);
});

test('nothing is sent to a private address that the deployment does not allow', async () => {
  const { origin, ask, seen } = await webhookServer(TAKEN);
  const channel = webhook.open('hook', { url: `${origin}/`, secret: 'hooks/key' }, worldOf(KEY, { ask }));
  expect(await channel.send([alert])).toMatchObject({ sent: false, why: 'webhook: only https is used for tokens' });
  expect(seen).toEqual([]);
});

test.each([
  'http://hooks.example.org/',
  'https://user:word@hooks.example.org/',
  'https://hooks.example.org/{token}',
  'https://hooks.example.org/#part',
  'hooks.example.org',
  'ftp://127.0.0.1:21/',
])('%s is no address to post to', (url) => {
  expect(webhook.settings.safeParse({ url, secret: 'hooks/key' }).success).toBe(false);
});

test.each(['https://hooks.example.org/tokens?team=a%20b', 'http://127.0.0.1:9000/in'])('%s is one', (url) => {
  expect(webhook.settings.safeParse({ url, secret: 'hooks/key' }).success).toBe(true);
});
