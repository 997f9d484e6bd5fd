import { describe, expect, onTestFinished, test } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import { createBreaker } from '../../../adapters/http/breaker.ts';
import type { AskOptions } from '../../../adapters/http/options.ts';
import { MOST_REMEMBERED, remember, tokenKey } from '../../../adapters/http/token-key.ts';
import { registryWith } from '../../../adapters/issuers/built-in.ts';
import { SECOND } from '../../../core/base/time.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import { parseTags } from '../../../core/model/tags.ts';
import { type InspectPorts, inspect } from '../../../monitor/inspect/inspect.ts';
import { kindId } from '../../../providers/provider.ts';
import { newCanary } from '../../hostile/canary.ts';
import type { RecordedAnswer } from '../../support/answers-server.ts';
import { recordedAnswers, WORDED } from '../../support/fixtures.ts';
import { requestTo } from './asking.ts';
import { type Reply, type Seen, startIssuer } from './issuer.ts';
import { markOf, targetsAt, tokenOf } from './tokens.ts';

const start = async (reply: (turn: number, seen: Seen) => Reply, options: AskOptions = {}) => {
  const issuer = await startIssuer(reply);
  const client = createAsk({ allowedOrigins: [issuer.origin], random: () => 0, ...options });
  onTestFinished(async () => {
    client.close();
    await issuer.close();
  });
  /** Of the token with this name. */
  const values = new Map<string, string>();
  const ask = (name: string, more: Partial<AskRequest> = {}) => {
    const value = values.get(name) ?? newCanary();
    values.set(name, value);
    return client(requestTo(issuer.origin, name, value, more));
  };
  const asked = () => issuer.seen.map(({ request }) => request.url?.slice(1, 2)).join('');
  return { issuer, client, ask, asked };
};

/** Whose request it is, by the name in its path. */
const isOf = (name: string, { request }: Seen): boolean => request.url?.startsWith(`/${name}?`) === true;

const HALF_A_MINUTE = { 'retry-after': '30' };
const OWN: Reply = { status: 429, headers: HALF_A_MINUTE };
const SHORT: Reply = { status: 429, headers: { 'retry-after': '0.5' } };
const HELD = { ok: false, failure: { why: 'rate-limited', retryAt: expect.any(Number) } };
const GOOD = { ok: true, answer: { status: 200 } };

/** Issuers' own budgets would make a test wait. */
const UNHURRIED = { perSecond: 1000, concurrency: 4 };

const LIMITED = registryWith(targetsAt('https://api.example.org'))
  .kinds.filter(({ provider, kind }) => kind.probe.online && [...WORDED, 'http'].includes(provider.id))
  .map(kindId);
const RECORDED = recordedAnswers(WORDED);

/** The recorded moments are past: half an hour from now instead. */
const fromNow = ({ headers = {}, ...rest }: RecordedAnswer): Reply => {
  const moment = new Date(Date.now() + 1800 * SECOND);
  const fresh = Object.entries(headers).map(([name, value]) => {
    if (/GMT$/.test(value)) return [name, moment.toUTCString()];
    return [name, /^\d{10}$/.test(value) ? String(moment.getTime() / 1000) : value];
  });
  return { ...rest, headers: Object.fromEntries(fresh) };
};

const documented = (kind: string): { readonly limited: Reply; readonly good: Reply } => {
  const answerTo = (is: (expected: (typeof RECORDED)[number]['expect'], status: number) => boolean) =>
    RECORDED.find((one) => one.kind === kind && is(one.expect, one.answer.status))?.answer;
  const limited = answerTo(({ why }, status) => why === 'rate-limited' && status === 429);
  const good = answerTo(({ seen }) => seen === 'accepted');
  return { limited: limited ? fromNow(limited) : OWN, good: good ?? { status: 204, body: '' } };
};

describe('one token that meets its limit leaves eleven good ones of its issuer healthy', () => {
  test.concurrent.each(LIMITED)('%s', { timeout: 20_000 }, async (kind) => {
    const tokens = Array.from({ length: 12 }, (_, n) => tokenOf(kind, n + 50));
    const { limited, good } = documented(kind);
    const holdsFirst = ({ request, body }: Seen): boolean =>
      `${request.url}${JSON.stringify(request.headers)}${body}`.includes(markOf(tokens[0] ?? ''));
    const issuer = await startIssuer((_, seen) => (holdsFirst(seen) ? limited : good));
    const client = createAsk({ allowedOrigins: [issuer.origin] });
    const look = lookWith(kind, issuer.origin, (request) => client({ ...request, budget: UNHURRIED }));

    const first = await look(tokens[0] ?? '');
    const others = await Promise.all(tokens.slice(1).map(look));
    client.close();
    await issuer.close();

    expect(first).toMatchObject({ seen: 'unanswered', why: 'rate-limited', exchange: { status: limited.status } });
    expect(others.map(({ seen }) => seen)).toEqual(Array(11).fill('accepted'));
    expect(new Set(tokens.map(markOf)).size).toBe(12);
    const seconds = Number(limited.headers?.['retry-after']);
    expect(issuer.seen.filter(holdsFirst)).toHaveLength(seconds <= 5 ? 2 : 1);
  });

  const lookWith = (kind: string, origin: string, ask: InspectPorts['ask']) => {
    const registry = registryWith(targetsAt(origin));
    const origins = Object.fromEntries(registry.providers.map(({ id }) => [id, origin]));
    const ports = { ask, registry, origins, allowedOrigins: [origin], mayLeave: () => true };
    const { watch } = parseTags({ 'token-health:provider': kind });
    const siblings = { client_id: new Secret('orders'), client_secret: new Secret(newCanary()) };
    return async (token: string) => {
      const target = { ref: { id: 'i', name: 'n', source: 's' }, provider: kind, watch, siblings };
      const deadline = Date.now() + 15 * SECOND;
      return (await inspect({ ...target, value: new Secret(token) }, ports, deadline)).observation;
    };
  };
});

const PAGE = '<!DOCTYPE html><html><body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>';

const LIMITS_OF_ALL: readonly (readonly [string, Reply, Partial<AskRequest>])[] = [
  ['a scope of all', { status: 429, headers: { ...HALF_A_MINUTE, 'x-ratelimit-scope': 'global' } }, {}],
  ['a scope of a shared resource', { status: 429, headers: { ...HALF_A_MINUTE, 'x-ratelimit-scope': 'shared' } }, {}],
  ['a header that says global', { status: 429, headers: { ...HALF_A_MINUTE, 'x-ratelimit-global': 'true' } }, {}],
  ['a body that says global', { status: 429, body: { message: 'slow down', retry_after: 30.5, global: true } }, {}],
  ['a global limit that names no end', { status: 429, body: { global: true } }, {}],
  ['1015 as a line of text', { status: 429, headers: { 'content-type': 'text/plain' }, body: 'error code: 1015' }, {}],
  ['1015 as a page', { status: 429, headers: { 'content-type': 'text/html', 'retry-after': '0' }, body: PAGE }, {}],
  ['1015 with 403', { status: 403, body: 'error code: 1015' }, {}],
  ['an issuer that counts addresses', OWN, { limitsCount: 'address' }],
  ['an outage that names its end', { status: 503, headers: HALF_A_MINUTE }, {}],
];

const LIMITS_OF_ONE: readonly (readonly [string, Reply, Partial<AskRequest>])[] = [
  ['429', OWN, {}],
  ['429 of an issuer that counts accounts', OWN, { limitsCount: 'account' }],
  ['a scope of the user', { status: 429, headers: { ...HALF_A_MINUTE, 'x-ratelimit-scope': 'user' } }, {}],
  ['a body that says not global', { status: 429, body: { retry_after: 64.57, global: false } }, {}],
  [
    'a page without 1015',
    { status: 429, headers: { ...HALF_A_MINUTE, 'content-type': 'text/html' }, body: '<html>' },
    {},
  ],
  ['1015 somewhere in JSON', { status: 429, headers: HALF_A_MINUTE, body: { id: 1015 } }, {}],
  ['403 with Retry-After, as GitHub sends', { status: 403, headers: HALF_A_MINUTE }, {}],
  [
    'a secondary limit without an end',
    { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
    {},
  ],
  [
    '403 with nothing left',
    { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '50' } },
    {},
  ],
];

describe('a limit of all', () => {
  test.each(LIMITS_OF_ALL)('%s holds the other tokens back', async (_, reply, more) => {
    const { ask, asked } = await start(() => reply);

    await ask('a', more);

    expect(await ask('b', more)).toMatchObject(HELD);
    expect(asked()).toBe('a');
  });

  test('two tokens that meet a limit within a minute hold the others back', async () => {
    const { ask, asked } = await start(() => OWN);

    await ask('a');
    await ask('b');

    expect(await ask('c')).toMatchObject(HELD);
    expect(asked()).toBe('ab');
  });

  test('two that meet it farther apart do not', async () => {
    let now = Date.now();
    const { ask, asked } = await start(() => OWN, { clock: () => now });

    await ask('a', { deadline: now + 60_000 });
    now += 61_000;
    await ask('b', { deadline: now + 60_000 });
    await ask('c', { deadline: now + 60_000 });

    expect(asked()).toBe('abc');
  });

  test('one token that meets it twice does not', async () => {
    const { ask, asked } = await start((turn, seen) => {
      if (!isOf('a', seen)) return {};
      return turn === 0 ? SHORT : OWN;
    });

    await ask('a');

    expect(await ask('b')).toMatchObject(GOOD);
    expect(asked()).toBe('aab');
  });

  test('another origin knows nothing of it', async () => {
    const [one, other] = [await startIssuer(() => ({ status: 503, headers: HALF_A_MINUTE })), await startIssuer()];
    const client = createAsk({ allowedOrigins: [one.origin, other.origin] });
    onTestFinished(async () => {
      client.close();
      await Promise.all([one.close(), other.close()]);
    });
    const value = newCanary();

    await client(requestTo(one.origin, 'a', value));

    expect(await client(requestTo(other.origin, 'a', value))).toMatchObject(GOOD);
  });
});

describe('a limit of one token', () => {
  test.each(LIMITS_OF_ONE)('%s leaves the others to be asked, and is not asked about again', async (_, reply, more) => {
    const { ask, asked } = await start((_turn, seen) => (isOf('a', seen) ? reply : {}));

    await ask('a', more);

    expect(await ask('b', more)).toMatchObject(GOOD);
    expect(await ask('a', more)).toMatchObject({
      failure: { why: 'rate-limited', detail: 'not asked: the issuer wants a pause of this token' },
    });
    expect(asked()).toBe('ab');
  });

  test('is over when its pause is', async () => {
    let now = Date.now();
    const { ask } = await start((turn) => (turn === 0 ? OWN : {}), { clock: () => now });

    await ask('a', { deadline: now + 60_000 });
    now += 30_001;

    expect(await ask('a', { deadline: now + 60_000 })).toMatchObject(GOOD);
  });

  test('so many tokens are remembered, and of more the oldest is forgotten', () => {
    const tokens = new Map<ReturnType<typeof tokenKey>, number>();

    for (let n = 0; n <= MOST_REMEMBERED; n += 1) remember(tokens, tokenKey([`${n}`]), n);

    expect(tokens.size).toBe(MOST_REMEMBERED);
    expect([...tokens.values()].slice(0, 2)).toEqual([1, 2]);
  });

  test('a key is the same for the same values only, and holds none of them', () => {
    const values = ['orders', 'value-of-a-token'];

    expect(tokenKey(values)).toBe(tokenKey([...values]));
    expect(tokenKey(values)).not.toBe(tokenKey(['ordersvalue-of-a-token']));
    expect(tokenKey(values)).not.toBe(tokenKey(['orders', 'value-of-b-token']));
    expect(Buffer.from(tokenKey(values), 'base64')).toHaveLength(32);
  });
});

const once = (turn: number): Reply => (turn === 0 ? SHORT : {});

describe('a limit that ends in a few seconds', () => {
  const WAITED_OUT: readonly (readonly [string, Partial<AskRequest>])[] = [
    ['a GET', {}],
    ['a POST that changes nothing', { method: 'POST', readOnly: true }],
    ['a limit of the address', { limitsCount: 'address' }],
  ];

  test.each(WAITED_OUT)('%s is sent again after it', async (_, more) => {
    const { issuer, ask } = await start(once);

    expect(await ask('a', more)).toMatchObject(GOOD);
    expect(issuer.seen).toHaveLength(2);
    expect((issuer.seen[1]?.at ?? 0) - (issuer.seen[0]?.at ?? 0)).toBeGreaterThan(490);
  });

  /** `within`: milliseconds that the caller gives. */
  type Patience = { readonly within: number; readonly total?: number; readonly method?: AskRequest['method'] };

  const FINAL: readonly (readonly [string, Reply, Patience])[] = [
    ['a POST that may change something', SHORT, { within: 3000, method: 'POST' }],
    ['a pause beyond the deadline', SHORT, { within: 400 }],
    ['a pause beyond the time for an answer', SHORT, { within: 3000, total: 400 }],
    ['a pause of more than five seconds', { status: 429, headers: { 'retry-after': '5.5' } }, { within: 60_000 }],
    ['a limit without an end', { status: 429 }, { within: 3000 }],
    ['a refusal', { status: 401, headers: { 'retry-after': '0.1' } }, { within: 3000 }],
  ];

  test.each(FINAL)('%s: the first answer stays', async (_, reply, { within, total = 9000, method = 'GET' }) => {
    const { ask, asked } = await start(() => reply, { timeouts: { total } });

    const from = Date.now();
    const answer = await ask('a', { method, deadline: from + within });

    expect(answer).toMatchObject({ ok: true, answer: { status: reply.status } });
    expect(Date.now() - from).toBeLessThan(350);
    expect(asked()).toBe('a');
  });

  test('a second limit is not waited out', async () => {
    const { ask, asked } = await start(() => SHORT);

    expect(await ask('a')).toMatchObject({ ok: true, answer: { status: 429 } });
    expect(asked()).toBe('aa');
  });

  test('an outage that ends soon is asked about three times, as any other', async () => {
    const { ask, asked } = await start(() => ({ status: 503, headers: { 'retry-after': '0.1' } }));

    expect(await ask('a')).toMatchObject({ ok: true, answer: { status: 503 } });
    expect(asked()).toBe('aaa');
  });

  test('a second question without an answer leaves the first answer', async () => {
    const { ask, asked } = await start((turn) => (turn === 0 ? SHORT : { after: 2000 }), { timeouts: { total: 900 } });

    expect(await ask('a')).toMatchObject({ ok: true, answer: { status: 429 } });
    expect(asked()).toBe('aa');
  });

  test('it waits without a place among those that are asked', async () => {
    const { ask, asked } = await start((_, seen) => (isOf('a', seen) ? SHORT : {}));
    const narrow = { budget: { perSecond: 1000, concurrency: 1 } };

    const first = ask('a', narrow);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await Promise.all([first, ask('b', narrow)]);

    expect(asked()).toBe('aba');
  });
});

describe('failures in a row', () => {
  const FAILING: Reply = { status: 500, body: { errors: ['failed to look up namespace from the token'] } };
  const failing = async (...broken: readonly string[]) => {
    let now = Date.now();
    const healed = new Set<string>();
    const started = await start(
      (_, seen) => (broken.some((name) => !healed.has(name) && isOf(name, seen)) ? FAILING : {}),
      { clock: () => now },
    );
    const ask = (name: string) => started.ask(name, { method: 'POST', deadline: now + 60_000 });
    const pass = (ms: number): void => {
      now += ms;
    };
    return {
      ...started,
      ask,
      heal: (name: string) => healed.add(name),
      hurt: (name: string) => healed.delete(name),
      pass,
    };
  };
  const REST_OF_ONE = {
    failure: { why: 'provider-outage', detail: 'not asked: the last 5 requests with this token failed' },
  };
  const REST_OF_ALL = {
    failure: { why: 'provider-outage', detail: 'not asked: the last 5 requests to this issuer failed' },
  };

  test('of one token stop that token only', async () => {
    const { ask, asked } = await failing('a');

    for (let i = 0; i < 5; i += 1) await ask('a');

    expect(await ask('a')).toMatchObject(REST_OF_ONE);
    expect(await ask('b')).toMatchObject(GOOD);
    expect(await ask('a')).toMatchObject(REST_OF_ONE);
    expect(asked()).toBe('aaaaab');
  });

  test('of one token among good answers stop that token too', async () => {
    const { ask, asked } = await failing('a');

    for (let i = 0; i < 6; i += 1) {
      await ask('a');
      await ask('b');
    }

    expect(asked()).toBe('abababababb');
  });

  test('of one token end with its first answer', async () => {
    const { ask, heal, pass } = await failing('a');
    for (let i = 0; i < 5; i += 1) await ask('a');

    heal('a');
    pass(30_001);

    expect(await ask('a')).toMatchObject(GOOD);
    expect(await ask('a')).toMatchObject(GOOD);
  });

  test('of one token are counted anew after an answer', async () => {
    const { ask, asked, heal, hurt } = await failing('a');

    for (let i = 0; i < 4; i += 1) await ask('a');
    heal('a');
    await ask('a');
    hurt('a');
    for (let i = 0; i < 5; i += 1) await ask('a');

    expect(asked()).toBe('a'.repeat(10));
  });

  test('of one token are tried again after 30 s, once', async () => {
    const { ask, asked, pass } = await failing('a');
    for (let i = 0; i < 5; i += 1) await ask('a');

    pass(30_001);

    expect(await ask('a')).toMatchObject({ ok: true });
    expect(await ask('a')).toMatchObject(REST_OF_ONE);
    expect(asked()).toBe('aaaaaa');
  });

  test.each(['unknown', 'network'] as const)('of one token: a trial that ends %s is followed by another', (outcome) => {
    let now = Date.now();
    const breaker = createBreaker(() => now);
    const token = tokenKey(['a']);
    for (let i = 0; i < 5; i += 1) breaker.learn(token, 'provider-outage');
    expect(breaker.refuse(token)).toMatchObject(REST_OF_ONE);

    now += 30_001;
    expect(breaker.refuse(token)).toBeUndefined();
    breaker.learn(token, outcome);

    expect(breaker.refuse(token)).toBeUndefined();
  });

  test('of two tokens stop all', async () => {
    const { ask, asked } = await failing('a', 'b');

    for (const name of 'aabab') await ask(name);

    expect(await ask('c')).toMatchObject(REST_OF_ALL);
    expect(asked()).toBe('aabab');
  });

  test('of the connection stop all, whoever met them', async () => {
    const { ask, issuer } = await failing();
    await issuer.close();

    for (let i = 0; i < 5; i += 1) await ask('a');

    const detail = 'not asked: the last 5 requests to this issuer failed';
    expect(await ask('b')).toMatchObject({ failure: { why: 'network', detail } });
  });
});
