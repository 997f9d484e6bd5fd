import { describe, expect, test } from 'vitest';
import { httpTargets } from '../../adapters/http-targets.ts';
import { readConfig } from '../../infra/read-config.ts';

type Context = Record<string, unknown>;
const set = (settings: Context): Context => ({ tokenHealth: settings });
const target = { url: 'https://api.example.org/me', header: 'Authorization', expect: 200 };
const own = (change: Context): Context => set({ http: { status: { ...target, ...change } } });

const KEYS =
  'alertEmail, schedule, timezone, ladder, confirmAfterSeconds, doubtSeconds, collectSeconds, selfHosted, unshaped, tokenPrefixes, http, slackWebhookSecret, removalPolicy, logRetentionDays, namePrefix, probeConcurrency';
const LADDER = 'write 1 to 10 whole numbers of days from 1 to 3650, such as [30, 14, 7, 3, 1]';
const SCHEDULE = 'write rate(1 hour), from 1 minute to 24 hours, or cron(0 6 * * ? *), at least daily';
const EMAIL = 'write an address such as team@example.org, or a list of them';
const ORIGIN = 'write an https origin without a path, such as https://git.example.org';
const URL = 'write an https address without user and query, such as https://api.example.org/me';
const PATTERN = 'write a pattern of secret names such as prod/discord-*; a bare * would send any value to that issuer';
const PREFIX = 'write {"gitlab": ["acme-"]}: what the tokens of your own GitLab begin with';
const SLACK = 'write the name or ARN of the secret that holds the webhook, never the webhook itself';
const HTTP =
  'write {"url", "header", "expect"}, and if needed "prefix", "refused", "refusedIncludes", "lacking", "ambiguous", "bodyIncludes", "expiry", "scopes", "basic", "pattern"';

const MISTAKES: Record<string, [Context, string]> = {
  'a mistyped key': [
    set({ alertEmial: 'a@example.org' }),
    'tokenHealth.alertEmial: no such key; did you mean alertEmail?',
  ],
  'a key in wrong case with -c': [
    { alertemail: 'a@example.org' },
    'tokenHealth.alertemail: no such key; did you mean alertEmail?',
  ],
  'an unknown key': [set({ colour: 'red' }), `tokenHealth.colour: no such key; the keys are ${KEYS}`],
  'settings that are no object': [set([] as unknown as Context), 'tokenHealth: write an object of settings'],
  'an unknown target': [{ target: 'lcoal' }, 'target: write aws, or local for the emulator'],
  'an e-mail without a host': [{ alertEmail: 'team' }, `tokenHealth.alertEmail[0]: ${EMAIL}`],
  'a wrong second e-mail': [{ alertEmail: 'a@example.org,b' }, `tokenHealth.alertEmail[1]: ${EMAIL}`],
  'e-mails as an object': [set({ alertEmail: {} }), `tokenHealth.alertEmail: ${EMAIL}`],
  'a schedule in words': [{ schedule: 'hourly' }, `tokenHealth.schedule: ${SCHEDULE}`],
  'a schedule in seconds': [{ schedule: 'rate(30 seconds)' }, `tokenHealth.schedule: ${SCHEDULE}`],
  'a schedule above a day': [{ schedule: 'rate(2 days)' }, `tokenHealth.schedule: ${SCHEDULE}`],
  'a cron of five fields': [{ schedule: 'cron(0 6 * * ?)' }, `tokenHealth.schedule: ${SCHEDULE}`],
  'a schedule that is a number': [set({ schedule: 60 }), `tokenHealth.schedule: ${SCHEDULE}`],
  'an unknown time zone': [{ timezone: 'Mars/Base' }, 'tokenHealth.timezone: write an IANA name such as Europe/Berlin'],
  'an empty ladder': [set({ ladder: [] }), `tokenHealth.ladder: ${LADDER}`],
  'a ladder of nought': [{ ladder: '30,0' }, `tokenHealth.ladder[1]: ${LADDER}`],
  'a ladder with a step twice': [set({ ladder: [30, 7, 14, 7] }), `tokenHealth.ladder: 7 stands twice; ${LADDER}`],
  'a ladder above ten years': [{ ladder: '3651' }, `tokenHealth.ladder[0]: ${LADDER}`],
  'a ladder of eleven steps': [{ ladder: '1,2,3,4,5,6,7,8,9,10,11' }, `tokenHealth.ladder: ${LADDER}`],
  'a ladder of fractions': [{ ladder: '[1.5]' }, `tokenHealth.ladder[0]: ${LADDER}`],
  'a ladder in words': [{ ladder: 'monthly' }, `tokenHealth.ladder[0]: ${LADDER}`],
  'a confirmation above what SQS can delay': [
    { confirmAfterSeconds: '901' },
    'tokenHealth.confirmAfterSeconds: write whole seconds from 60 to 900',
  ],
  'a doubt that counts sooner than after half an hour': [
    { doubtSeconds: '1799' },
    'tokenHealth.doubtSeconds: write whole seconds from 1800 to 7200',
  ],
  'a collection below a minute': [
    { collectSeconds: '0' },
    'tokenHealth.collectSeconds: write whole seconds from 60 to 3600',
  ],
  'a self-hosted origin over http': [{ selfHosted: 'http://git.example.org' }, `tokenHealth.selfHosted[0]: ${ORIGIN}`],
  'a self-hosted origin on loopback': [{ selfHosted: 'http://127.0.0.1:9001' }, `tokenHealth.selfHosted[0]: ${ORIGIN}`],
  'an http origin elsewhere on the emulator': [
    { target: 'local', selfHosted: 'http://10.0.0.1' },
    `tokenHealth.selfHosted[0]: ${ORIGIN}`,
  ],
  'a self-hosted origin with a path': [
    { selfHosted: 'https://git.example.org/api' },
    `tokenHealth.selfHosted[0]: ${ORIGIN}`,
  ],
  'a self-hosted origin with a user': [
    { selfHosted: 'https://me@git.example.org' },
    `tokenHealth.selfHosted[0]: ${ORIGIN}`,
  ],
  'an unshaped provider without its kind': [
    set({ unshaped: { discord: ['a*'] } }),
    'tokenHealth.unshaped.discord: write a kind such as discord.oauth, then a list of name patterns',
  ],
  'an unshaped kind without patterns': [
    set({ unshaped: { 'a.b': [] } }),
    'tokenHealth.unshaped.a.b: write a kind such as discord.oauth, then a list of name patterns',
  ],
  'an unshaped kind for every secret': [
    set({ unshaped: { 'a.b': ['**'] } }),
    `tokenHealth.unshaped.a.b[0]: ${PATTERN}`,
  ],
  'unshaped as broken JSON': [
    { unshaped: '{"a.b"' },
    'tokenHealth.unshaped: write a kind such as discord.oauth, then a list of name patterns',
  ],
  'an http target with blanks in its name': [
    set({ http: { 'a b': target } }),
    'tokenHealth.http.a b: write a name of letters, digits, dashes',
  ],
  'an http target that is a URL': [set({ http: { a: 'https://x.example' } }), `tokenHealth.http.a: ${HTTP}`],
  'an http target over http': [own({ url: 'http://api.example.org/' }), `tokenHealth.http.status.url: ${URL}`],
  'an http target with a query': [
    own({ url: 'https://api.example.org/?key=1' }),
    `tokenHealth.http.status.url: ${URL}`,
  ],
  'an http target without a header': [
    own({ header: undefined }),
    'tokenHealth.http.status.header: write a header name such as Authorization',
  ],
  'an http target with a header of two lines': [
    own({ header: 'A\nB' }),
    'tokenHealth.http.status.header: write a header name such as Authorization',
  ],
  'an http target with a long prefix': [
    own({ prefix: 'x'.repeat(33) }),
    'tokenHealth.http.status.prefix: write what comes before the value, such as "Bearer "',
  ],
  'an http target that expects a refusal': [
    own({ expect: 401 }),
    'tokenHealth.http.status.expect: write the status that an accepted token gets, from 200 to 299',
  ],
  'an http target refused by an outage': [
    own({ refused: [503] }),
    'tokenHealth.http.status.refused[0]: write the statuses that a refused token gets, such as [401]; one below 300 needs refusedIncludes and bodyIncludes',
  ],
  'an http target refused by a 200 that no words tell from acceptance': [
    own({ refused: [200], bodyIncludes: 'user' }),
    'tokenHealth.http.status.refused: write the statuses that a refused token gets, such as [401]; one below 300 needs refusedIncludes and bodyIncludes',
  ],
  'an http target refused by a redirect': [
    own({ refused: [302], bodyIncludes: 'user', refusedIncludes: 'login' }),
    'tokenHealth.http.status.refused[0]: write the statuses that a refused token gets, such as [401]; one below 300 needs refusedIncludes and bodyIncludes',
  ],
  'an http target with a pattern without ends': [
    own({ pattern: 'tok_' }),
    'tokenHealth.http.status.pattern: write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$',
  ],
  'an http target with a broken pattern': [
    own({ pattern: '^([a-z$' }),
    'tokenHealth.http.status.pattern: write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$',
  ],
  'an http target with empty words': [
    own({ bodyIncludes: '' }),
    'tokenHealth.http.status.bodyIncludes: write words that only the answer to an accepted token holds',
  ],
  'an http target with an empty list of rights': [
    own({ lacking: [] }),
    'tokenHealth.http.status.lacking: write a list such as [{"status": 403, "includes": "role", "says": "the role deployer"}]',
  ],
  'an http target with a missing right that says nothing': [
    own({ lacking: [{ status: 403 }] }),
    'tokenHealth.http.status.lacking[0].says: write a list such as [{"status": 403, "includes": "role", "says": "the role deployer"}]',
  ],
  'an http target with a doubtful outage': [
    own({ ambiguous: [503] }),
    'tokenHealth.http.status.ambiguous[0]: write the statuses that a refused token gets, and others too, such as [404]',
  ],
  'an http target with a date in no place': [
    own({ expiry: '$.data' }),
    'tokenHealth.http.status.expiry: write where it stands in the JSON of the answer, such as data.expires_at',
  ],
  'an http target that is perhaps Basic': [
    own({ basic: 'yes' }),
    'tokenHealth.http.status.basic: write true where the value is user:password, or the base64 of it',
  ],
  'an http target with an unknown key': [
    own({ method: 'POST' }),
    'tokenHealth.http.status.method: no such key; remove it',
  ],
  'a prefix of tokens with a space': [
    set({ tokenPrefixes: { gitlab: ['a b'] } }),
    `tokenHealth.tokenPrefixes.gitlab[0]: ${PREFIX}`,
  ],
  'a prefix of tokens for an issuer that has none': [
    set({ tokenPrefixes: { discord: ['acme-'] } }),
    'tokenHealth.tokenPrefixes.discord: no such key; remove it',
  ],
  'prefixes of tokens as a text': [{ tokenPrefixes: 'acme-' }, `tokenHealth.tokenPrefixes: ${PREFIX}`],
  'the webhook itself': [
    { slackWebhookSecret: 'https://hooks.slack.example/services/T/B/X' },
    `tokenHealth.slackWebhookSecret: ${SLACK}`,
  ],
  'an unknown removal policy': [
    { removalPolicy: 'delete' },
    'tokenHealth.removalPolicy: write retain (the table outlives the stack) or destroy',
  ],
  'a retention that CloudWatch does not know': [
    { logRetentionDays: '31' },
    'tokenHealth.logRetentionDays: write one of the days that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
  ],
  'a name prefix with a wildcard': [
    { namePrefix: 'prod*' },
    'tokenHealth.namePrefix: write the first characters of the names of the secrets to watch, such as prod/',
  ],
  'a concurrency of one': [
    { probeConcurrency: '1' },
    'tokenHealth.probeConcurrency: write a whole number from 2 to 1000',
  ],
  'more than a Lambda environment holds': [
    set({ selfHosted: Array.from({ length: 200 }, (_, i) => `https://git${i}.example.org`) }),
    'tokenHealth: http, unshaped, tokenPrefixes and selfHosted together hold more than 3000 characters; shorten them',
  ],
};

describe('a mistake in the configuration', () => {
  test.each(Object.entries(MISTAKES))('%s names its key and what to write', (_, [context, line]) => {
    const reading = readConfig(context);
    expect(reading).toEqual({
      ok: false,
      says: `The configuration cannot be used.\n  ${line}\nChange it in the tokenHealth context of cdk.json, or with -c KEY=VALUE.`,
    });
  });

  test('every mistake is told at once', () => {
    const reading = readConfig({ ladder: '0', timezone: 'Mars', tokenHealth: { nope: 1 } });
    expect(reading.ok || reading.says.split('\n').length).toBe(5);
  });

  test('a value is never quoted', () => {
    const canary = 'https://hooks.slack.example/canary';
    for (const key of [
      'alertEmail',
      'schedule',
      'selfHosted',
      'slackWebhookSecret',
      'namePrefix',
      'unshaped',
      'tokenPrefixes',
      'http',
      'removalPolicy',
    ])
      expect(JSON.stringify(readConfig({ [key]: canary }))).not.toContain('canary');
  });
});

const READ: Record<string, [Context, Context]> = {
  'one address by -c': [{ alertEmail: 'a@example.org' }, { alertEmail: ['a@example.org'] }],
  'addresses with commas': [
    { alertEmail: 'a@example.org, b@example.org' },
    { alertEmail: ['a@example.org', 'b@example.org'] },
  ],
  'a ladder with commas': [{ ladder: '60,7' }, { ladder: [60, 7] }],
  'a ladder as JSON': [{ ladder: '[60, 7]' }, { ladder: [60, 7] }],
  'a ladder that ascends': [{ ladder: '1,3,7,14,3650' }, { ladder: [3650, 14, 7, 3, 1] }],
  'a ladder of one': [{ ladder: '7' }, { ladder: [7] }],
  'a number': [{ probeConcurrency: '7' }, { probeConcurrency: 7 }],
  'an object as JSON': [{ unshaped: '{"discord.oauth":["prod/*"]}' }, { unshaped: { 'discord.oauth': ['prod/*'] } }],
  'prefixes of tokens as JSON': [
    { tokenPrefixes: '{"gitlab":["acme-",""]}' },
    { tokenPrefixes: { gitlab: ['acme-', ''] } },
  ],
  'a numeric prefix stays text': [{ namePrefix: '123' }, { namePrefix: '123' }],
  '-c above cdk.json': [
    { tokenHealth: { ladder: [9], timezone: 'Asia/Tokyo' }, ladder: '5' },
    { ladder: [5], timezone: 'Asia/Tokyo' },
  ],
  'the whole context as JSON': [{ tokenHealth: '{"ladder":[9]}' }, { ladder: [9] }],
  'an ARN of a secret': [
    { slackWebhookSecret: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:chat/hook-AbCdEf' },
    { slackWebhookSecret: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:chat/hook-AbCdEf' },
  ],
  'loopback on the emulator': [
    { target: 'local', selfHosted: 'http://127.0.0.1:4873' },
    { selfHosted: ['http://127.0.0.1:4873'] },
  ],
  'a cron expression': [{ schedule: 'cron(0/30 8-18 ? * MON-FRI *)' }, { schedule: 'cron(0/30 8-18 ? * MON-FRI *)' }],
  'the keys of other tools': [{ '@aws-cdk/core:stackRelativeExports': true, 'acknowledged-issue-numbers': [1] }, {}],
};

describe('a configuration', () => {
  test.each(Object.entries(READ))('reads %s', (_, [context, wanted]) => {
    const reading = readConfig(context);
    expect(reading.ok && reading.config).toMatchObject(wanted);
  });

  test('passes an http target with all that its answers mean on to the functions, which read it', () => {
    const all = {
      ...target,
      prefix: 'Bearer ',
      bodyIncludes: 'ok',
      refused: [401],
      refusedIncludes: 'unknown',
      lacking: [{ status: 403, includes: 'role', says: 'the role deployer' }],
      ambiguous: [404],
      expiry: 'data.expires_at',
      scopes: 'data.scopes',
      basic: true,
    };
    const reading = readConfig(set({ http: { orders: all } }));
    const http = reading.ok ? reading.config.http : {};
    expect(http).toEqual({ orders: all });
    expect(httpTargets.parse(JSON.parse(JSON.stringify(http)))).toEqual({ orders: all });
  });

  test('has these defaults', () => {
    const reading = readConfig({});
    expect(reading.ok && reading.config).toEqual({
      alertEmail: [],
      schedule: 'rate(1 hour)',
      timezone: 'UTC',
      ladder: [30, 14, 7, 3, 1],
      confirmAfterSeconds: 180,
      doubtSeconds: 1800,
      collectSeconds: 600,
      selfHosted: [],
      unshaped: {},
      tokenPrefixes: {},
      http: {},
      removalPolicy: 'retain',
      logRetentionDays: 90,
      probeConcurrency: 2,
    });
  });
});
