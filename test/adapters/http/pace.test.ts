import { describe, expect, onTestFinished, test } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import type { AskOptions } from '../../../adapters/http/options.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import { newCanary } from '../../hostile/canary.ts';
import { requestTo } from './asking.ts';
import { type Reply, startIssuer } from './issuer.ts';

const start = async (reply?: (turn: number) => Reply, options: AskOptions = {}) => {
  const issuer = await startIssuer(reply);
  const origins = [issuer.origin];
  const ask = createAsk({ allowedOrigins: origins, reusedOrigins: origins, random: () => 0, ...options });
  onTestFinished(async () => {
    ask.close();
    await issuer.close();
  });
  const once = (more: Partial<AskRequest> = {}) => ask(requestTo(issuer.origin, 'x', newCanary(), more));
  const fills = { token: new Secret(newCanary()) };
  const same = (more: Partial<AskRequest> = {}) => once({ fills, ...more });
  const many = (times: number, more: Partial<AskRequest> = {}) =>
    Promise.all(Array.from({ length: times }, () => once(more)));
  return { issuer, ask, once, same, many };
};

describe('the budget of an issuer', () => {
  test.each([1, 3, 8])('never more than %i requests at once', async (concurrency) => {
    const { issuer, many } = await start(() => ({ after: 10 }));

    const asked = await many(24, { budget: { perSecond: 10_000, concurrency } });

    expect(asked.every(({ ok }) => ok)).toBe(true);
    expect(issuer.peak()).toBe(concurrency);
    expect(issuer.connections()).toBe(concurrency);
  });

  test('never more requests a second than it says', async () => {
    const { issuer, many } = await start();

    const from = Date.now();

    await many(15, { budget: { perSecond: 20, concurrency: 15 } });

    expect(issuer.seen).toHaveLength(15);
    expect(Date.now() - from).toBeGreaterThan(600);
  });

  test('an ask whose turn comes after its deadline says so at once', async () => {
    const { many } = await start();
    const from = Date.now();

    const asked = await many(3, { budget: { perSecond: 1, concurrency: 3 }, deadline: from + 500 });

    expect(asked.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(asked[1]).toMatchObject({
      failure: { why: 'rate-limited', detail: 'the budget for this issuer is used up', retryAt: expect.any(Number) },
    });
    expect(Date.now() - from).toBeLessThan(300);
  });

  test('an ask that gets no place before its deadline ends there', async () => {
    const { many } = await start(() => ({ after: 400 }));
    const from = Date.now();

    const asked = await many(2, { budget: { perSecond: 1000, concurrency: 1 }, deadline: from + 200 });

    expect(asked.map((one) => (one.ok ? 'ok' : one.failure.why)).sort()).toEqual(['network', 'rate-limited']);
    expect(Date.now() - from).toBeLessThan(350);
  });

  test('a deadline that has passed makes no request', async () => {
    const { issuer, once } = await start();

    expect(await once({ deadline: Date.now() - 1 })).toMatchObject({ ok: false, failure: { why: 'network' } });
    expect(issuer.connections()).toBe(0);
  });
});

describe('connections', () => {
  test('are used again where the origin allows it', async () => {
    const { issuer, once } = await start();

    for (let i = 0; i < 10; i += 1) await once();

    expect(issuer.seen).toHaveLength(10);
    expect(issuer.connections()).toBe(1);
  });

  test('serve one request each at other configured hosts', async () => {
    const { issuer, once } = await start(undefined, { reusedOrigins: [] });

    for (let i = 0; i < 3; i += 1) await once();

    expect(issuer.connections()).toBe(3);
  });

  test('that were idle over a frozen time are not used again', async () => {
    let now = Date.now();
    const { issuer, once } = await start(undefined, { clock: () => now });

    await once({ deadline: now + 60_000 });
    now += 5000;
    await once({ deadline: now + 60_000 });

    expect(issuer.connections()).toBe(2);
  });

  test('end with the client, and so do the asks on them', async () => {
    const { issuer, ask, once } = await start(() => ({ after: 5000 }));
    const from = Date.now();

    const asked = once();
    await new Promise((resolve) => setTimeout(resolve, 50));
    ask.close();

    expect(await asked).toMatchObject({ ok: false, failure: { why: 'network' } });
    expect(await once()).toMatchObject({ ok: false, failure: { detail: 'the monitor was stopping' } });
    expect(Date.now() - from).toBeLessThan(1000);
    expect(issuer.seen).toHaveLength(1);
  });
});

const PAUSES: readonly (readonly [string, number, () => Readonly<Record<string, string>>, number])[] = [
  ['429 with Retry-After in seconds', 429, () => ({ 'retry-after': '30' }), 30_000],
  ['429 with decimals', 429, () => ({ 'retry-after': '64.57' }), 64_570],
  [
    '429 with Retry-After as a date',
    429,
    () => ({ 'retry-after': new Date(Date.now() + 40_000).toUTCString() }),
    40_000,
  ],
  ['503 with Retry-After', 503, () => ({ 'retry-after': '20' }), 20_000],
  ['a Retry-After of days, cut to 15 minutes', 429, () => ({ 'retry-after': '999999' }), 900_000],
  [
    'no requests left, with the seconds to go',
    429,
    () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '9.5' }),
    9500,
  ],
  [
    'no requests left, with a moment',
    403,
    () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 50) }),
    50_000,
  ],
  [
    'one token’s own quota, cut to a minute',
    403,
    () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '3600' }),
    60_000,
  ],
];

const NO_PAUSES: readonly (readonly [string, number, Readonly<Record<string, string>>])[] = [
  ['200 with Retry-After', 200, { 'retry-after': '30' }],
  ['401 with Retry-After', 401, { 'retry-after': '30' }],
  ['429 with words', 429, { 'retry-after': 'soon' }],
  ['429 with the past', 429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
  ['429 with a negative number', 429, { 'retry-after': '-5' }],
  ['403 with requests left', 403, { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset-after': '30' }],
  ['429 with nothing', 429, {}],
];

describe('a pause that the issuer wants', () => {
  test.each(PAUSES)('%s holds further asks back about its token', async (_, status, headers, length) => {
    const { issuer, same } = await start(() => ({ status, headers: headers() }));

    const first = await same();
    const second = await same();

    expect(first).toMatchObject({ ok: true, answer: { status } });
    expect(second).toMatchObject({ ok: false, failure: { why: 'rate-limited' } });
    const retryAt = second.ok ? 0 : (second.failure.retryAt ?? 0);
    expect(Math.abs(retryAt - Date.now() - length)).toBeLessThan(2500);
    expect(issuer.seen).toHaveLength(1);
  });

  test.each(NO_PAUSES)('%s is none', async (_, status, headers) => {
    const { issuer, same } = await start(() => ({ status, headers }));

    await same();
    await same();

    expect(issuer.seen).toHaveLength(2);
  });

  test('is waited out when it is short', async () => {
    const { issuer, once } = await start((turn) =>
      turn === 0 ? { status: 503, headers: { 'retry-after': '0.4' } } : {},
    );

    await once({ method: 'POST' });
    expect(await once()).toMatchObject({ ok: true, answer: { status: 200 } });

    expect(issuer.seen[1]!.at - issuer.seen[0]!.at).toBeGreaterThan(390);
  });

  test('is not waited out beyond the deadline', async () => {
    const { same } = await start(() => ({ status: 429, headers: { 'retry-after': '1' } }));

    await same();
    expect(await same({ deadline: Date.now() + 300 })).toMatchObject({ ok: false, failure: { why: 'rate-limited' } });
  });
});

describe('retries', () => {
  test.each([500, 502, 503, 504])('%i is asked again, twice at most', async (status) => {
    const { issuer, once } = await start(() => ({ status }));

    expect(await once()).toMatchObject({ ok: true, answer: { status } });
    expect(issuer.seen).toHaveLength(3);
  });

  test('a passing outage is not noticed', async () => {
    const { issuer, once } = await start((turn) => ({ status: turn < 2 ? 502 : 200 }));

    expect(await once()).toMatchObject({ ok: true, answer: { status: 200 } });
    expect(issuer.seen).toHaveLength(3);
  });

  test.each([200, 204, 400, 401, 403, 404, 408, 425, 429])('%i is final', async (status) => {
    const { issuer, once } = await start(() => ({ status }));

    await once();

    expect(issuer.seen).toHaveLength(1);
  });

  test('a POST is sent once', async () => {
    const { issuer, once } = await start(() => ({ status: 502 }));

    await once({ method: 'POST', form: { token: '{token}' } });

    expect(issuer.seen).toHaveLength(1);
  });

  test('none beyond the deadline', async () => {
    const { issuer, once } = await start(() => ({ status: 502 }), { random: () => 1 });

    await once({ deadline: Date.now() + 150 });

    expect(issuer.seen).toHaveLength(1);
  });

  test('none in a pause', async () => {
    const { issuer, once } = await start(() => ({ status: 503, headers: { 'retry-after': '30' } }));

    expect(await once()).toMatchObject({ ok: true, answer: { status: 503 } });
    expect(issuer.seen).toHaveLength(1);
  });

  test('the jitter is full: between nothing and 200, then 400 ms', async () => {
    const { issuer, once } = await start(() => ({ status: 502 }), { random: () => 0.5 });

    await once();

    const [a, b, c] = issuer.seen.map(({ at }) => at);
    expect(b! - a!).toBeGreaterThan(95);
    expect(c! - b!).toBeGreaterThan(195);
    expect(c! - a!).toBeLessThan(700);
  });
});

describe('an issuer that fails five times in a row', () => {
  const failing = async (healed: () => boolean) => {
    let now = Date.now();
    const started = await start(() => ({ status: healed() ? 200 : 502 }), { clock: () => now });
    const post = () => started.once({ method: 'POST', deadline: now + 60_000 });
    for (let i = 0; i < 5; i += 1) await post();
    return {
      ...started,
      post,
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  test('is not asked for 30 s', async () => {
    const { issuer, post, pass } = await failing(() => false);

    expect(await post()).toMatchObject({ ok: false, failure: { why: 'provider-outage', retryAt: expect.any(Number) } });
    pass(29_000);
    expect(await post()).toMatchObject({ ok: false, failure: { why: 'provider-outage' } });
    expect(issuer.seen).toHaveLength(5);
  });

  test('gets one trial after that, and rests again when it fails', async () => {
    const { issuer, post, pass } = await failing(() => false);

    pass(30_001);
    const asked = await Promise.all([post(), post(), post()]);

    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(issuer.seen).toHaveLength(6);
    expect(await post()).toMatchObject({ ok: false });
    expect(issuer.seen).toHaveLength(6);
  });

  test('is asked as before once the trial is answered', async () => {
    let healed = false;
    const { post, pass, many } = await failing(() => healed);

    healed = true;
    pass(30_001);

    expect(await post()).toMatchObject({ ok: true });
    expect((await many(4, { deadline: Date.now() + 60_000 })).every(({ ok }) => ok)).toBe(true);
  });

  test('refusals of tokens are answers: they never count', async () => {
    const { issuer, once } = await start(() => ({ status: 401 }));

    for (let i = 0; i < 7; i += 1) await once();

    expect(issuer.seen).toHaveLength(7);
  });

  test('a dead connection counts as well', async () => {
    const { issuer, once } = await start();
    await issuer.close();

    for (let i = 0; i < 5; i += 1) await once({ method: 'POST' });

    const asked = await once({ method: 'POST' });
    expect(asked).toMatchObject({ failure: { why: 'network', detail: expect.stringContaining('not asked') } });
  });

  test('the short time of a caller does not count', async () => {
    const { issuer, once } = await start((turn) => ({ after: turn < 6 ? 200 : 0 }));

    for (let i = 0; i < 6; i += 1) await once({ method: 'POST', deadline: Date.now() + 40 });

    expect(await once()).toMatchObject({ ok: true });
    expect(issuer.seen).toHaveLength(7);
  });
});
