import { expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { DAY, HOUR } from '../../core/base/time.ts';
import { type Asked, type AskRequest, answerOf } from '../../core/model/answer.ts';
import { causeOf, type Diagnosis } from '../../core/model/diagnosis.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { Secret } from '../../core/model/secret.ts';
import { CAUSES, REASONS } from '../../core/model/verdict.ts';
import { checkAll } from '../../monitor/check/check.ts';
import { samplesOf } from '../support/sample-of.ts';
import { SAMPLES } from '../support/samples.ts';

const START = Date.UTC(2026, 10, 23, 9, 0);

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/** One look: what stands in the secret, and what the issuer answers. */
type Look = {
  readonly answer: Answer | 'no connection' | ((request: AskRequest) => Answer);
  readonly value?: string;
  readonly version?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly siblings?: Readonly<Record<string, string>>;
  readonly after?: number;
  readonly name?: string;
};

const sampleOf = (kind: string): string => {
  const known = REGISTRY.findKind(kind);
  const [value] = known === undefined ? [] : samplesOf(known);
  if (value === undefined) throw new Error(`no sample of ${kind}`);
  return value;
};

const asked = (answer: Look['answer'], request: AskRequest, now: number): Asked => {
  if (answer === 'no connection') return { ok: false, failure: { why: 'network', detail: 'no connection' } };
  const { status, body, headers } = typeof answer === 'function' ? answer(request) : answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ok: true, answer: answerOf(status, { 'content-type': 'application/json', ...headers }, text, now) };
};

/** The diagnosis of the last of some looks at one token, each with the history of those before. */
const told = async (kind: string, looks: readonly Look[]): Promise<Diagnosis> => {
  const records = new Map<string, TokenRecord>();
  let now = START;
  let last: Diagnosis | undefined;
  for (const look of looks) {
    now += look.after ?? HOUR;
    const at = now;
    const input = {
      source: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:some-AbCdEf',
      name: look.name ?? 'some',
      value: new Secret(look.value ?? sampleOf(kind)),
      tags: { 'token-health:provider': kind, ...look.tags },
      versionId: look.version ?? 'v1',
      siblings: Object.fromEntries(Object.entries(look.siblings ?? {}).map(([name, text]) => [name, new Secret(text)])),
    };
    const [checked] = await checkAll([input], {
      ask: async (request) => asked(look.answer, request, at),
      clock: () => at,
      load: async (ids) => new Map(ids.flatMap((id) => (records.has(id) ? [[id, records.get(id)!]] : []))),
      commit: async ({ record }) => {
        records.set(record.ref.id, record);
        return 'stored';
      },
      registry: REGISTRY,
      origins: {},
      allowedOrigins: [],
      mayLeave: () => true,
    });
    last = checked?.diagnosis;
  }
  if (last === undefined) throw new Error('no look');
  return last;
};

const GITHUB_OK: Answer = { status: 200, body: { login: 'octo', id: 1 } };
const until = (at: number): Answer => ({
  ...GITHUB_OK,
  headers: {
    'github-authentication-token-expiration': `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  },
});
const BAD: Answer = { status: 401, body: { message: 'Bad credentials' } };
const github = (status: number, message: string, headers = {}): Answer => ({ status, body: { message }, headers });
const slack = (error: string): Answer => ({ status: 200, body: { ok: false, error } });
const DISCORD_NO: Answer = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
const STRIPE_OK: Answer = { status: 200, body: { object: 'account', id: 'acct_1' } };
const stripe = (mode: string): string => `sk_${mode}_${'aB3dE6gH9kL2nP5rS8uV'}`;
const openai = (code: string, status = 429): Answer => ({ status, body: { error: { code, message: code } } });
const awsSays = (xml: string): Answer => ({
  status: 403,
  body: `<Error>${xml}</Error>`,
  headers: { 'content-type': 'text/xml' },
});
const AWS = {
  siblings: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' },
  value: 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzzzz',
};
const mailgun =
  (region: string) =>
  (request: AskRequest): Answer =>
    request.url.includes(region)
      ? { status: 200, body: { items: [], total_count: 0 } }
      : { status: 401, body: { message: 'Invalid private key' } };

type Case = readonly [kind: string, looks: readonly Look[], expected: string];
/** Two stories that differ in one piece of evidence, each with the cause that it alone makes. */
type Pair = readonly [why: string, one: Case, other: Case];

const PAIRS: readonly Pair[] = [
  [
    'expired and revoked: the date that the issuer told has passed, or not',
    ['github.classic', [{ answer: until(START + 2 * DAY) }, { answer: BAD, after: 3 * DAY }], 'expired'],
    ['github.classic', [{ answer: until(START + 9 * DAY) }, { answer: BAD, after: 3 * DAY }], 'revoked'],
  ],
  [
    'revoked and unrecognised: this version was accepted before, or never',
    ['github.classic', [{ answer: GITHUB_OK }, { answer: BAD }], 'revoked'],
    ['github.classic', [{ answer: BAD }], 'unrecognised'],
  ],
  [
    'bad rotation and revoked: the version is new, or the one that worked',
    ['github.classic', [{ answer: GITHUB_OK }, { answer: BAD, version: 'v2' }], 'bad-rotation'],
    ['github.classic', [{ answer: GITHUB_OK }, { answer: BAD, version: 'v1' }], 'revoked'],
  ],
  [
    'bad rotation and unrecognised: the version before worked, or did not',
    [
      'discord.bot',
      [
        { answer: { status: 200, body: { id: '123456789012345678', username: 'b', bot: true } } },
        { answer: DISCORD_NO, version: 'v2' },
      ],
      'bad-rotation',
    ],
    ['discord.bot', [{ answer: DISCORD_NO }, { answer: DISCORD_NO, version: 'v2' }], 'unrecognised'],
  ],
  [
    'malformed and unrecognised: quotation marks around it, or none',
    ['discord.bot', [{ answer: DISCORD_NO, value: `"${SAMPLES['discord.bot']}"` }], 'malformed'],
    ['discord.bot', [{ answer: DISCORD_NO }], 'unrecognised'],
  ],
  [
    'wrong provider and malformed: the shape of another issuer’s token, or a damaged one of its own',
    ['discord.bot', [{ answer: DISCORD_NO, value: SAMPLES['github.classic']! }], 'wrong-provider'],
    ['discord.bot', [{ answer: DISCORD_NO, value: `Bot ${SAMPLES['discord.bot']}` }], 'malformed'],
  ],
  [
    'account disabled and revoked: the issuer’s own word',
    ['slack.bot', [{ answer: slack('account_inactive') }], 'account-disabled'],
    ['slack.bot', [{ answer: slack('token_revoked') }], 'revoked'],
  ],
  [
    'expired and unrecognised: the issuer’s own word, although it never worked',
    [
      'stripe.secret-key',
      [{ answer: { status: 401, body: { error: { code: 'api_key_expired' } } }, value: stripe('live') }],
      'expired',
    ],
    [
      'stripe.secret-key',
      [
        {
          answer: { status: 401, body: { error: { message: 'Invalid API Key provided: ***' } } },
          value: stripe('live'),
        },
      ],
      'unrecognised',
    ],
  ],
  [
    'a missing scope and nothing wrong: the scopes that the issuer told',
    [
      'github.classic',
      [
        {
          answer: { ...GITHUB_OK, headers: { 'x-oauth-scopes': 'gist' } },
          tags: { 'token-health:required-scopes': 'repo' },
        },
      ],
      'insufficient-scope',
    ],
    [
      'github.classic',
      [
        {
          answer: { ...GITHUB_OK, headers: { 'x-oauth-scopes': 'repo' } },
          tags: { 'token-health:required-scopes': 'public_repo' },
        },
      ],
      'healthy',
    ],
  ],
  [
    'single sign-on and a missing right: GitHub’s words',
    [
      'github.classic',
      [
        {
          answer: github(403, 'Resource protected by organization SAML enforcement. You must grant your token access.'),
        },
      ],
      'sso-required',
    ],
    [
      'github.classic',
      [{ answer: github(403, 'Resource not accessible by personal access token') }],
      'insufficient-scope',
    ],
  ],
  [
    'an allow-list and a firewall: the issuer’s words, or a page of somebody in between',
    [
      'github.classic',
      [
        {
          answer: github(
            403,
            'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled',
          ),
        },
      ],
      'address-blocked',
    ],
    [
      'github.classic',
      [{ answer: { status: 403, body: '<html>blocked</html>', headers: { 'content-type': 'text/html' } } }],
      'blocked',
    ],
  ],
  [
    'billing and a rate limit: both are 429, the code tells',
    ['openai.api-key', [{ answer: openai('insufficient_quota') }], 'billing'],
    ['openai.api-key', [{ answer: openai('rate_limit_exceeded') }], 'rate-limited'],
  ],
  [
    'billing and a dead key: the code tells',
    ['openai.api-key', [{ answer: openai('insufficient_quota') }], 'billing'],
    ['openai.api-key', [{ answer: openai('invalid_api_key', 401) }], 'unrecognised'],
  ],
  [
    'a clock and a strange answer: the issuer names the signature’s time',
    [
      'aws.access-key',
      [
        {
          ...AWS,
          answer: awsSays(
            '<Code>SignatureDoesNotMatch</Code><Message>Signature expired: 1 is now earlier than 2</Message>',
          ),
        },
      ],
      'clock-skew',
    ],
    ['aws.access-key', [{ ...AWS, answer: awsSays('<Code>Other</Code><Message>no</Message>') }], 'blocked'],
  ],
  [
    'a test key in production and one in staging: what its tag says',
    [
      'stripe.secret-key',
      [{ answer: STRIPE_OK, value: stripe('test'), tags: { 'token-health:environment': 'production' } }],
      'wrong-environment',
    ],
    [
      'stripe.secret-key',
      [{ answer: STRIPE_OK, value: stripe('test'), tags: { 'token-health:environment': 'staging' } }],
      'healthy',
    ],
  ],
  [
    'a test key in production and a live one: how it begins',
    ['stripe.secret-key', [{ answer: STRIPE_OK, value: stripe('test'), name: 'prod/stripe' }], 'wrong-environment'],
    ['stripe.secret-key', [{ answer: STRIPE_OK, value: stripe('live'), name: 'prod/stripe' }], 'healthy'],
  ],
  [
    'another region and a dead key: another host of the same issuer accepts it, or none',
    ['mailgun.api-key', [{ answer: mailgun('api.eu.mailgun.net') }], 'wrong-environment'],
    ['mailgun.api-key', [{ answer: mailgun('nowhere') }], 'blocked'],
  ],
  [
    'an outage and a rate limit: 503 or 429',
    ['github.classic', [{ answer: { status: 503, body: {} } }], 'provider-outage'],
    ['github.classic', [{ answer: { status: 429, body: {} } }], 'rate-limited'],
  ],
  [
    'the network and an outage: nobody answered, or the issuer did',
    ['github.classic', [{ answer: 'no connection' }], 'network'],
    ['github.classic', [{ answer: { status: 502, body: {} } }], 'provider-outage'],
  ],
  [
    'an unreadable value and a wrong tag: a reference stands there, or no such issuer is known',
    ['github.classic', [{ answer: GITHUB_OK, value: 'op://vault/item/field' }], 'unreadable-secret'],
    ['github.classic', [{ answer: GITHUB_OK, tags: { 'token-health:provider': 'githbu' } }], 'bad-tag'],
  ],
];

const wordOf = (diagnosis: Diagnosis): string => diagnosis.reason ?? causeOf(diagnosis) ?? diagnosis.verdict;

const cases = PAIRS.flatMap(([why, ...both]) => both.map((one) => [why, one] as const));

test.each(cases)('%s', async (_, [kind, looks, expected]) => {
  const word = wordOf(await told(kind, looks));
  if (expected.startsWith('not ')) expect(word).not.toBe(expected.slice(4));
  else expect(word).toBe(expected);
});

test('every cause is told from a neighbour, and every nearer word that a look can find', () => {
  const shown = new Set(cases.map(([, [, , expected]]) => expected));
  const onlyInErrors = ['not-loaded'];
  expect([...CAUSES, ...REASONS].filter((word) => !shown.has(word) && !onlyInErrors.includes(word))).toEqual([]);
});

test('a token past its date that answers 429 is called limited, and said to be past its date', async () => {
  const past = await told('github.classic', [
    { answer: until(START + 2 * DAY) },
    { answer: { status: 429, body: {} }, after: 3 * DAY },
  ]);
  expect([past.verdict, causeOf(past)]).toEqual(['indeterminate', 'rate-limited']);
  expect(past.evidence.join('\n')).toMatch(/has passed: that it has expired is the likelier reason/);
  expect(past.remedy.join('\n')).toMatch(/Regenerate/);
  const ahead = await told('github.classic', [
    { answer: until(START + 9 * DAY) },
    { answer: { status: 429, body: {} }, after: 3 * DAY },
  ]);
  expect(ahead.evidence.join('\n')).not.toMatch(/has passed/);
});

test('a likely cause says what would settle it, a certain one does not', async () => {
  const likely = await told('github.classic', [{ answer: GITHUB_OK }, { answer: BAD }]);
  expect([likely.confidence, likely.settle]).toEqual(['likely', expect.stringMatching(/GitHub.*gone means revoked/)]);
  const certain = await told('slack.bot', [{ answer: slack('token_revoked') }]);
  expect([certain.confidence, certain.settle]).toEqual(['certain', undefined]);
});

test('what is missing is said with the least that would do, and no more than once', async () => {
  const { evidence } = await told('github.classic', [
    {
      answer: { ...GITHUB_OK, headers: { 'x-oauth-scopes': 'gist' } },
      tags: { 'token-health:required-scopes': 'repo public_repo read:org' },
    },
  ]);
  expect(evidence).toContain('it has gist; the least to add: repo read:org');
});

test('a live key outside production is worth a remark, and nothing more', async () => {
  const diagnosis = await told('stripe.secret-key', [
    { answer: STRIPE_OK, value: stripe('live'), tags: { 'token-health:environment': 'staging' } },
  ]);
  expect(diagnosis.verdict).toBe('healthy');
  expect(diagnosis.remarks?.join()).toMatch(/it is a live key, and its tag environment says staging/);
});
