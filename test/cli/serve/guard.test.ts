import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Source } from '../../../cli/serve/source.ts';
import type { Order } from '../../../monitor/overview/act.ts';
import { NAMES, SOME_OVERVIEW, SOME_RECORDS } from '../../support/overview.ts';
import { opened, type Reply, say, type Visit, visit } from './visit.ts';

const [BOT] = SOME_RECORDS;
const TOKEN = BOT?.ref.id ?? '';

let ordered: Order[] = [];
const source: Source = {
  read: async () => SOME_OVERVIEW,
  act: async (order) => {
    ordered.push(order);
    return { came: 'unknown token' };
  },
  names: NAMES,
  start: 'check a file',
  canLook: true,
  canSweep: false,
  close: () => {},
};

type Door = Awaited<ReturnType<typeof opened>>;
let door: Door;
beforeAll(async () => {
  door = await opened(source);
});
afterAll(() => door.close());
beforeEach(() => {
  ordered = [];
});

const look = (d: Door, headers: Visit['headers'] = {}, body = d.form({ token: TOKEN })): Visit => ({
  method: 'POST',
  path: `/${d.site.secret}/look`,
  headers: { ...d.own, ...headers },
  body,
});
const page = (d: Door, headers: Visit['headers'] = {}): Visit => ({ path: `/${d.site.secret}/`, headers });
const other = (text: string): string => text.replace(/^./, (first) => (first === '0' ? '1' : '0'));

const TURNED_AWAY: Readonly<Record<string, readonly [status: number, (d: Door) => Visit]>> = {
  'another host by name (DNS rebinding)': [421, (d) => page(d, { host: `evil.example:${d.port}` })],
  'a host that only begins like ours': [421, (d) => page(d, { host: `127.0.0.1.evil.example:${d.port}` })],
  'a host without the port': [421, (d) => page(d, { host: '127.0.0.1' })],
  'a host with another port': [421, (d) => page(d, { host: `127.0.0.1:${d.port + 1}` })],
  'a host with a dot at its end': [421, (d) => page(d, { host: `localhost.:${d.port}` })],
  'a host in capitals': [421, (d) => page(d, { host: `LOCALHOST:${d.port}` })],
  'our address written another way': [421, (d) => page(d, { host: `127.1:${d.port}` })],
  'all addresses of this machine': [421, (d) => page(d, { host: `0.0.0.0:${d.port}` })],
  'the address of IPv6': [421, (d) => page(d, { host: `[::1]:${d.port}` })],
  'a rebound host that acts': [
    421,
    (d) => look(d, { host: `evil.example:${d.port}`, origin: `http://evil.example:${d.port}` }),
  ],
  'no path': [404, () => ({ path: '/' })],
  'what browsers ask for by themselves': [404, () => ({ path: '/favicon.ico' })],
  'a wrong secret of the same length': [404, (d) => ({ path: `/${other(d.site.secret)}/` })],
  'a secret that is cut': [404, (d) => ({ path: `/${d.site.secret.slice(0, -1)}/` })],
  'a secret that is longer': [404, (d) => ({ path: `/${d.site.secret}0/` })],
  'no secret between slashes': [404, () => ({ path: '//' })],
  'the secret in another place': [404, (d) => ({ path: `/x/${d.site.secret}/` })],
  'the secret as a query': [404, (d) => ({ path: `/?${d.site.secret}/` })],
  'the proof in place of the secret': [404, (d) => ({ path: `/${d.site.proof}/` })],
  'a room that there is not': [404, (d) => ({ path: `/${d.site.secret}/admin` })],
  'a word of every object': [404, (d) => ({ path: `/${d.site.secret}/constructor` })],
  'a path that climbs': [404, (d) => ({ path: `/${d.site.secret}/../../etc/passwd` })],
  'a path that climbs, encoded': [404, (d) => ({ path: `/${d.site.secret}/%2e%2e/refresh.js` })],
  'a path that climbs back to where it is': [404, (d) => ({ path: `/x/../${d.site.secret}/` })],
  'a file of the sources': [404, (d) => ({ path: `/${d.site.secret}/site.ts` })],
  'a whole address in place of a path': [404, (d) => ({ path: `http://evil.example/${d.site.secret}/` })],
  'a method that writes files': [405, (d) => ({ ...page(d), method: 'PUT' })],
  'a method that asks what may be asked': [405, (d) => ({ ...page(d), method: 'OPTIONS' })],
  'a method that echoes': [405, (d) => ({ ...page(d), method: 'TRACE' })],
  'a form sent to the page': [405, (d) => ({ ...look(d), path: `/${d.site.secret}/` })],
  'an order as a link': [405, (d) => ({ path: `/${d.site.secret}/look?${d.form({ token: TOKEN })}` })],
  'an order by HEAD': [405, (d) => ({ ...look(d), method: 'HEAD', body: '' })],
  'no origin': [403, (d) => look(d, { origin: undefined })],
  'an origin that is null': [403, (d) => look(d, { origin: 'null' })],
  'an origin of somebody else': [403, (d) => look(d, { origin: 'http://evil.example' })],
  'an origin of our host at another port': [403, (d) => look(d, { origin: `http://127.0.0.1:${d.port + 1}` })],
  'an origin by TLS': [403, (d) => look(d, { origin: `https://127.0.0.1:${d.port}` })],
  'an origin of our other name': [403, (d) => look(d, { origin: `http://localhost:${d.port}` })],
  'a page of another site, as the browser says': [403, (d) => look(d, { 'sec-fetch-site': 'cross-site' })],
  'a page of the same site and another origin': [403, (d) => look(d, { 'sec-fetch-site': 'same-site' })],
  'an address that somebody typed': [403, (d) => look(d, { 'sec-fetch-site': 'none' })],
  'no content type': [415, (d) => look(d, { 'content-type': undefined })],
  'plain text, which a form of any site may send': [415, (d) => look(d, { 'content-type': 'text/plain' })],
  JSON: [415, (d) => look(d, { 'content-type': 'application/json' })],
  'a form in parts': [415, (d) => look(d, { 'content-type': 'multipart/form-data; boundary=x' })],
  'no proof': [403, (d) => look(d, {}, `token=${TOKEN}`)],
  'an empty proof': [403, (d) => look(d, {}, `proof=&token=${TOKEN}`)],
  'a wrong proof': [403, (d) => look(d, {}, `proof=${other(d.site.proof)}&token=${TOKEN}`)],
  'a wrong proof before the right one': [403, (d) => look(d, {}, `proof=x&${d.form({ token: TOKEN })}`)],
  'the secret in place of the proof': [403, (d) => look(d, {}, `proof=${d.site.secret}&token=${TOKEN}`)],
  'the proof in the address': [
    403,
    (d) => ({ ...look(d, {}, `token=${TOKEN}`), path: `/${d.site.secret}/look?proof=${d.site.proof}` }),
  ],
  'a form that says it is large': [413, (d) => look(d, {}, d.form({ token: TOKEN, why: 'x'.repeat(8192) }))],
  'a large form in pieces, which does not say so': [
    413,
    (d) => look(d, { 'transfer-encoding': 'chunked' }, d.form({ token: TOKEN, why: 'x'.repeat(20_000) })),
  ],
  'more headers than anybody sends': [
    431,
    (d) => page(d, Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`x-${n}`, '1']))),
  ],
};

describe('turned away, without a word, and nothing is done:', () => {
  test.each(Object.entries(TURNED_AWAY))('%s', async (_, [status, of]) => {
    const reply = await visit(door.port, of(door));
    expect([reply.status, reply.body]).toEqual([status, '']);
    expect(ordered).toEqual([]);
  });

  test('two hosts, whichever is ours', async () => {
    const own = `127.0.0.1:${door.port}`;
    for (const hosts of [
      [own, 'evil.example'],
      ['evil.example', own],
    ]) {
      const lines = hosts.map((host) => `Host: ${host}\r\n`).join('');
      const said = await say(door.port, `GET /${door.site.secret}/ HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);
      expect(said).toMatch(/^HTTP\/1\.1 (?:400|421) /);
      expect(said).not.toContain('<main');
    }
  });

  test('no host at all, by the old protocol', async () => {
    expect(await say(door.port, `GET /${door.site.secret}/ HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 421 /);
  });
});

const LET_IN: Readonly<Record<string, readonly [status: number, (d: Door) => Visit]>> = {
  'the page': [200, (d) => page(d)],
  'the page by its other name': [200, (d) => page(d, { host: `localhost:${d.port}` })],
  'the page with a filter, as a form sends it': [
    200,
    (d) => ({ path: `/${d.site.secret}/?owner=team-ci&provider=&show=all&find=` }),
  ],
  'the script': [200, (d) => ({ path: `/${d.site.secret}/refresh.js` })],
  'the picture of the tab': [200, (d) => ({ path: `/${d.site.secret}/icon.svg` })],
  'an order from our page': [303, (d) => look(d)],
  'an order of a browser that says nothing of the site': [303, (d) => look(d, { 'sec-fetch-site': undefined })],
  'an order that says its characters': [
    303,
    (d) => look(d, { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }),
  ],
  'an order by our other name': [
    303,
    (d) => look(d, { host: `localhost:${d.port}`, origin: `http://localhost:${d.port}` }),
  ],
};

describe('let in:', () => {
  test.each(Object.entries(LET_IN))('%s', async (_, [status, of]) => {
    const visited = of(door);
    expect((await visit(door.port, visited)).status).toBe(status);
    expect(ordered).toEqual(visited.method === 'POST' ? [{ act: 'look', by: 'alice', token: TOKEN }] : []);
  });

  test('HEAD says the same of the page, without it', async () => {
    const [head, get] = [await visit(door.port, { ...page(door), method: 'HEAD' }), await door.page()];
    expect([head.status, head.body, head.headers.etag]).toEqual([200, '', get.headers.etag]);
  });

  test('who has the page already is told that it is the same', async () => {
    const etag = String((await door.page()).headers.etag);
    const again = await door.page('', { 'if-none-match': etag });
    expect([again.status, again.body]).toEqual([304, '']);
    expect((await door.page('?show=all', { 'if-none-match': etag })).status).toBe(200);
  });
});

test('whoever sends a form slowly, or never ends his headers, is cut off; others are served meanwhile', async () => {
  const head = `POST /${door.site.secret}/look HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nOrigin: http://127.0.0.1:${door.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  const slow = [
    say(door.port, `${head}Content-Length: 200\r\n\r\nproof=`),
    say(door.port, head),
    say(door.port, 'GET /'),
  ];
  expect((await door.page()).status).toBe(200);
  expect((await Promise.all(slow)).map((said) => said?.split('\r\n')[0])).toEqual(
    Array(3).fill('HTTP/1.1 408 Request Timeout'),
  );
  expect(ordered).toEqual([]);
});

test.each([
  ['headers larger than 16 KB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['a length said twice', 'GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', /^HTTP\/1\.1 400 /],
])('%s ends the connection, and the server lives on', async (_, bytes, said) => {
  expect(await say(door.port, bytes)).toMatch(said);
  expect((await door.page()).status).toBe(200);
});

const WAYS_OUT: Readonly<Record<string, string>> = {
  'another host': '?next=https://evil.example/&url=//evil.example',
  'a wish that is an address': '?show=https://evil.example/&owner=//evil.example',
  'a line break': '?owner=x%0d%0aSet-Cookie:%20a=b%0d%0aLocation:%20https://evil.example',
  'a page that is no number': '?page=//evil.example&show=all',
};

test.each(Object.entries(WAYS_OUT))(
  'after an order the way leads back to our own page and to nowhere else: %s',
  async (_, query) => {
    const { answer, to, page: shown } = await door.press(`look${query}`, { token: TOKEN });
    expect(answer.status).toBe(303);
    expect(String(answer.headers.location)).toMatch(/^\.\/\?[\w%.+&=*-]*$/);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect([to.host, to.pathname]).toEqual([`127.0.0.1:${door.port}`, `/${door.site.secret}/`]);
    expect([...to.searchParams.keys()].filter((key) => !['show', 'owner', 'said'].includes(key))).toEqual([]);
    expect(shown.body).toContain('role="status"');
  },
);

test('the view that somebody came from is shown again, with what came of it; a made-up number says nothing', async () => {
  const { to, page: shown } = await door.press('look?show=all&owner=team-ci&page=1', { token: TOKEN });
  expect([to.searchParams.get('show'), to.searchParams.get('owner')]).toEqual(['all', 'team-ci']);
  expect(shown.body).toContain('This token is not watched any more.');
  const made = await door.page('?said=%3Cb%3Eevil');
  expect(made.body).not.toContain('evil');
});

const headersOf = (reply: Reply, ...names: readonly string[]) => names.map((name) => reply.headers[name]);

test('every answer forbids what it does not need; the page allows its one style, its script, and nothing of others', async () => {
  const everything = [
    await door.page(),
    await door.page('refresh.js'),
    await door.page('icon.svg'),
    await door.page('none'),
    await door.post('look', { token: TOKEN }),
  ];
  for (const reply of everything)
    expect(
      headersOf(
        reply,
        'cache-control',
        'x-content-type-options',
        'referrer-policy',
        'cross-origin-opener-policy',
        'cross-origin-resource-policy',
      ),
    ).toEqual(['no-store', 'nosniff', 'same-origin', 'same-origin', 'same-origin']);
  const policy = String(everything[0]?.headers['content-security-policy']);
  expect(policy.replace(/sha256-[\w+/=]{44}/, 'HASH')).toBe(
    "default-src 'none'; style-src 'HASH'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  for (const reply of everything.slice(1))
    expect(String(reply.headers['content-security-policy'])).toMatch(/^default-src 'none'; form-action 'none'/);
});
