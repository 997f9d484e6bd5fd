import { describe, expect, test } from 'vitest';
import { pagerduty } from '../../../adapters/channels/pagerduty.ts';
import { createAsk } from '../../../adapters/http/ask.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderPagerDuty } from '../../../messages/pagerduty/pagerduty.ts';
import { findings, tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { faltering, forgetful, untilSent } from '../../support/faltering.ts';
import { pagerDutyAccount } from '../../support/pagerduty.ts';
import { letters } from '../../support/samples.ts';
import { type Reply, type Seen, webhookServer, worldOf } from './loopback.ts';

const KEY = letters(32, 5);
const NO_KEY = 'the secret named for PagerDuty cannot be read, or holds no integration key of 32 letters and digits';
const DONE = { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"TH-9C1VB"}' };
const [alert] = samples['rejected-revoked']!;
const [recovered] = samples.recovered!;

const receiver = async (reply: Reply | ((seen: Seen) => Reply), key = KEY) => {
  const { ask, ...server } = await webhookServer(reply);
  const world = worldOf(key, { ask, trust: [server.origin] });
  return { ...server, channel: pagerduty.open('pager', { secret: 'pager/key', url: server.origin }, world) };
};

test('sends one event with the key in its body, and nothing of it elsewhere', async () => {
  const { channel, seen } = await receiver(DONE);
  expect(await channel.send([alert])).toEqual({ sent: true });
  const [event] = renderPagerDuty([alert]).events;
  expect(seen.map(({ path, body }) => [path, parseJson(body)])).toEqual([
    ['/v2/enqueue', { ...event, routing_key: KEY }],
  ]);
  expect(JSON.stringify(seen[0]?.headers)).not.toContain(KEY);
});

test('a line break at the end of the stored key does no harm', async () => {
  const { channel, seen } = await receiver(DONE, `${KEY}\n`);
  expect(await channel.send([alert])).toEqual({ sent: true });
  expect(parseJson(seen[0]?.body ?? '')).toMatchObject({ routing_key: KEY });
});

test('the words of an alert are not taken for a place where the key is put in', async () => {
  const { channel, seen } = await receiver(DONE);
  const named = { ...alert, ref: { ...alert.ref, name: 'prod/{key}/{other}' } };
  expect(await channel.send([named])).toEqual({ sent: true });
  const sent = seen[0]?.body ?? '';
  expect(sent.split(KEY)).toHaveLength(2);
  expect(sent).toContain('prod/{key}/{other}');
});

test('posts what was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await receiver(DONE);
  const stored = { events: [{ event_action: 'resolve', dedup_key: 'of then' }] };
  await channel.send([alert], JSON.stringify(stored));
  await channel.send([alert], '{"events":1}');
  expect(seen.map(({ body }) => parseJson(body))).toMatchObject([{ dedup_key: 'of then' }, { dedup_key: 'TH-9C1VB' }]);
});

test('an account that is busy and down now and then has every incident at last, opened once and ended where it ended', async () => {
  const account = pagerDutyAccount();
  const { origin } = await webhookServer(faltering(account.reply));
  const world = worldOf(KEY, { ask: forgetful(origin), trust: [origin] });
  const channel = pagerduty.open('pager', { secret: 'pager/key', url: origin }, world);
  for (const telling of Object.values(tellings)) await untilSent(() => channel.send(telling));
  const opened = Object.values(tellings).flatMap((telling) =>
    renderPagerDuty(telling).events.flatMap((event) => (event.payload ? [event.dedup_key] : [])),
  );
  expect(new Set(account.alerts.keys())).toEqual(new Set(opened));
  for (const telling of [[alert], [alert], [recovered]] as const) await untilSent(() => channel.send(telling));
  expect(account.alerts.get('TH-9C1VB')).toBe('resolved');
  await untilSent(() => channel.send([alert]));
  const times = account.openings.get('TH-9C1VB');
  await untilSent(() => channel.send([alert]));
  expect([account.alerts.get('TH-9C1VB'), account.openings.get('TH-9C1VB')]).toEqual(['triggered', times]);
}, 20_000);

describe('what PagerDuty answers', () => {
  const refused = 'integration key refused (400): store the key of an Events API v2 integration';
  test.each([
    [
      'a wrong event',
      400,
      '{"status":"invalid event","errors":["\'payload.summary\' is blank"]}',
      'event refused (400)',
    ],
    ['a wrong key', 400, '{"errors":["Length of \'routing_key\' is incorrect (should be 32 characters)"]}', refused],
    ['202 from something else', 202, '<html>sign in</html>', 'answered 202 without saying success'],
    ['200', 200, '{"status":"success"}', 'no usable answer (200)'],
    ['an outage', 503, 'upstream <b>down</b>', 'no usable answer (503)'],
  ])('%s is told in our words', async (_, status, body, why) => {
    const { channel } = await receiver({ status, body });
    expect(await channel.send([alert])).toEqual({
      sent: false,
      why: `PagerDuty: ${why}`,
      ...(why.startsWith('event') && { refused: true }),
    });
  });

  test('429 says when to come back, and the rest of the message waits', async () => {
    const { channel, seen } = await receiver({ status: 429, body: '', headers: { 'retry-after': '30' } });
    const before = Date.now();
    const sent = await channel.send(findings);
    expect(seen).toHaveLength(1);
    expect(sent).toMatchObject({ sent: false, why: 'PagerDuty: too many events (429)' });
    expect('retryAt' in sent ? (sent.retryAt ?? 0) - before : 0).toBeGreaterThanOrEqual(29_900);
  });

  test('what was taken of a message that stopped half-way is not sent again', async () => {
    let busy = true;
    const reply = ({ body }: Seen): Reply => (busy && body.includes('TH-STOCK') ? { status: 500, body: '' } : DONE);
    const { channel, seen } = await receiver(reply);
    expect(await channel.send(findings)).toMatchObject({ sent: false });
    busy = false;
    expect(await channel.send(findings)).toEqual({ sent: true });
    const keys = seen.map(({ body }) => /"dedup_key":"([^"]+)"/.exec(body)?.[1]);
    expect(keys).toEqual(['TH-CHATS', 'TH-RDERS', 'TH-STOCK', 'TH-STOCK', 'TH-UNNER', 'TH-MAILS']);
  });

  test('an event that it will not have holds up no other of the message', async () => {
    const { channel, seen } = await receiver(({ body }) =>
      body.includes('TH-RDERS') ? { status: 400, body: '{}' } : DONE,
    );
    expect(await channel.send(findings)).toMatchObject({ sent: false, refused: true });
    expect(seen).toHaveLength(renderPagerDuty(findings).events.length);
  });
});

describe('nothing is asked', () => {
  test.each([
    ['with a key of another shape', 'not a key'],
    ['with an address in place of a key', 'https://events.pagerduty.com/v2/enqueue'],
  ])('%s', async (_, key) => {
    const { channel, seen } = await receiver(DONE, key);
    expect(await channel.send([alert])).toEqual({ sent: false, why: NO_KEY });
    expect(seen).toEqual([]);
  });

  test('at an origin that the deployment does not allow', async () => {
    const { origin, seen } = await webhookServer(DONE);
    const world = worldOf(KEY, { ask: createAsk() });
    const channel = pagerduty.open('pager', { secret: 'pager/key', url: origin }, world);
    expect(await channel.send([alert])).toEqual({
      sent: false,
      why: 'PagerDuty: this host is not on the list of allowed hosts',
    });
    expect(seen).toEqual([]);
  });
});

test.each([
  [{}, 'https://events.pagerduty.com/v2/enqueue'],
  [{ region: 'eu' }, 'https://events.eu.pagerduty.com/v2/enqueue'],
])('%j asks %s', async (settings, url) => {
  const asked: string[] = [];
  const world = worldOf(KEY, {
    ask: async (request) => {
      asked.push(`${request.trust} ${request.url}`);
      return { ok: false, failure: { why: 'network', detail: 'no network here' } };
    },
  });
  const sent = await pagerduty.open('pager', { secret: 'pager/key', ...settings }, world).send([alert]);
  expect(sent).toEqual({ sent: false, why: 'PagerDuty: no network here' });
  expect(asked).toEqual([`public ${url}`]);
});

test('no part of the key is in what is told', async () => {
  const { channel } = await receiver({ status: 400, body: JSON.stringify({ errors: [KEY] }) });
  expect(JSON.stringify(await channel.send([alert]))).not.toContain(KEY);
});
