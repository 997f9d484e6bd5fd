import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import type { UnansweredCause } from '../../../core/model/verdict.ts';
import { holds, newCanary } from '../../hostile/canary.ts';
import type { MisbehaviourName } from '../../hostile/misbehaviours.ts';
import { certificate, type Hostile, startHostile } from '../../hostile/server.ts';
import { requestTo } from './asking.ts';

const timeouts = { connect: 400, headers: 500, body: 500, total: 1200 };

const CUT = 'the connection was cut before the answer was whole';
const INVALID = 'the answer is not valid HTTP';
const LARGE = 'the answer is larger than accepted';

const UNANSWERED: readonly (readonly [MisbehaviourName, UnansweredCause, string])[] = [
  ['endless 103', 'blocked', 'interim answers without end'],
  ['slow 103', 'network', 'no answer in time'],
  ['header drip', 'network', 'no answer in time'],
  ['body drip', 'network', 'the answer did not end in time'],
  ['endless chunked body', 'blocked', LARGE],
  ['endless body without length', 'blocked', LARGE],
  ['declared huge body', 'blocked', LARGE],
  ['gzip bomb', 'blocked', 'the answer is compressed, which was not asked for'],
  ['gzip 401', 'blocked', 'the answer is compressed, which was not asked for'],
  ['mirror in broken status line', 'network', INVALID],
  ['redirect 301', 'blocked', 'redirect to another address (301); not followed'],
  ['redirect 302', 'blocked', 'redirect to another address (302); not followed'],
  ['redirect 303', 'blocked', 'redirect to another address (303); not followed'],
  ['redirect 307', 'blocked', 'redirect to another address (307); not followed'],
  ['redirect 308', 'blocked', 'redirect to another address (308); not followed'],
  ['cut after headers', 'network', CUT],
  ['cut in the headers', 'network', CUT],
  ['cut in the body', 'network', CUT],
  ['cut in a chunk', 'network', CUT],
  ['cut 401', 'network', CUT],
  ['reset', 'network', CUT],
  ['garbage', 'network', INVALID],
  ['HTTP/0.9', 'network', INVALID],
  ['double content-length', 'network', INVALID],
  ['content-length and chunked', 'network', INVALID],
  ['negative content-length', 'network', INVALID],
  ['bare line feeds', 'network', INVALID],
  ['10,000 headers', 'blocked', 'the headers of the answer are larger than accepted'],
  ['1 MB header', 'blocked', 'the headers of the answer are larger than accepted'],
  ['upgrade 101', 'blocked', 'the server tried to change the protocol'],
  ['never answers', 'network', 'no answer in time'],
];

const MIRRORS = ['mirror in body', 'mirror in base64', 'mirror in header', 'mirror in header name'] as const;

describe('a server that misbehaves', () => {
  let server: Hostile;
  let elsewhere: Hostile;
  beforeAll(async () => {
    elsewhere = await startHostile();
    server = await startHostile({ elsewhere: `${elsewhere.origin}/fine` });
  });
  afterAll(() => Promise.all([server.close(), elsewhere.close()]));

  const ask = (path: MisbehaviourName, value: string, deadline = 2000) => {
    const asker = createAsk({ allowedOrigins: [server.origin], timeouts, random: () => 0 });
    const request = requestTo(server.origin, path, value, { deadline: Date.now() + deadline });
    return asker(request).finally(() => asker.close());
  };

  test.concurrent.each(UNANSWERED)('%s: no answer, because %s: %s', async (path, why, detail) => {
    const [value, from] = [newCanary(), Date.now()];

    const asked = await ask(path, value);

    const redirected = path.startsWith('redirect') ? { redirected: true } : {};
    expect(asked).toEqual({ ok: false, failure: { why, detail, ...redirected } });
    expect(Date.now() - from).toBeLessThan(2300);
    expect(holds(asked, value)).toBe(false);
  });

  test.concurrent.each(['slow 103', 'header drip', 'body drip', 'never answers'] as const)(
    '%s ends at the deadline of the caller',
    async (path) => {
      const from = Date.now();

      const asked = await ask(path, newCanary(), 300);

      expect(asked.ok).toBe(false);
      expect(Date.now() - from).toBeLessThan(480);
    },
  );

  test.concurrent.each(MIRRORS)('%s: the answer is kept without the value', async (path) => {
    const value = newCanary();

    const asked = await ask(path, value);

    expect(asked).toMatchObject({ ok: true, answer: { status: 200 } });
    expect(JSON.stringify(asked)).toContain('[redacted]');
    expect(holds(asked, value)).toBe(false);
  });

  test.concurrent('the reason phrase is no part of an answer', async () => {
    const value = newCanary();

    const asked = await ask('mirror in reason phrase', value);

    expect(asked).toMatchObject({ ok: true, answer: { status: 401, json: { message: '401: Unauthorized' } } });
    expect(holds(asked, value)).toBe(false);
  });

  test('no redirect was followed', () => {
    expect(elsewhere.connections()).toBe(0);
  });
});

describe('two answers to one request', () => {
  for (const behaviour of ['two answers', 'second answer later'] as const) {
    for (const kept of [false, true]) {
      test(`${behaviour}: never reaches the next request (${kept ? 'kept' : 'own'} connection)`, async () => {
        const server = await startHostile();
        const origins = [server.origin];
        const ask = createAsk({ allowedOrigins: origins, reusedOrigins: kept ? origins : [] });

        const first = await ask(requestTo(server.origin, behaviour, newCanary()));
        await new Promise((resolve) => setTimeout(resolve, 60));
        const second = await ask(requestTo(server.origin, 'fine', newCanary()));
        ask.close();
        await server.close();

        expect(JSON.stringify(first)).not.toContain('poison');
        expect(second).toMatchObject({ ok: true, answer: { json: { id: '1' } } });
        expect(server.connections()).toBe(2);
      });
    }
  }
});

describe('TLS', () => {
  const ca = [certificate('ca')];
  const CERTIFICATES = [
    ['self', 'the certificate of the server is not trusted (self-signed)'],
    ['wrong', 'the certificate of the server is not trusted (made for another host name)'],
    ['expired', 'the certificate of the server is not trusted (expired)'],
  ] as const;

  test.concurrent.each(CERTIFICATES)('%s certificate: %s', async (name, detail) => {
    const server = await startHostile({ certificate: name });
    const ask = createAsk({ allowedOrigins: [server.origin], ca, timeouts });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary()));
    ask.close();
    await server.close();

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail } });
    expect(server.bytes()).toBe(0);
  });

  test.concurrent('a certificate of the authority that the deployment names is trusted', async () => {
    const server = await startHostile({ certificate: 'good' });
    const ask = createAsk({ allowedOrigins: [server.origin], ca, timeouts });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary()));
    ask.close();
    await server.close();

    expect(asked).toMatchObject({ ok: true, answer: { status: 200 } });
  });

  test.concurrent('a certificate of an unknown authority is not', async () => {
    const server = await startHostile({ certificate: 'good' });
    const ask = createAsk({ allowedOrigins: [server.origin], timeouts });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary()));
    ask.close();
    await server.close();

    const detail = 'the certificate of the server is not trusted (unknown authority)';
    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail } });
  });

  test.concurrent('a handshake that never ends', async () => {
    const server = await startHostile();
    const origin = server.origin.replace('http:', 'https:');
    const ask = createAsk({ allowedOrigins: [origin], timeouts: { connect: 200 } });
    const from = Date.now();

    const asked = await ask(requestTo(origin, 'never answers', newCanary(), { method: 'POST' }));
    ask.close();
    await server.close();

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: 'no connection in time' } });
    expect(Date.now() - from).toBeLessThan(1400);
  });

  test.concurrent('a server that speaks no TLS', async () => {
    const server = await startHostile({
      onConnection: (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    const origin = server.origin.replace('http:', 'https:');
    const ask = createAsk({ allowedOrigins: [origin], timeouts });

    const asked = await ask(requestTo(origin, 'fine', newCanary()));
    ask.close();
    await server.close();

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: 'no TLS connection could be agreed on' } });
  });
});

describe('no server', () => {
  test('a port where nobody listens', async () => {
    const server = await startHostile();
    await server.close();
    const ask = createAsk({ allowedOrigins: [server.origin], timeouts });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary()));
    ask.close();

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: 'connection refused' } });
  });

  test('a server that accepts and hangs up', async () => {
    const server = await startHostile({ onConnection: (socket) => socket.destroy() });
    const ask = createAsk({ allowedOrigins: [server.origin], timeouts });

    const asked = await ask(requestTo(server.origin, 'fine', newCanary()));
    ask.close();
    await server.close();

    expect(asked).toEqual({ ok: false, failure: { why: 'network', detail: CUT } });
  });
});
