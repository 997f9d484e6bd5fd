import { describe, expect, test } from 'vitest';
import { slack } from '../../../adapters/channels/slack.ts';
import { createAsk } from '../../../adapters/http/ask.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderSlack } from '../../../messages/slack/slack.ts';
import { samples } from '../../messages/samples.ts';
import { slackPayload, textsOf } from '../../support/block-kit.ts';
import { type Reply, webhookServer, worldOf } from './loopback.ts';

const PATH = '/services/T00000000/B00000000/notarealwebhookkey000000';
const NO_WEBHOOK =
  'the secret named for Slack cannot be read, or holds no address https://hooks.slack.com/services/...';
const [alert] = samples['rejected-revoked']!;

const receiver = async (reply: Reply) => {
  const { ask, ...server } = await webhookServer(reply);
  const to = (address: string, trust: readonly string[] = [server.origin]) =>
    slack.open('slack', { secret: 'chat/hook' }, worldOf(address, { ask, trust }));
  return { ...server, to, channel: to(`${server.origin}${PATH}`) };
};

test('posts Block Kit to the webhook', async () => {
  const { channel, seen } = await receiver({ status: 200, body: 'ok' });
  expect(await channel.send([alert])).toEqual({ sent: true });
  expect(seen[0]?.path).toBe(PATH);
  expect(slackPayload.parse(parseJson(seen[0]?.body ?? ''))).toEqual(renderSlack([alert]));
});

test('posts the text that was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await receiver({ status: 200, body: 'ok' });
  const stored = { ...renderSlack([alert]), text: 'the words of then' };
  for (const text of [JSON.stringify(stored), '{"blocks":1}']) await channel.send([alert], text);
  expect(seen.map(({ body }) => parseJson(body))).toEqual([stored, renderSlack([alert])]);
});

test('calls whom the settings name for what pages, and nobody for the rest', async () => {
  const { ask, origin, seen } = await webhookServer({ status: 200, body: 'ok' });
  const world = worldOf(`${origin}${PATH}`, { ask, trust: [origin] });
  const channel = slack.open('slack', { secret: 'chat/hook', mention: { page: 'S012ABCDEF' } }, world);
  await channel.send([alert]);
  await channel.send([samples.recovered![0]]);
  const [paged, noted] = seen.map(({ body }) => slackPayload.parse(parseJson(body)));
  expect(paged?.text).toBe(`${renderSlack([alert]).text} <!subteam^S012ABCDEF>`);
  expect(textsOf(paged?.blocks ?? [])[0]).toBe('<!subteam^S012ABCDEF>');
  expect(noted).toEqual(renderSlack(samples.recovered!));
});

describe('what Slack answers', () => {
  const refused = (code: string): string => `Slack: webhook refused (${code}): make a new one and store its address`;

  test.each([
    ['a webhook that was removed', 404, 'no_service', refused('404 no_service')],
    ['a channel that was archived', 410, 'channel_is_archived', refused('410 channel_is_archived')],
    ['an administrator who forbids it', 403, 'action_prohibited', refused('403 action_prohibited')],
    ['a message that Slack will not have', 400, 'invalid_blocks', 'Slack: message refused (400 invalid_blocks)'],
    ['200 from something else', 200, '<html>sign in</html>', 'Slack: answered 200 but not ok'],
    ['an outage', 503, 'upstream <b>down</b>', 'Slack: no usable answer (503)'],
  ])('%s is told in our words', async (_, status, body, why) => {
    const { channel } = await receiver({ status, body });
    const wanted = { sent: false, why, ...(status === 400 && { refused: true }) };
    expect(await channel.send([alert])).toEqual(wanted);
  });

  test.each([
    ['a limit that ends soon', 429, { 'retry-after': '0.3' }],
    ['a limit of all', 429, { 'retry-after': '0.3', 'x-ratelimit-scope': 'global' }],
    ['an outage that ends soon', 503, { 'retry-after': '0.3' }],
  ])('%s is not waited out: no message is posted twice', async (_, status, headers) => {
    const { channel, seen } = await receiver({ status, body: 'rate_limited', headers });
    expect(await channel.send([alert])).toMatchObject({ sent: false });
    expect(seen).toHaveLength(1);
  });

  test('429 says when to come back', async () => {
    const { channel } = await receiver({ status: 429, body: 'rate_limited', headers: { 'retry-after': '7' } });
    const before = Date.now();
    const sent = await channel.send([alert]);
    expect(sent).toMatchObject({ sent: false });
    const retryAt = 'retryAt' in sent ? (sent.retryAt ?? 0) : 0;
    expect(retryAt - before).toBeGreaterThanOrEqual(6900);
    expect(retryAt - before).toBeLessThan(12_000);
  });
});

describe('an address that is not a webhook of Slack or of an allowed origin is never asked', () => {
  test.each([
    ['another host', 'https://hooks.slack.com.evil.example/services/T0/B0/key'],
    ['a user name that looks like the host', 'https://hooks.slack.com@evil.example/services/T0/B0/key'],
    ['plain http to Slack', 'http://hooks.slack.com/services/T0/B0/key'],
    ['a workflow trigger, which takes no blocks', 'https://hooks.slack.com/triggers/T0/1/key'],
    ['a path that climbs', 'https://hooks.slack.com/services/T0/B0/..'],
    ['something else altogether', 'not an address'],
  ])('%s', async (_, address) => {
    const { to, seen } = await receiver({ status: 200, body: 'ok' });
    expect(await to(address).send([alert])).toEqual({ sent: false, why: NO_WEBHOOK });
    expect(seen).toEqual([]);
  });

  test('but an allowed origin written with a slash at its end is allowed all the same', async () => {
    const { to, origin } = await receiver({ status: 200, body: 'ok' });
    expect(await to(`${origin}${PATH}`, [`${origin}/`]).send([alert])).toEqual({ sent: true });
  });

  test('a loopback address without trust', async () => {
    const { to, origin, seen } = await receiver({ status: 200, body: 'ok' });
    expect(await to(`${origin}${PATH}`, []).send([alert])).toEqual({ sent: false, why: NO_WEBHOOK });
    expect(seen).toEqual([]);
  });
});

test('a secret that cannot be read is a failure, not an exception', async () => {
  const channel = slack.open(
    'slack',
    { secret: 'chat/hook' },
    worldOf('', { ask: createAsk(), secret: () => Promise.reject(new Error('denied')) }),
  );
  expect(await channel.send([alert])).toEqual({ sent: false, why: NO_WEBHOOK });
});

test('no part of the address is in what is sent or told', async () => {
  const { channel, seen } = await receiver({ status: 500, body: 'notarealwebhookkey000000' });
  const sent = await channel.send([alert]);
  expect(JSON.stringify(sent)).not.toContain('notarealwebhookkey');
  expect(seen[0]?.body).not.toContain('notarealwebhookkey');
});

test('one message goes out in a second', async () => {
  const { channel, seen } = await receiver({ status: 200, body: 'ok' });
  await Promise.all([channel.send([alert]), channel.send([alert])]);
  expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(900);
});
