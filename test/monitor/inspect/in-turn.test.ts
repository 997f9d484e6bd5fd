import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';
import { issuersOf } from '../../../adapters/issuers/built-in.ts';
import { saysAt } from '../../../core/diagnose/says.ts';
import { Secret } from '../../../core/model/secret.ts';
import { inspect } from '../../../monitor/inspect/inspect.ts';
import { addressOf } from '../../../monitor/inspect/where-to-ask.ts';
import type { Description } from '../../../providers/contract/description.ts';
import { type AnswersServer, type RecordedAnswer, startAnswersServer } from '../../support/answers-server.ts';
import { WATCH } from '../../support/make.ts';
import { jwtToken, letters } from '../../support/samples.ts';

let server: AnswersServer;
beforeAll(async () => {
  server = await startAnswersServer();
});
afterAll(() => server.close());

let asked: string[];
let answers: Readonly<Record<string, RecordedAnswer>>;
beforeEach(() => {
  asked = [];
  server.answer(({ path }) => {
    const [bare = ''] = path.split('?');
    asked.push(bare);
    return answers[bare] ?? { status: 404 };
  });
});

const described = (origin: string): Description => ({
  id: 'acme',
  name: 'Acme',
  docs: 'https://acme.example/docs',
  evidence: 'documented',
  sources: ['made up for tests'],
  kinds: [
    {
      id: 'key',
      name: 'Acme key',
      shape: { prefix: ['acme_', 'eyJ'], rest: '[A-Za-z0-9_.-]{20,400}' },
      probe: {
        url: `${origin}/me`,
        answers: [
          { say: 'accepted', status: 200, body: { id: '<string>' }, subject: 'id' },
          { say: 'lacking', status: 403, body: { error: 'scope' }, lacks: ['the scope me'] },
          { say: 'refused', status: 401, body: { error: 'dead' } },
          {
            say: 'ambiguous',
            status: 401,
            body: { error: 'who knows' },
            otherwise: 'or not',
            settle: ['Look it up there.'],
          },
        ],
        more: {
          url: `${origin}/token`,
          answers: [{ say: 'accepted', status: 200, body: { ends: '<string>' }, expiry: 'ends', scopes: 'scopes' }],
        },
        fallback: {
          url: `${origin}/ping?deep=1`,
          answers: [
            { say: 'accepted', status: 200, body: { pong: true } },
            { say: 'refused', status: 401, body: { error: 'dead' } },
          ],
        },
      },
    },
  ],
});

const look = async (value = `acme_${letters(30, 7)}`, accepted?: string) => {
  const { registry, origins } = issuersOf({}, [described(server.origin)]);
  const ask = createAsk({ allowedOrigins: origins });
  const ports = { ask, registry, origins: {}, allowedOrigins: origins, mayLeave: () => true };
  const target = {
    ref: { id: 'a', name: 'a', source: 'a' },
    provider: 'acme.key',
    watch: WATCH,
    value: new Secret(value),
    siblings: {},
    ...(accepted !== undefined && {
      accepted: { versionId: 'v1', firstAt: 1, lastAt: 1, expiry: 'unknown' as const, request: accepted },
    }),
  };
  const { observation } = await inspect(target, ports, Date.now() + 5000);
  ask.close();
  return observation;
};

const OK = { status: 200, body: { id: 'somebody' } };
const END = '2030-01-01T00:00:00Z';
const AT_END = { at: Date.parse(END), source: 'issuer' };

describe('a second request', () => {
  const CASES: readonly (readonly [string, typeof answers, object, string[]])[] = [
    [
      'adds date and scopes to what was accepted',
      { '/me': OK, '/token': { status: 200, body: { ends: END, scopes: 'read write' } } },
      { seen: 'accepted', subject: 'somebody', expiry: AT_END, scopes: ['read', 'write'] },
      ['/me', '/token'],
    ],
    [
      'that is refused takes nothing away from what was accepted',
      { '/me': OK, '/token': { status: 401, body: { error: 'dead' } } },
      { seen: 'accepted', expiry: 'unknown' },
      ['/me', '/token'],
    ],
    [
      'that needs no right accepts what lacks one',
      { '/me': { status: 403, body: { error: 'scope' } }, '/ping': { status: 200, body: { pong: true } } },
      { seen: 'accepted', expiry: 'unknown' },
      ['/me', '/ping'],
    ],
    [
      'that tells nothing leaves the right that is missing',
      { '/me': { status: 403, body: { error: 'scope' } }, '/ping': { status: 500 } },
      { seen: 'accepted', lacking: ['the scope me'] },
      ['/me', '/ping', '/ping', '/ping'],
    ],
    [
      'settles an answer that can mean two things',
      { '/me': { status: 401, body: { error: 'who knows' } }, '/ping': { status: 401, body: { error: 'dead' } } },
      { seen: 'refused' },
      ['/me', '/ping'],
    ],
    [
      'is asked where no rule names the first answer',
      { '/me': { status: 418, body: {} }, '/ping': { status: 200, body: { pong: true } } },
      { seen: 'accepted' },
      ['/me', '/ping'],
    ],
    [
      'is not asked about what is dead',
      { '/me': { status: 401, body: { error: 'dead' } } },
      { seen: 'refused' },
      ['/me'],
    ],
    ['is not asked of an issuer that is limiting', { '/me': { status: 429 } }, { seen: 'unanswered' }, ['/me']],
  ];
  test.each(CASES)('%s', async (_, given, wanted, requests) => {
    answers = given;
    expect(await look()).toMatchObject(wanted);
    expect(asked).toEqual(requests);
  });

  test('that accepts what lacks a right for the first says nothing more of that right', async () => {
    answers = { '/me': { status: 403, body: { error: 'scope' } }, '/ping': { status: 200, body: { pong: true } } };
    expect(await look()).not.toHaveProperty('lacking');
  });

  test('that accepted a version is the only one that is asked about it from then on', async () => {
    answers = { '/ping': { status: 200, body: { pong: true } } };
    const request = `GET ${server.origin.replace('http://', '')}/ping`;
    expect(await look(undefined, request)).toMatchObject({ seen: 'accepted' });
    expect(asked).toEqual(['/ping']);
  });
});

test('a JWT that its issuer accepts tells its end by itself', async () => {
  const exp = Date.parse(END) / 1000;
  answers = { '/me': OK };
  expect(await look(jwtToken({ sub: 'somebody', exp }))).toMatchObject({
    seen: 'accepted',
    expiry: { at: Date.parse(END), source: 'embedded' },
  });
});

describe('an issuer with hosts of regions', () => {
  const at = (tagged: string) => {
    const found = issuersOf().registry.findKind('datadog.api-key');
    const { probe } = found!.kind;
    if (!probe.online) throw new Error('datadog.api-key is not asked');
    return addressOf(found!, probe, tagged, { origins: {}, allowedOrigins: [] }, saysAt('arn:aws:secretsmanager'));
  };

  test('is asked at the one that the tag names, and that is its own word', () =>
    expect(at('https://api.datadoghq.eu')).toMatchObject({
      url: 'https://api.datadoghq.eu/api/v1/validate',
      trust: 'public',
      ownHost: true,
    }));

  test.each(['https://api.datadoghq.eu.evil.example', 'https://evil.example', 'http://api.datadoghq.eu'])(
    'is never asked at another: %s',
    (tagged) => expect(at(tagged)).toHaveProperty('problem'),
  );
});
