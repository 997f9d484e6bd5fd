import { expect, test } from 'vitest';
import { issuersOf } from '../../../adapters/issuers/built-in.ts';
import { type Asked, answerOf } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import type { Watch } from '../../../core/model/tags.ts';
import { inspect } from '../../../monitor/inspect/inspect.ts';
import type { Target } from '../../../monitor/inspect/request.ts';
import type { Description } from '../../../providers/contract/description.ts';
import { compile } from '../../../providers/kit/compile.ts';
import { registryOf } from '../../../providers/registry.ts';
import { REF, WATCH } from '../../support/make.ts';
import { letters } from '../../support/samples.ts';

const VALUE = `acme_${letters(30, 7)}`;
const NOW = Date.UTC(2026, 10, 23, 9, 0);

const described = (base: Partial<NonNullable<Description['base']>>): Description => ({
  id: 'acme',
  name: 'Acme',
  docs: 'https://acme.example/docs',
  evidence: 'documented',
  sources: ['made up for tests'],
  base: { url: 'https://api.acme.example', hosts: ['https://eu.acme.example', 'https://au.acme.example'], ...base },
  kinds: [
    {
      id: 'key',
      name: 'Acme key',
      shape: { prefix: 'acme_', rest: '[A-Za-z0-9]{20,40}' },
      probe: {
        url: '/me',
        answers: [
          { say: 'accepted', status: 200, body: { id: '<string>' } },
          { say: 'refused', status: 401, body: { error: 'revoked' }, meaning: 'revoked' },
          { say: 'refused', status: 401, body: { error: 'unknown' } },
        ],
      },
    },
  ],
});

type Given = {
  readonly base?: Partial<NonNullable<Description['base']>>;
  readonly watch?: Partial<Watch>;
  readonly accepted?: Target['accepted'];
  readonly origins?: Readonly<Record<string, string>>;
  /** By host: what it says; `unknown` where nothing is said here. */
  readonly says: Readonly<Record<string, 'accepted' | 'revoked'>>;
};

const look = async ({ base = { askOthers: true }, watch = {}, accepted, origins = {}, says }: Given) => {
  const hosts: string[] = [];
  const ask = async ({ url }: { readonly url: string }): Promise<Asked> => {
    const { hostname } = new URL(url);
    hosts.push(hostname);
    const word = says[hostname] ?? 'unknown';
    const [status, body] = word === 'accepted' ? [200, { id: 'x' }] : [401, { error: word }];
    return { ok: true, answer: answerOf(status, {}, JSON.stringify(body), NOW) };
  };
  const registry = registryOf({ index: [], read: () => described(base) }, [compile(described(base))]);
  const target: Target = {
    ref: { ...REF, source: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/acme-AbCdEf' },
    provider: 'acme.key',
    watch: { ...WATCH, ...watch },
    value: new Secret(VALUE),
    siblings: {},
    ...(accepted && { accepted }),
  };
  const ports = { ask, registry, origins, allowedOrigins: Object.values(origins), mayLeave: () => true };
  const { observation } = await inspect(target, ports, NOW + 1000);
  return { hosts, observation };
};

const DEFAULT = 'api.acme.example';
const EU = 'eu.acme.example';
const AU = 'au.acme.example';
const BEFORE: Target['accepted'] = {
  versionId: 'v1',
  firstAt: 1,
  lastAt: 1,
  expiry: 'never',
  request: 'GET api.acme.example/me',
};

test.each<[string, Given, readonly string[]]>([
  [
    'refused and never accepted is asked about at each, until one accepts it',
    { says: { [EU]: 'accepted' } },
    [DEFAULT, EU],
  ],
  ['refused everywhere is asked about once at each', { says: {} }, [DEFAULT, EU, AU]],
  ['accepted at its own host is asked about nowhere else', { says: { [DEFAULT]: 'accepted' } }, [DEFAULT]],
  ['that its issuer says was revoked is asked about nowhere else', { says: { [DEFAULT]: 'revoked' } }, [DEFAULT]],
  ['that worked here before is asked about nowhere else', { says: { [EU]: 'accepted' }, accepted: BEFORE }, [DEFAULT]],
  [
    'whose tag names a region is asked about there alone',
    { says: { [AU]: 'accepted' }, watch: { url: `https://${EU}` } },
    [EU],
  ],
  [
    'of an issuer that the deployment moved is asked about there alone',
    { says: {}, origins: { acme: 'https://acme.internal' } },
    ['acme.internal'],
  ],
  [
    'of an issuer whose file does not say so is asked about nowhere else',
    { says: { [EU]: 'accepted' }, base: {} },
    [DEFAULT],
  ],
])('a token %s', async (_, given, expected) => {
  expect((await look(given)).hosts).toEqual(expected);
});

test('the region that accepts it is named, with the tag that says so; nothing is called dead', async () => {
  const { observation } = await look({ says: { [AU]: 'accepted' } });
  expect(observation).toMatchObject({ seen: 'unreadable', cause: 'wrong-provider', reason: 'wrong-environment' });
  const { detail, remedy } = observation as Extract<typeof observation, { seen: 'unreadable' }>;
  expect(detail).toMatch(/api\.acme\.example\/me -> 401.*au\.acme\.example, another address of Acme, accepts it/);
  expect(remedy[0]).toContain('tag it: token-health:url=https://au.acme.example');
});

test('every issuer of the catalogue that lets others be asked names them, over https, and few', () => {
  const those = issuersOf().registry.providers.filter(({ base }) => base?.askOthers);
  expect(those.length).toBeGreaterThan(30);
  const wrong = those.filter(
    ({ base }) => !base?.hosts?.every((host) => host.startsWith('https://')) || base.hosts.length > 6,
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
