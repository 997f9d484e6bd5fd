import { describe, expect, test } from 'vitest';
import { discord } from '../../../adapters/channels/discord.ts';
import { createAsk } from '../../../adapters/http/ask.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderDiscord } from '../../../messages/discord/discord.ts';
import { samples } from '../../messages/samples.ts';
import { discordPayload } from '../../support/discord-embed.ts';
import { letters } from '../../support/samples.ts';
import { type Reply, webhookServer, worldOf } from './loopback.ts';

const KEY = letters(68, 4);
const PATH = `/api/webhooks/123456789012345678/${KEY}`;
const NO_WEBHOOK =
  'the secret named for Discord cannot be read, or holds no address https://discord.com/api/webhooks/...';
const MADE = JSON.stringify({ id: '1311111111111111111', type: 0 });
const [alert] = samples['rejected-revoked']!;

const receiver = async (reply: Reply) => {
  const { ask, ...server } = await webhookServer(reply);
  const to = (address: string, trust: readonly string[] = [server.origin]) =>
    discord.open('discord', { secret: 'chat/hook' }, worldOf(address, { ask, trust }));
  return { ...server, to, channel: to(`${server.origin}${PATH}`) };
};

test('posts an embed to the webhook, and waits for the message that Discord made of it', async () => {
  const { channel, seen } = await receiver({ status: 200, body: MADE });
  expect(await channel.send([alert])).toEqual({ sent: true });
  expect(seen[0]?.path).toBe(`${PATH}?wait=true`);
  expect(discordPayload.parse(parseJson(seen[0]?.body ?? ''))).toEqual(renderDiscord([alert]));
});

test('posts the text that was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await receiver({ status: 200, body: MADE });
  const stored = { ...renderDiscord([alert]), content: 'the words of then' };
  await channel.send([alert], JSON.stringify(stored));
  await channel.send([alert], '{"embeds":1}');
  expect(seen.map(({ body }) => parseJson(body))).toEqual([stored, renderDiscord([alert])]);
});

describe('what Discord answers', () => {
  const refused = (code: string): string => `Discord: webhook refused (${code}): make a new one and store its address`;

  test.each([
    ['a webhook that was deleted', 404, '{"message":"Unknown Webhook","code":10015}', refused('404 code 10015')],
    ['a wrong key', 401, '{"message":"Invalid Webhook Token","code":50027}', refused('401 code 50027')],
    ['a message that Discord will not have', 400, '{"embeds":["0"]}', 'Discord: message refused (400)'],
    ['200 from something else', 200, '<html>sign in</html>', 'Discord: answered 200 without a message'],
    ['nothing made of it', 204, '', 'Discord: no usable answer (204)'],
    ['an outage', 503, 'upstream <b>down</b>', 'Discord: no usable answer (503)'],
  ])('%s is told in our words', async (_, status, body, why) => {
    const { channel } = await receiver({ status, body });
    expect(await channel.send([alert])).toEqual({ sent: false, why, ...(status === 400 && { refused: true }) });
  });

  test.each([
    [
      'in its body, with parts of a second',
      '{"message":"You are being rate limited.","retry_after":6.4,"global":false}',
      {},
      6400,
    ],
    ['in the header alone', 'error code: 1015', { 'retry-after': '9' }, 9000],
  ])('429 says when to come back, %s, and is not waited out', async (_, body, headers, least) => {
    const { channel, seen } = await receiver({ status: 429, body, headers });
    const before = Date.now();
    const sent = await channel.send([alert]);
    const retryAt = 'retryAt' in sent ? (sent.retryAt ?? 0) : 0;
    expect(seen).toHaveLength(1);
    expect(retryAt - before).toBeGreaterThanOrEqual(least - 100);
    expect(retryAt - before).toBeLessThan(least + 6000);
  });
});

describe('an address that is not a webhook of Discord or of an allowed origin is never asked', () => {
  test.each([
    ['another host', `https://discord.com.evil.example${PATH}`],
    ['a user name that looks like the host', `https://discord.com@evil.example${PATH}`],
    ['plain http to Discord', `http://discord.com${PATH}`],
    ['another path of the API', 'https://discord.com/api/users/@me'],
    ['a path that climbs', `https://discord.com/api/webhooks/123456789012345678/../${KEY}`],
    ['a key that is cut', 'https://discord.com/api/webhooks/123456789012345678/abc'],
    ['something else altogether', 'not an address'],
  ])('%s', async (_, address) => {
    const { to, seen } = await receiver({ status: 200, body: MADE });
    expect(await to(address).send([alert])).toEqual({ sent: false, why: NO_WEBHOOK });
    expect(seen).toEqual([]);
  });

  test('a loopback address without trust', async () => {
    const { to, origin, seen } = await receiver({ status: 200, body: MADE });
    expect(await to(`${origin}${PATH}`, []).send([alert])).toEqual({ sent: false, why: NO_WEBHOOK });
    expect(seen).toEqual([]);
  });
});

test.each([
  ['an old name of the host', 'https://discordapp.com', '/api'],
  ['the test client', 'https://ptb.discord.com', '/api'],
  ['a version of the API', 'https://discord.com', '/api/v10'],
])('%s in the address goes to discord.com all the same', async (_, host, api) => {
  const asked: { url: string; trust: string }[] = [];
  const channel = discord.open(
    'discord',
    { secret: 'chat/hook' },
    worldOf(`${host}${api}/webhooks/123456789012345678/${KEY}\n`, {
      ask: async ({ url, trust }) => {
        asked.push({ url, trust });
        return { ok: false, failure: { why: 'network', detail: 'no network here' } };
      },
    }),
  );
  expect(await channel.send([alert])).toEqual({ sent: false, why: 'Discord: no network here' });
  expect(asked).toEqual([{ url: 'https://discord.com/api/webhooks/{id}/{key}?wait=true', trust: 'public' }]);
});

test('a secret that cannot be read is a failure, not an exception', async () => {
  const secret = () => Promise.reject(new Error('denied'));
  const channel = discord.open('discord', { secret: 'chat/hook' }, worldOf('', { ask: createAsk(), secret }));
  expect(await channel.send([alert])).toEqual({ sent: false, why: NO_WEBHOOK });
});

test('no part of the address is in what is sent or told', async () => {
  const { channel, seen } = await receiver({ status: 500, body: KEY });
  expect(JSON.stringify(await channel.send([alert]))).not.toContain(KEY);
  expect(seen[0]?.body).not.toContain(KEY);
});
