import { describe, expect, onTestFinished, test } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import { fillRequest } from '../../../adapters/http/request.ts';
import { scrubber } from '../../../adapters/http/scrub.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import { holds, newCanary } from '../../hostile/canary.ts';
import { requestTo } from './asking.ts';
import { startIssuer } from './issuer.ts';

const send = async (more: Partial<AskRequest>, value = newCanary()) => {
  const issuer = await startIssuer();
  const ask = createAsk({ allowedOrigins: [issuer.origin] });
  onTestFinished(async () => {
    ask.close();
    await issuer.close();
  });
  const asked = await ask(requestTo(issuer.origin, 'x', value, more));
  const [seen] = issuer.seen;
  return { asked, url: seen?.request.url, headers: seen?.request.headers ?? {}, body: seen?.body };
};

const ODD = 'a/b?c#d&e=f+g%20 {token} ü';

describe('where the value is put', () => {
  test('percent-encoded in the URL', async () => {
    const { url } = await send({ headers: {} }, ODD);

    expect(url).toBe(`/x?key=${encodeURIComponent(ODD)}`);
  });

  test('form-encoded in a form', async () => {
    const { body, headers } = await send({ method: 'POST', headers: {}, form: { token: '{token}', hint: 'a b' } }, ODD);

    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(body)]).toEqual([
      ['token', ODD],
      ['hint', 'a b'],
    ]);
  });

  test('verbatim in headers', async () => {
    const { headers } = await send({ headers: { authorization: 'Bot {token}' } }, 'a/b?c{x}');

    expect(headers.authorization).toBe('Bot a/b?c{x}');
  });

  test('form-encoded before base64 in Basic credentials (RFC 6749 2.3.1)', () => {
    const fills = { id: new Secret('client:1 ü'), secret: new Secret('s/+=') };
    const request = requestTo('', '', '', {
      url: 'https://issuer.example/',
      headers: {},
      fills,
      basic: { user: '{id}', password: '{secret}', formEncoded: true },
    });

    const filled = fillRequest(request, new URL(request.url), 'u');

    const sent = filled.ok ? filled.outgoing.headers.authorization : undefined;
    expect(sent).toBe(`Basic ${Buffer.from('client%3A1+%C3%BC:s%2F%2B%3D').toString('base64')}`);
  });

  test('as it is in Basic credentials of anybody else (RFC 7617), with fixed words beside it or nothing', () => {
    const basic = { user: 'api', password: '{token}' };
    const request = requestTo('', '', 's/+=', { url: 'https://issuer.example/', headers: {}, basic });

    const filled = fillRequest(request, new URL(request.url), 'u');

    const sent = filled.ok ? filled.outgoing.headers.authorization : undefined;
    expect(sent).toBe(`Basic ${Buffer.from('api:s/+=').toString('base64')}`);
    expect(filled.ok && filled.values).toContain(Buffer.from('api:s/+=').toString('base64'));
  });

  test('nowhere in JSON', async () => {
    const { body, headers } = await send({ method: 'POST', headers: {}, json: { text: '{token}' } });

    expect(headers['content-type']).toBe('application/json');
    expect(body).toBe('{"text":"{token}"}');
  });

  test('in fields beside JSON that others wrote, where braces are left as they are', async () => {
    const json = { key: 'no', text: '{token} {other}', list: ['{token}'] };
    const { body } = await send({ method: 'POST', headers: {}, json, jsonFields: { key: '{token}' } }, 'v{token}"');

    expect(body).toBe(`{"key":"v{token}\\"","text":"{token} {other}","list":["{token}"]}`);
  });
});

describe('what goes along', () => {
  test('a user agent that names the project, and no compression', async () => {
    const { headers } = await send({});

    expect(headers['user-agent']).toBe('token-health-monitor/0.1.0');
    expect(headers['accept-encoding']).toBe('identity');
  });

  test('an issuer’s own user agent wins', async () => {
    const { headers } = await send({ headers: { 'User-Agent': 'DiscordBot (https://example.org, 1)' } });

    expect(headers['user-agent']).toBe('DiscordBot (https://example.org, 1)');
  });
});

const CONTROLS = [...Array.from({ length: 32 }, (_, i) => i), 127, 128, 255, 0x100, 0x2028].map((code) =>
  String.fromCharCode(code),
);

describe('a value that cannot be sent', () => {
  test.each(CONTROLS.map((char) => [`U+${char.charCodeAt(0).toString(16).padStart(4, '0')}`, char]))(
    '%s in a header',
    async (_, char) => {
      const value = `${newCanary()}${char}${newCanary()}`;

      const { asked, url } = await send({}, value);

      expect(asked).toEqual({
        ok: false,
        failure: { why: 'blocked', detail: 'the token has characters that no header may hold' },
      });
      expect(url).toBeUndefined();
      expect(holds(asked, value)).toBe(false);
    },
  );

  const fillPath = (value: string, url = 'https://issuer.example/api/{token}/end') =>
    fillRequest({ ...requestTo('', '', value), url, headers: {} }, new URL(url), 'u');

  test.each(['..', '.', ''])('%j in the path would change the address', (value) => {
    expect(fillPath(value)).toMatchObject(
      value === '' ? { ok: true } : { failure: { detail: 'the token would change the address of the request' } },
    );
  });

  test.each(['../../admin', '..%2f', '%2e%2e', 'a/../b', '?x', '#x', '\\..\\'])(
    '%j in the path stays one segment',
    (value) => {
      const filled = fillPath(value);

      expect(filled.ok && filled.outgoing.url.pathname.split('/')).toEqual([
        '',
        'api',
        encodeURIComponent(value),
        'end',
      ]);
    },
  );

  test('a value cannot be a host', () => {
    expect(fillPath('evil', 'https://{token}/x')).toMatchObject({ ok: false });
  });

  test('half a surrogate pair', () => {
    expect(fillPath('\ud800')).toMatchObject({ failure: { detail: 'the token cannot be put into a request' } });
  });

  test('a part that the token does not have', () => {
    expect(fillPath('x', 'https://issuer.example/{toString}')).toMatchObject({
      failure: { detail: 'the request needs a part that this token does not have' },
    });
  });
});

describe('the scrubber', () => {
  const value = 'to/ken+"with" odd\\chars=';
  const SPELLINGS = {
    raw: value,
    'percent-encoded': encodeURIComponent(value),
    'percent-encoded in lower case': encodeURIComponent(value).replace(/%../g, (octet) => octet.toLowerCase()),
    'form-encoded': new URLSearchParams([['', value]]).toString().slice(1),
    base64: Buffer.from(value).toString('base64'),
    base64url: Buffer.from(value).toString('base64url'),
    hex: Buffer.from(value).toString('hex'),
    'hex in capitals': Buffer.from(value).toString('hex').toUpperCase(),
    'every character in percent': Buffer.from(value).toString('hex').replace(/../g, '%$&'),
    'every character as a JSON escape': Buffer.from(value).toString('hex').replace(/../g, '\\u00$&'),
    'some characters as escaped JSON escapes': value.replace(/[a-z]/g, (c) => `\\\\u00${c.charCodeAt(0).toString(16)}`),
    'JSON-escaped': JSON.stringify(value).slice(1, -1),
    'JSON-escaped with slashes': JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'),
  };

  test.each(Object.entries(SPELLINGS))('%s', (_, spelling) => {
    expect(scrubber([value])(`before ${spelling} after`)).toMatch(/^before \[redacted\]=* after$/);
  });

  test.each([1, 2, 3])('base64 of a text that holds the value behind %i other bytes', (before) => {
    const left = scrubber([value])(Buffer.from(`${'~'.repeat(before)}${value}~`).toString('base64'));

    expect(left).toContain('[redacted]');
    expect(left.length).toBeLessThan(20);
  });

  test('a flood of backslashes is read once', () => {
    const from = performance.now();
    scrubber([value])(`${'\\'.repeat(262_144)}u0074`);

    expect(performance.now() - from).toBeLessThan(200);
  });

  test('a value inside another', () => {
    expect(scrubber(['inner', 'outer-inner-outer'])('outer-inner-outer inner')).toBe('[redacted] [redacted]');
  });

  test('words of the answer stay when a part is very short', () => {
    expect(scrubber(['id', ''])('{"id":"1"}')).toBe('{"id":"1"}');
  });
});
