import { describe, expect, test } from 'vitest';
import { opsgenie } from '../../../adapters/channels/opsgenie.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderOpsgenie } from '../../../messages/opsgenie/opsgenie.ts';
import { tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { faltering, forgetful, untilSent } from '../../support/faltering.ts';
import { opsgenieAccount } from '../../support/opsgenie.ts';
import { type Reply, type Seen, webhookServer, worldOf } from './loopback.ts';

const KEY = ['00000000', '1111', '4222', '8333', '444444444444'].join('-');
const DONE = { status: 202, body: '{"result":"Request will be processed","requestId":"43a29c5c"}' };
const [alert] = samples['rejected-revoked']!;
const [recovered] = samples.recovered!;

const receiver = async (reply: Reply | ((seen: Seen) => Reply), key = KEY) => {
  const { ask, ...server } = await webhookServer(reply);
  const world = worldOf(key, { ask, trust: [server.origin] });
  return { ...server, channel: opsgenie.open('pager', { secret: 'pager/key', url: server.origin }, world) };
};

test('makes an alert by the alias of its incident, and closes it by that', async () => {
  const { channel, seen } = await receiver(opsgenieAccount(KEY).reply);
  expect(await channel.send([alert])).toEqual({ sent: true });
  expect(await channel.send([recovered])).toEqual({ sent: true });
  const [made] = renderOpsgenie([alert]).requests;
  expect(seen.map(({ path }) => path)).toEqual(['/v2/alerts', '/v2/alerts/TH-9C1VB/close?identifierType=alias']);
  expect(parseJson(seen[0]?.body ?? '')).toEqual(made?.do === 'create' && made.alert);
  expect(seen.map(({ headers }) => headers.authorization)).toEqual([`GenieKey ${KEY}`, `GenieKey ${KEY}`]);
});

test('acknowledges by the alias, whatever signs it has', async () => {
  const { channel, seen } = await receiver(DONE);
  const requests = [{ do: 'acknowledge', alias: 'a/b {key}?', source: 's', note: 'n' }];
  expect(await channel.send([alert], JSON.stringify({ requests }))).toEqual({ sent: true });
  expect(seen[0]?.path).toBe('/v2/alerts/a%2Fb%20%7Bkey%7D%3F/acknowledge?identifierType=alias');
});

test('an account that is busy and down now and then has every incident at last, opened once and closed where it ended', async () => {
  const account = opsgenieAccount(KEY);
  const { origin } = await webhookServer(faltering(account.reply));
  const world = worldOf(KEY, { ask: forgetful(origin), trust: [origin] });
  const channel = opsgenie.open('pager', { secret: 'pager/key', url: origin }, world);
  for (const telling of Object.values(tellings)) await untilSent(() => channel.send(telling));
  const created = Object.values(tellings).flatMap((telling) =>
    renderOpsgenie(telling).requests.flatMap((request) => (request.do === 'create' ? [request.alert.alias] : [])),
  );
  expect(new Set(account.alerts.keys())).toEqual(new Set(created));
  for (const telling of [[alert], [alert], [recovered]] as const) await untilSent(() => channel.send(telling));
  expect(account.alerts.get('TH-9C1VB')).toBe('closed');
  await untilSent(() => channel.send([alert]));
  const times = account.openings.get('TH-9C1VB');
  await untilSent(() => channel.send([alert]));
  expect([account.alerts.get('TH-9C1VB'), account.openings.get('TH-9C1VB')]).toEqual(['open', times]);
}, 20_000);

describe('what Opsgenie answers', () => {
  test.each([
    ['a wrong key', 401, '', 'API key refused (401): it is wrong, or its integration is switched off; store another'],
    ['a plan without it', 402, '', 'not part of the plan of this account (402)'],
    [
      'a key without the right',
      403,
      '{"code":40301}',
      'API key may not do this (403): store the key of an API integration with create access',
    ],
    ['an alert that it will not have', 422, '{"message":"too long"}', 'alert refused (422)'],
    ['what it cannot read', 400, '', 'alert refused (400)'],
    ['202 from something else', 202, '<html>', 'answered 202 without the id of a request'],
    ['200', 200, '{"requestId":"1"}', 'no usable answer (200)'],
    ['an outage', 503, '', 'no usable answer (503)'],
  ])('%s is told in our words', async (_, status, body, why) => {
    const { channel } = await receiver({ status, body });
    expect(await channel.send([alert])).toEqual({
      sent: false,
      why: `Opsgenie: ${why}`,
      ...(why.startsWith('alert') && { refused: true }),
    });
  });

  test('429 says when to come back', async () => {
    const { channel } = await receiver({ status: 429, body: '', headers: { 'retry-after': '30' } });
    const before = Date.now();
    const sent = await channel.send([alert]);
    expect(sent).toMatchObject({ sent: false, why: 'Opsgenie: too many requests (429)' });
    expect('retryAt' in sent ? (sent.retryAt ?? 0) - before : 0).toBeGreaterThanOrEqual(29_900);
  });
});

test.each([
  [{}, 'https://api.opsgenie.com/v2/alerts'],
  [{ region: 'eu' }, 'https://api.eu.opsgenie.com/v2/alerts'],
  [{ region: 'jsm' }, 'https://api.atlassian.com/jsm/ops/integration/v2/alerts'],
])('%j asks %s', async (settings, url) => {
  const asked: string[] = [];
  const world = worldOf(KEY, {
    ask: async (request) => {
      asked.push(`${request.trust} ${request.url}`);
      return { ok: false, failure: { why: 'network', detail: 'no network here' } };
    },
  });
  await opsgenie.open('pager', { secret: 'pager/key', ...settings }, world).send([alert]);
  expect(asked).toEqual([`public ${url}`]);
});

test('a secret that holds something else is never sent', async () => {
  const { channel, seen } = await receiver(DONE, 'https://api.opsgenie.com/');
  expect(await channel.send([alert])).toEqual({
    sent: false,
    why: 'the secret named for Opsgenie cannot be read, or holds no API key',
  });
  expect(seen).toEqual([]);
});
