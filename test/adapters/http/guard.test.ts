import { once } from 'node:events';
import http from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import { createAgent } from '../../../adapters/http/dial.ts';
import { guardedLookup, type Resolve, systemResolve } from '../../../adapters/http/guard.ts';
import { newCanary } from '../../hostile/canary.ts';
import { startHostile } from '../../hostile/server.ts';
import { requestTo } from './asking.ts';

const neverResolved: Resolve = () => {
  throw new Error('a refused address must not be looked up');
};

const NO_HOST = 'the address of the issuer is no public host name';

const REFUSED: readonly (readonly [string, string])[] = [
  ['http://discord.com/', 'only https is used for tokens'],
  ['ftp://discord.com/', 'only https is used for tokens'],
  ['https://discord.com:8443/', 'only port 443 is used for tokens'],
  ['https://user@discord.com/', 'the address of the issuer holds a user name'],
  ['https://api.github.com@evil.example/', 'the address of the issuer holds a user name'],
  ['https://127.0.0.1/', NO_HOST],
  ['https://169.254.169.254/', NO_HOST],
  ['https://[::1]/', NO_HOST],
  ['https://[64:ff9b::7f00:1]/', NO_HOST],
  ['https://0x7f.1/', NO_HOST],
  ['https://2130706433/', NO_HOST],
  ['https://017700000001/', NO_HOST],
  ['https://127.1/', NO_HOST],
  ['https://１２７.0.0.1/', NO_HOST],
  ['https://8.8.8.8/', NO_HOST],
  ['https://localhost/', NO_HOST],
  ['https://discord.com./', NO_HOST],
  ['https://{token}.evil.example/', NO_HOST],
  ['discord.com/api', 'the address of the issuer is not valid'],
  ['https://', 'the address of the issuer is not valid'],
];

describe('an address that a public issuer cannot have', () => {
  test.each(REFUSED)('%s: %s', async (url, detail) => {
    const ask = createAsk({ lookup: neverResolved });

    const asked = await ask({ ...requestTo('', '', newCanary()), url, trust: 'public' });

    expect(asked).toEqual({ ok: false, failure: { why: 'blocked', detail } });
  });
});

const NOT_PUBLIC = { ok: false, failure: { why: 'blocked', detail: expect.stringContaining('not public') } };

const resolvesTo =
  (...addresses: readonly string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('a public name that leads to a private place', () => {
  const publicly = (lookup: Resolve) => {
    const ask = createAsk({ lookup, random: () => 0, timeouts: { connect: 200, total: 2500 } });
    const request = requestTo('https://issuer.example', 'x', newCanary(), { trust: 'public' });
    return ask(request).finally(() => ask.close());
  };

  test.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::a9fe:a9fe'])(
    '%s is refused',
    async (address) => {
      expect(await publicly(resolvesTo(address))).toEqual(NOT_PUBLIC);
    },
  );

  test('one private address among public ones refuses all', async () => {
    expect(await publicly(resolvesTo('162.159.128.233', '2606:4700::1', '192.168.0.1'))).toEqual(NOT_PUBLIC);
  });

  test('a name that changes its address between two requests is judged each time', async () => {
    let turn = 0;
    const alternating: Resolve = async () => [{ address: turn++ % 2 === 0 ? '192.0.0.8' : '127.0.0.1', family: 4 }];
    const ask = createAsk({ lookup: alternating });
    const request = requestTo('https://issuer.example', 'x', newCanary(), { trust: 'public' });

    expect(await ask(request)).toEqual(NOT_PUBLIC);
    expect(await ask(request)).toEqual(NOT_PUBLIC);
    expect(turn).toBe(2);
    ask.close();
  });

  test('a name without any address', async () => {
    const asked = await publicly(resolvesTo());

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: 'the host name has no address' } });
  });

  test('a name that DNS does not know', async () => {
    const asked = await publicly(() => Promise.reject(Object.assign(new Error('queryA'), { code: 'ENOTFOUND' })));

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: 'the host name is not known to DNS' } });
  });

  test('a resolver that never answers ends with the time for a connection', async () => {
    const asked = await publicly(() => new Promise(() => undefined));

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: 'no connection in time' } });
  });
});

test('a peer that is not public gets no byte, even where no name was looked up', async () => {
  const server = await startHostile();
  const lookup = guardedLookup(systemResolve, true);
  const agent = createAgent({ secure: false, guarded: true, reuse: true, lookup, connect: 500, ca: [] });
  const request = http.request({ agent, host: '127.0.0.1', port: new URL(server.origin).port, path: '/fine' });

  const failing = once(request, 'error');
  request.end();
  const [error] = await failing;
  await new Promise((resolve) => setTimeout(resolve, 20));
  agent.destroy();
  await server.close();

  expect(error).toMatchObject({ code: 'TH_ADDRESS_NOT_PUBLIC' });
  expect(server.bytes()).toBe(0);
});

describe('the list of allowed origins', () => {
  test('another origin is refused without a connection', async () => {
    const server = await startHostile();
    const ask = createAsk({ allowedOrigins: ['http://127.0.0.1:1'] });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary()));
    await server.close();

    expect(asked).toEqual({
      ok: false,
      failure: { why: 'blocked', detail: 'this host is not on the list of allowed hosts' },
    });
    expect(server.connections()).toBe(0);
  });

  test('a request that trusts no list cannot use it', async () => {
    const server = await startHostile();
    const ask = createAsk({ allowedOrigins: [server.origin] });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary(), { trust: 'public' }));
    await server.close();

    expect(asked).toMatchObject({ ok: false, failure: { why: 'blocked' } });
    expect(server.connections()).toBe(0);
  });

  test('proxy and TLS variables change nothing', async () => {
    const [server, proxy, untrusted] = [
      await startHostile(),
      await startHostile(),
      await startHostile({ certificate: 'self' }),
    ];
    const origins = [server.origin, untrusted.origin];
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) vi.stubEnv(name, proxy.origin);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const ask = createAsk({ allowedOrigins: origins, timeouts: { total: 700 } });

    const [plain, tls] = await Promise.all(origins.map((origin) => ask(requestTo(origin, 'fine', newCanary()))));
    vi.unstubAllEnvs();
    ask.close();
    await Promise.all([server.close(), proxy.close(), untrusted.close()]);

    expect(plain).toMatchObject({ ok: true });
    expect(tls).toMatchObject({ ok: false, failure: { why: 'network' } });
    expect(proxy.connections()).toBe(0);
  });
});
