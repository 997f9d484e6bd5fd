import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SETTINGS_FILE } from '../../adapters/settings/deployed.ts';
import { httpTargets } from '../../adapters/settings/http-targets.ts';
import { readDeployed } from '../../adapters/settings/read-deployed.ts';
import { Fault } from '../../core/base/fault.ts';
import { deployedOf } from '../../infra/config.ts';
import { readConfig } from '../../infra/read-config.ts';

type Context = Record<string, unknown>;
const set = (settings: Context): Context => ({ tokenHealth: settings });
const target = { url: 'https://api.example.org/me', header: 'Authorization', expect: 200 };
const own = (change: Context): Context => set({ http: { status: { ...target, ...change } } });

const KEYS =
  'alertEmail, slackWebhookSecret, discordWebhookSecret, channels, nobodyIsTold, schedule, timezone, ladder, rules, officeHours, owners, confirmAfterSeconds, doubtSeconds, collectSeconds, digest, digestAt, selfHosted, unshaped, tokenPrefixes, http, issuers, removalPolicy, logRetentionDays, logLevel, namePrefix, probeConcurrency, stackName, dashboardAlso, whoChanged, allowOnlookers, topicArn, keyArn, alarmActionArn, subnetIds, securityGroupIds, permissionsBoundaryArn, tags';
const LADDER = 'write 1 to 10 whole numbers of days from 1 to 3650, such as [30, 14, 7, 3, 1]';
const TOLD = { alertEmail: ['team@example.org'] };
const SEVERITY =
  'write 1 to 10 whole numbers of days from 1 to 3650, each with page, warn or note, such as {"30": "note", "3": "warn"}';
const rule = (settings: Context): Context => set({ ...TOLD, rules: [settings] });
const SCHEDULE =
  'it is neither a rate nor a cron expression; write rate(1 hour), from 1 minute to 24 hours, or cron(0 6 * * ? *), at least daily';
const EMAIL = 'write an address such as team@example.org, or a list of them';
const ORIGIN = 'write an https origin without a path, such as https://git.example.org';
const URL = 'write an https address without user and query, such as https://api.example.org/me';
const PATTERN = 'write a pattern of secret names such as prod/discord-*; a bare * would send any value to that issuer';
const PREFIX = 'write {"gitlab": ["acme-"]}: what the tokens of your own GitLab begin with';
const WEBHOOK = 'write the name or ARN of the secret that holds it, never what is in it';
const HEADER =
  'write a header name such as Authorization; no header of the connection (Host, Cookie, Content-Length, Proxy-…) may carry a token';
const SHAPE =
  'write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$; one that fits any text of some length, or takes ever longer on a text, is refused';
const HTTP =
  'write {"url", "header", "expect"}, and if needed "prefix", "refused", "refusedIncludes", "lacking", "ambiguous", "bodyIncludes", "expiry", "scopes", "basic", "pattern"';

const STACK = 'write a letter, then up to 127 letters, digits and dashes, such as TokenHealth-prod';
const ALSO =
  'write a list of up to 10 ARNs, each once: the output WidgetFunctionArn of other monitors, such as arn:aws:lambda:eu-west-1:123456789012:function:NAME, without a version';
const OTHER = 'arn:aws:lambda:us-east-1:210987654321:function:TokenHealth-US-MonitorWidget';
const TOPIC =
  'write the ARN of a standard SNS topic, such as arn:aws:sns:eu-west-1:123456789012:alerts; a FIFO topic has no e-mail';
const SUBNETS =
  'write 1 to 16 subnet ids, such as ["subnet-0a1b2c3d4e5f60718"], that reach the internet through a NAT gateway';
const TAGS =
  'write {"team": "bots"}: up to 40 tags, keys of up to 128 and values of up to 256 letters, digits, spaces and _ . : / = + - @, no key from aws:';
const DIGEST_AT = 'write a day and a time such as "mon 09:00", or for a daily digest a time such as "09:00"';

const MISTAKES: Record<string, [Context, string]> = {
  'a mistyped key': [
    set({ alertEmial: 'a@example.org' }),
    'tokenHealth.alertEmial: no such key; did you mean alertEmail?',
  ],
  'a key in wrong case with -c': [{ alertemail: 'a@example.org' }, 'alertemail: no such key; did you mean alertEmail?'],
  'an unknown key': [set({ colour: 'red' }), `tokenHealth.colour: no such key; the keys are ${KEYS}`],
  'settings that are no object': [set([] as unknown as Context), 'tokenHealth: write an object of settings'],
  'an unknown target': [{ target: 'lcoal' }, 'target: write aws, or local for the emulator'],
  'an e-mail without a host': [{ alertEmail: 'team' }, `tokenHealth.alertEmail[0]: ${EMAIL}`],
  'a wrong second e-mail': [{ alertEmail: 'a@example.org,b' }, `tokenHealth.alertEmail[1]: ${EMAIL}`],
  'e-mails as an object': [set({ alertEmail: {} }), `tokenHealth.alertEmail: ${EMAIL}`],
  'a schedule in words': [{ schedule: 'hourly' }, `tokenHealth.schedule: ${SCHEDULE}`],
  'a schedule in seconds': [{ schedule: 'rate(30 seconds)' }, `tokenHealth.schedule: ${SCHEDULE}`],
  'a schedule above a day': [
    { schedule: 'rate(2 days)' },
    `tokenHealth.schedule: ${SCHEDULE.replace(/^[^;]*/, 'a sweep must start every day')}`,
  ],
  'a cron of five fields': [
    { schedule: 'cron(0 6 * * ?)' },
    `tokenHealth.schedule: ${SCHEDULE.replace(/^[^;]*/, 'cron takes six fields with one space between: minutes hours day-of-month month day-of-week year')}`,
  ],
  'a schedule that is a number': [set({ schedule: 60 }), `tokenHealth.schedule: ${SCHEDULE.replace(/^[^;]*; /, '')}`],
  'an unknown time zone': [{ timezone: 'Mars/Base' }, 'tokenHealth.timezone: write an IANA name such as Europe/Berlin'],
  'an empty ladder': [set({ ladder: [] }), `tokenHealth.ladder: ${LADDER}`],
  'a ladder of nought': [{ ladder: '30,0' }, `tokenHealth.ladder[1]: ${LADDER}`],
  'a ladder with a step twice': [set({ ladder: [30, 7, 14, 7] }), `tokenHealth.ladder: 7 stands twice; ${LADDER}`],
  'a ladder above ten years': [{ ladder: '3651' }, `tokenHealth.ladder[0]: ${LADDER}`],
  'a ladder of eleven steps': [{ ladder: '1,2,3,4,5,6,7,8,9,10,11' }, `tokenHealth.ladder: ${LADDER}`],
  'a ladder of fractions': [{ ladder: '[1.5]' }, `tokenHealth.ladder[0]: ${LADDER}`],
  'a ladder with a severity that is none': [set({ ladder: { 7: 'loud' } }), `tokenHealth.ladder.7: ${SEVERITY}`],
  'a ladder of severities with nought days': [set({ ladder: { 0: 'note' } }), `tokenHealth.ladder.0: ${SEVERITY}`],
  'a ladder of severities with a day in two ways': [
    set({ ladder: { 7: 'warn', '07': 'page' } }),
    `tokenHealth.ladder.07: ${SEVERITY}`,
  ],
  'a ladder of severities without any': [set({ ladder: {} }), `tokenHealth.ladder: ${SEVERITY}`],
  'a ladder that is true': [set({ ladder: true }), `tokenHealth.ladder: ${LADDER}`],
  'rules that are no list': [
    set({ rules: { ladder: [7] } }),
    'tokenHealth.rules: write a list of rules, such as [{"names": ["prod/*"], "ladder": {"14": "warn", "1": "page"}}]',
  ],
  'a rule for no token in particular': [
    rule({ ladder: [7] }),
    'tokenHealth.rules[0]: it is for no token in particular; write "names", "kinds" or "tags" into it, or its ladder as tokenHealth.ladder',
  ],
  'a rule without a ladder': [rule({ names: ['prod/*'] }), `tokenHealth.rules[0].ladder: ${LADDER}`],
  'a rule with a day twice': [
    rule({ names: ['prod/*'], ladder: [7, 3, 7] }),
    `tokenHealth.rules[0].ladder: 7 stands twice; ${LADDER}`,
  ],
  'a rule with a severity that is none': [
    rule({ names: ['prod/*'], ladder: { 7: 'loud' } }),
    `tokenHealth.rules[0].ladder.7: ${SEVERITY}`,
  ],
  'a rule with a mistyped key': [
    rule({ name: 'prod/*', kinds: ['discord'], ladder: [7] }),
    'tokenHealth.rules[0].name: no such key; remove it',
  ],
  'a rule without a name in its list': [
    rule({ names: [], ladder: [7] }),
    'tokenHealth.rules[0].names: write a list of patterns of secret names, such as ["prod/*"]',
  ],
  'a rule for a kind that nobody has': [
    rule({ kinds: ['github', 'discrod'], ladder: [7] }),
    'tokenHealth.rules[0].kinds[1]: no such issuer or kind; did you mean discord? `token-health providers` lists the issuers',
  ],
  'a rule that pages for dates that are never an issuer’s': [
    rule({ kinds: ['discord.bot'], ladder: { 7: 'note', 1: 'page' } }),
    "tokenHealth.rules[0].ladder: these kinds have no end date of their own, and passing an owner's date breaks nothing, so it never pages; write warn",
  ],
  'office hours without a zone': [
    set({ officeHours: {} }),
    'tokenHealth.officeHours.timezone: write an IANA name such as Europe/Berlin',
  ],
  'office hours in words': [
    set({ officeHours: '9 to 5' }),
    'tokenHealth.officeHours: write {"timezone": "Europe/Berlin"}, and if needed "days", "from" and "to"',
  ],
  'office hours of a day that is none': [
    set({ officeHours: { timezone: 'UTC', days: ['mon', 'someday'] } }),
    'tokenHealth.officeHours.days[1]: write a list of mon, tue, wed, thu, fri, sat, sun, each once',
  ],
  'office hours at a time that is none': [
    set({ officeHours: { timezone: 'UTC', from: '9:00' } }),
    'tokenHealth.officeHours.from: write a time such as "09:00"',
  ],
  'office hours that end before they begin': [
    set({ officeHours: { timezone: 'UTC', from: '22:00', to: '06:00' } }),
    'tokenHealth.officeHours: write a "from" that is before "to" on the same day; "24:00" is midnight',
  ],
  'office hours of an owner in a zone that is none': [
    set({ owners: { 'team-bots': { officeHours: { timezone: 'Mars/Base' } } } }),
    'tokenHealth.owners.team-bots.officeHours.timezone: write an IANA name such as Europe/Berlin',
  ],
  'a ladder in words': [{ ladder: 'monthly' }, `tokenHealth.ladder[0]: ${LADDER}`],
  'a confirmation above what SQS can delay': [
    { confirmAfterSeconds: '901' },
    'tokenHealth.confirmAfterSeconds: write whole seconds from 60 to 900',
  ],
  'a doubt that counts sooner than after half an hour': [
    { doubtSeconds: '1799' },
    'tokenHealth.doubtSeconds: write whole seconds from 1800 to 7200',
  ],
  'a digest as often as sweeps': [{ digest: 'hourly' }, 'tokenHealth.digest: write weekly, daily or off'],
  'a digest on a day that is none': [{ digestAt: 'moon 09:00' }, `tokenHealth.digestAt: ${DIGEST_AT}`],
  'a digest at a time that is none': [{ digestAt: 'mon 24:00' }, `tokenHealth.digestAt: ${DIGEST_AT}`],
  'a weekly digest without its day': [
    { digestAt: '09:00', ...TOLD },
    'tokenHealth.digestAt: a weekly digest needs its day; write it as "mon 09:00"',
  ],
  'a daily digest with a day': [
    { digest: 'daily', digestAt: 'mon 09:00', ...TOLD },
    'tokenHealth.digestAt: a daily digest has no day; write it as "09:00"',
  ],
  'a digest at a time that a day of the year does not have': [
    { digestAt: 'sun 02:30', timezone: 'Europe/Berlin', ...TOLD },
    'tokenHealth.digestAt: on the day on which clocks go forward this time does not exist in the timezone, and AWS leaves the digest out; choose another time',
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
  'an http target without a header': [own({ header: undefined }), `tokenHealth.http.status.header: ${HEADER}`],
  'an http target with a header of two lines': [own({ header: 'A\nB' }), `tokenHealth.http.status.header: ${HEADER}`],
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
  'an http target with a pattern without ends': [own({ pattern: 'tok_' }), `tokenHealth.http.status.pattern: ${SHAPE}`],
  'an http target with a broken pattern': [own({ pattern: '^([a-z$' }), `tokenHealth.http.status.pattern: ${SHAPE}`],
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
    `tokenHealth.slackWebhookSecret: ${WEBHOOK}`,
  ],
  'the webhook of Discord itself': [
    { discordWebhookSecret: 'https://discord.example/api/webhooks/1/x' },
    `tokenHealth.discordWebhookSecret: ${WEBHOOK}`,
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
  'an address twice': [
    set({ alertEmail: ['a@example.org', 'a@example.org'] }),
    'tokenHealth.alertEmail[1]: this address stands twice; leave one of them out',
  ],
  'an address twice, with its host in capitals and spaces around': [
    { alertEmail: '["a@example.org", "b@example.org", " a@Example.ORG "]' },
    'tokenHealth.alertEmail[2]: this address stands twice; leave one of them out',
  ],
  'a monitor that tells nobody, perhaps': [
    { nobodyIsTold: 'yes' },
    'tokenHealth.nobodyIsTold: write true to deploy a monitor that tells nobody',
  ],
  'an unshaped kind that its issuer does not have': [
    set({ ...TOLD, unshaped: { 'discord.outh': ['a*'] } }),
    'tokenHealth.unshaped.discord.outh: no such kind; there are discord.bot, discord.oauth, discord.webhook',
  ],
  'an unshaped kind of nobody': [
    set({ ...TOLD, unshaped: { 'a.b': ['a*'] } }),
    'tokenHealth.unshaped.a.b: no such kind; `token-health providers` lists the issuers',
  ],
  'an unshaped kind of an http target that is not there': [
    set({ ...TOLD, http: { status: target }, unshaped: { 'http.orders': ['a*'] } }),
    'tokenHealth.unshaped.http.orders: no such kind; there are http.status',
  ],
  'a cron expression for working days': [
    set({ ...TOLD, schedule: 'cron(0 6 ? * MON-FRI *)' }),
    `tokenHealth.schedule: day-of-week leaves days out; a sweep must start every day; ${SCHEDULE.replace(/^[^;]*; /, '')}`,
  ],
  'a time that does not exist when clocks go forward': [
    set({ ...TOLD, schedule: 'cron(30 2 * * ? *)', timezone: 'Europe/Berlin' }),
    'tokenHealth.schedule: on the day on which clocks go forward this time does not exist in the timezone, and AWS leaves the sweep out; choose another time, or UTC',
  ],
  'a time zone that is an offset': [
    { timezone: '+02:00' },
    'tokenHealth.timezone: write an IANA name such as Europe/Berlin',
  ],
  'a stack name with a dot': [{ stackName: 'token.health' }, `tokenHealth.stackName: ${STACK}`],
  'a stack name that begins with a digit': [{ stackName: '1st' }, `tokenHealth.stackName: ${STACK}`],
  'a widget by its name': [{ dashboardAlso: 'TokenHealth-Widget' }, `tokenHealth.dashboardAlso[0]: ${ALSO}`],
  'a widget in one version': [{ dashboardAlso: `${OTHER}:7` }, `tokenHealth.dashboardAlso[0]: ${ALSO}`],
  'a widget that is a table': [
    { dashboardAlso: `${OTHER},arn:aws:dynamodb:us-east-1:210987654321:table/T` },
    `tokenHealth.dashboardAlso[1]: ${ALSO}`,
  ],
  'a widget of an account that is none': [
    { dashboardAlso: OTHER.replace('210987654321', '2109') },
    `tokenHealth.dashboardAlso[0]: ${ALSO}`,
  ],
  'a widget twice': [set({ dashboardAlso: [OTHER, OTHER] }), `tokenHealth.dashboardAlso: ${ALSO}`],
  'eleven widgets': [
    set({ dashboardAlso: Array.from({ length: 11 }, (_, n) => `${OTHER}${n}`) }),
    `tokenHealth.dashboardAlso: ${ALSO}`,
  ],
  'widgets as an object': [set({ dashboardAlso: {} }), `tokenHealth.dashboardAlso: ${ALSO}`],
  'a log level of another library': [
    { logLevel: 'verbose' },
    'tokenHealth.logLevel: write one of DEBUG, INFO, WARN, ERROR',
  ],
  'a question for the writer in words': [
    { whoChanged: 'always' },
    'tokenHealth.whoChanged: write true to have CloudTrail asked who stored a version that is refused',
  ],
  'an onlooker that nobody may allow': [
    { allowOnlookers: 'NODE_TLS_REJECT_UNAUTHORIZED' },
    'tokenHealth.allowOnlookers[0]: write a list of what you let watch the functions: AWS_LAMBDA_EXEC_WRAPPER, NODE_OPTIONS, diagnostics_channel',
  ],
  'a topic by its name': [{ topicArn: 'alerts' }, `tokenHealth.topicArn: ${TOPIC}`],
  'a FIFO topic': [{ topicArn: 'arn:aws:sns:eu-west-1:123456789012:alerts.fifo' }, `tokenHealth.topicArn: ${TOPIC}`],
  'a key by its alias': [
    { keyArn: 'arn:aws:kms:eu-west-1:123456789012:alias/team' },
    'tokenHealth.keyArn: write the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID; an alias grants nothing',
  ],
  'an alarm action that no alarm can start': [
    { alarmActionArn: 'arn:aws:sqs:eu-west-1:123456789012:queue' },
    'tokenHealth.alarmActionArn[0]: write a list of ARNs that an alarm can start: an SNS topic, a Lambda function, an OpsItem or an Incident Manager response plan',
  ],
  'a subnet by its name': [
    { subnetIds: 'private-a', securityGroupIds: 'sg-0a1b2c3d' },
    `tokenHealth.subnetIds[0]: ${SUBNETS}`,
  ],
  'subnets without a security group': [
    set({ ...TOLD, subnetIds: ['subnet-0a1b2c3d'] }),
    'tokenHealth: subnetIds and securityGroupIds go together; write both, or neither',
  ],
  'a boundary that is a role': [
    { permissionsBoundaryArn: 'arn:aws:iam::123456789012:role/boundary' },
    'tokenHealth.permissionsBoundaryArn: write the ARN of an IAM policy, such as arn:aws:iam::123456789012:policy/boundary',
  ],
  "a tag of AWS's own": [set({ tags: { 'AWS:team': 'x' } }), `tokenHealth.tags.AWS:team: ${TAGS}`],
  'a tag with a sign that AWS does not take': [set({ tags: { team: 'a;b' } }), `tokenHealth.tags.team: ${TAGS}`],
  'a tag that is a number': [set({ tags: { cost: 7 } }), `tokenHealth.tags.cost: ${TAGS}`],
  'more than a Lambda environment holds': [
    set({ nobodyIsTold: true, selfHosted: Array.from({ length: 200 }, (_, i) => `https://git${i}.example.org`) }),
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
      'discordWebhookSecret',
      'namePrefix',
      'unshaped',
      'tokenPrefixes',
      'http',
      'removalPolicy',
      'dashboardAlso',
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
  'a ladder with severities as JSON': [{ ladder: '{"14":"warn"}' }, { ladder: { 14: 'warn' } }],
  'office hours with the days and hours that most have': [
    { officeHours: '{"timezone":"Europe/Berlin"}' },
    {
      officeHours: {
        timezone: 'Europe/Berlin',
        days: ['mon', 'tue', 'wed', 'thu', 'fri'],
        from: '09:00',
        to: '17:00',
      },
    },
  ],
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
  'widgets of other regions and partitions with commas': [
    { dashboardAlso: `${OTHER}, arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:W` },
    { dashboardAlso: [OTHER, 'arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:W'] },
  ],
  'loopback on the emulator': [
    { target: 'local', selfHosted: 'http://127.0.0.1:4873' },
    { selfHosted: ['http://127.0.0.1:4873'] },
  ],
  'a cron expression': [{ schedule: 'cron(0/30 8-18 ? * * *)' }, { schedule: 'cron(0/30 8-18 ? * * *)' }],
  'the keys of other tools': [{ '@aws-cdk/core:stackRelativeExports': true, 'acknowledged-issue-numbers': [1] }, {}],
};

describe('a configuration', () => {
  test.each(Object.entries(READ))('reads %s', (_, [context, wanted]) => {
    const reading = readConfig({ nobodyIsTold: true, ...context });
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
    const reading = readConfig({ ...set({ http: { orders: all } }), nobodyIsTold: 'true' });
    const http = reading.ok ? reading.config.http : {};
    expect(http).toEqual({ orders: all });
    expect(httpTargets.parse(JSON.parse(JSON.stringify(http)))).toEqual({ orders: all });
  });

  test('gives the functions a file that they read as it was meant', () => {
    const all = {
      ladder: { 30: 'note', 1: 'page' },
      rules: [{ names: ['prod/*'], tags: { team: 'bots $(id) "x"' }, kinds: ['github'], ladder: [9] }],
      officeHours: { timezone: 'Asia/Tokyo', days: ['sun'], from: '10:00', to: '24:00' },
      owners: { 'team-bots': { officeHours: { timezone: 'UTC', days: ['mon'], from: '09:00', to: '17:00' } } },
    };
    const reading = readConfig({ ...set(all), nobodyIsTold: 'true' });
    const folder = mkdtempSync(join(tmpdir(), 'token-health-settings-'));
    writeFileSync(join(folder, SETTINGS_FILE), JSON.stringify(reading.ok && deployedOf(reading.config)));
    expect(readDeployed(folder)).toEqual({ ...all, channels: {} });
    writeFileSync(join(folder, SETTINGS_FILE), '{"rules":"canary"}');
    expect(() => readDeployed(folder)).toThrow(new Fault('settings.json beside the code cannot be read'));
    rmSync(folder, { recursive: true });
    expect(readDeployed(folder)).toEqual({});
  });

  test('has these defaults', () => {
    const reading = readConfig({ nobodyIsTold: true });
    expect(reading.ok && reading.config).toEqual({
      alertEmail: [],
      channels: {},
      nobodyIsTold: true,
      schedule: 'rate(1 hour)',
      timezone: 'UTC',
      ladder: [30, 14, 7, 3, 1],
      confirmAfterSeconds: 180,
      doubtSeconds: 1800,
      collectSeconds: 600,
      digest: 'weekly',
      selfHosted: [],
      unshaped: {},
      tokenPrefixes: {},
      http: {},
      removalPolicy: 'retain',
      logRetentionDays: 90,
      logLevel: 'INFO',
      probeConcurrency: 2,
      stackName: 'TokenHealth',
      dashboardAlso: [],
      whoChanged: false,
      allowOnlookers: [],
      alarmActionArn: [],
      subnetIds: [],
      securityGroupIds: [],
      tags: {},
    });
  });
});
