import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { fillRequest } from '../../../adapters/http/request.ts';
import { signed } from '../../../adapters/http/sign/signed.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';

const NOW = Date.UTC(2015, 7, 30, 12, 36);

const requestOf = (parts: Partial<AskRequest>): AskRequest => ({
  method: 'GET',
  url: 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  fills: {},
  trust: 'public',
  budget: { perSecond: 1, concurrency: 1 },
  deadline: NOW + 1000,
  ...parts,
});

const send = async (request: AskRequest) => {
  const filled = fillRequest(request, new URL(request.url), 'test');
  if (!filled.ok) throw new Error('not filled');
  return signed(filled, request, NOW);
};

const headerOf = async (request: AskRequest): Promise<string> => {
  const ready = await send(request);
  return ready.ok ? (ready.outgoing.headers.authorization ?? '') : '';
};

describe('an AWS request is signed', () => {
  // Assembled here: the example pair of the AWS documentation.
  const fills = {
    aws_access_key_id: new Secret(['AKID', 'EXAMPLE'].join('')),
    token: new Secret(['wJalrXUtnFEMI/K7MDENG+', 'bPxRfiCYEXAMPLEKEY'].join('')),
  };

  test('for the service and the region that its host names, and the key stays here', async () => {
    const ready = await send(requestOf({ fills, sign: { by: 'aws-sigv4' } }));
    const { authorization = '', ...others } = ready.ok ? ready.outgoing.headers : {};
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/us-east-1\/iam\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/,
    );
    expect(others['x-amz-date']).toBe('20150830T123600Z');
    expect(JSON.stringify(ready.ok && ready.outgoing)).not.toContain(fills.token.expose());
  });

  test.each([
    ['https://sts.amazonaws.com/', 'us-east-1/sts'],
    ['https://sts.us-gov-west-1.amazonaws.com/', 'us-gov-west-1/sts'],
    ['http://127.0.0.1:9000/', 'us-east-1/sts'],
  ])('%s: %s', async (url, scope) => {
    expect(await headerOf(requestOf({ url, fills, sign: { by: 'aws-sigv4' } }))).toContain(`/20150830/${scope}/`);
  });

  test('otherwise with another key, another moment or another body', async () => {
    const other = { ...fills, token: new Secret('another') };
    const sign = { by: 'aws-sigv4' } as const;
    const all = await Promise.all([
      headerOf(requestOf({ fills, sign })),
      headerOf(requestOf({ fills: other, sign })),
      headerOf(requestOf({ fills, sign, method: 'POST', form: { Action: 'GetCallerIdentity' } })),
    ]);
    expect(new Set(all).size).toBe(3);
  });
});

describe('a JWT in place of its key', () => {
  test.each([
    ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ] as const)('is signed with %s, names its issuer and lives five minutes', async (alg, make) => {
    const { privateKey, publicKey } = make();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const fills = { token: new Secret(pem), app_id: new Secret('1234'), key_id: new Secret('K1') };
    const sign = { by: 'jwt-bearer', claims: { iss: '{app_id}', aud: 'acme' }, keyId: '{key_id}' } as const;
    const header = await headerOf(requestOf({ fills, sign }));
    const { payload, protectedHeader } = await jwtVerify(header.replace('Bearer ', ''), publicKey, {
      currentDate: new Date(NOW),
    });
    expect(protectedHeader).toEqual({ alg, typ: 'JWT', kid: 'K1' });
    expect(payload).toEqual({ iat: NOW / 1000 - 60, exp: NOW / 1000 + 300, iss: '1234', aud: 'acme' });
  });

  test('counts as sent, so that an answer that repeats it is cleaned', async () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const ready = await send(requestOf({ fills: { token: new Secret(String(pem)) }, sign: { by: 'jwt-bearer' } }));
    expect(ready.ok && ready.values).toContain(
      ready.ok && ready.outgoing.headers.authorization?.slice('Bearer '.length),
    );
  });

  test('of a text that is no key is not made, and nothing of it is said', async () => {
    const fills = { token: new Secret('not a key at all') };
    expect(await send(requestOf({ fills, sign: { by: 'jwt-bearer' } }))).toEqual({
      ok: false,
      failure: { why: 'blocked', detail: 'the request cannot be signed with this value: it is no key of this kind' },
    });
  });
});

describe('a message is signed as Standard Webhooks says', () => {
  // The key, the message and the signature that its libraries are tested by.
  const KEY = ['whsec', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'].join('_');
  const OTHER = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const SIGNED = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  const AT = 1_614_265_330_000;

  const headersBy = async (key: string, id = 'msg_p5jXN8AQM9LWM0D4loKWxJek') => {
    const sign = { by: 'standard-webhooks', id } as const;
    const request = requestOf({ method: 'POST', json: { test: 2432232314 }, fills: { token: new Secret(key) }, sign });
    const filled = fillRequest(request, new URL(request.url), 'test');
    if (!filled.ok) throw new Error('not filled');
    const body = '{"test": 2432232314}';
    const ready = await signed({ ...filled, outgoing: { ...filled.outgoing, body } }, request, AT);
    return ready.ok ? ready.outgoing.headers : ready.failure.detail;
  };

  test('over id, moment and body, and the key stays here', async () => {
    const headers = await headersBy(KEY);
    expect(headers).toMatchObject({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': SIGNED,
    });
    expect(JSON.stringify(headers)).not.toContain(KEY.slice(6));
  });

  test('by each of the keys while one takes the place of the other', async () => {
    const [old, both] = [await headersBy(KEY), await headersBy(`${OTHER}\n${KEY}\n`)];
    const [by, then] = [old, both].map((headers) => (typeof headers === 'string' ? '' : headers['webhook-signature']));
    expect(then?.split(' ')).toEqual([expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/), by]);
  });

  test.each([
    ['issuer/discord.com:outage:1', 'issuer/discord%2Ecom:outage:1'],
    ['a{token}b', 'a{token}b'],
    ['line\r\nbreak \u{1f600} \ud800', 'line%0D%0Abreak%20%F0%9F%98%80%20%EF%BF%BD'],
  ])('under the id %j, in which no dot and nothing that a header cannot hold is left', async (id, name) => {
    expect(await headersBy(KEY, id)).toMatchObject({ 'webhook-id': name });
  });

  test.each([
    ['a password', 'correct horse battery staple'],
    ['nothing', ''],
    ['too few bytes', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too many bytes', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['base64 with a slip', `${['whsec', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS'].join('_')}!`],
  ])('%s is no key: nothing is sent', async (_, key) => {
    expect(await headersBy(key)).toBe('the request cannot be signed with this value: it is no key of this kind');
  });
});
