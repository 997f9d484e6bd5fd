import { alertId } from '../../core/base/ids.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type {
  AnswersNotice,
  ChannelNotice,
  GoneNotice,
  QuietNotice,
  RefusalNotice,
  SilenceNotice,
  SubscribersNotice,
  Telling,
  TestNotice,
} from '../../core/model/notice.ts';
import { mixed, unownedWeek, wellWeek } from './digests.ts';
import { base, samples } from './samples.ts';

const discord = {
  schema: 1,
  kind: 'outage',
  severity: 'warn',
  host: 'discord.com',
  issuerName: 'Discord',
  statusPage: 'https://discordstatus.com/',
  docsUrl: 'https://docs.discord.com/developers/reference',
  at: base.at,
  incident: 'TH-0VN3E',
} as const;

/** Discord refuses twelve tokens at once. */
export const refuses: RefusalNotice = {
  ...discord,
  id: alertId('issuer/discord.com', 'outage', base.at),
  why: 'refuses',
  refused: 12,
  unanswered: 0,
  of: 12,
  heldUntil: base.at + 2 * HOUR,
  exchange: {
    request: 'GET discord.com/api/v10/users/@me',
    status: 401,
    code: '0',
    message: '401: Unauthorized',
    requestId: '8f1c2d3e4a5b6c7d-FRA',
    at: base.at - 20 * SECOND,
  },
};

/** Discord has answered nothing of use about twelve tokens since yesterday. */
export const silent: SilenceNotice = {
  ...discord,
  id: alertId('issuer/discord.com', 'silent', base.at),
  why: 'silent',
  tokens: 12,
  answered: 0,
  since: base.at - DAY - HOUR,
  cause: 'provider-outage',
  detail: 'the issuer answered 503',
};

/** Ten of the twelve work again, and two had been revoked meanwhile. */
export const answers: AnswersNotice = {
  ...discord,
  id: alertId('issuer/discord.com', 'answers-refuses', base.at - 40 * MINUTE),
  why: 'answers',
  ends: 'refuses',
  since: base.at - 40 * MINUTE,
  accepted: 10,
  dead: 2,
  open: 0,
};

/** Of a silence that lasted two days. */
export const answersLong: AnswersNotice = {
  ...answers,
  id: alertId('issuer/discord.com', 'answers-silent', base.at - DAY),
  ends: 'silent',
  since: base.at - DAY,
  accepted: 9,
  dead: 0,
  open: 3,
};

/** An issuer that revoked all after a leak. */
export const meant: AnswersNotice = { ...answers, accepted: 0, dead: 12 };

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:TokenHealth-MonitorAlertsTopic5A1B2C3D-AbCdEfGhIjKl';

/** Two were invited by mail, and neither has confirmed. */
export const nobody: SubscribersNotice = {
  schema: 1,
  id: alertId('subscribers', 'none', base.at - 20 * MINUTE),
  kind: 'subscribers',
  severity: 'warn',
  why: 'none',
  topic: TOPIC,
  confirmed: 0,
  pending: 2,
  lost: [],
  since: base.at - 20 * MINUTE,
  at: base.at,
  incident: 'TH-5U85C',
};

/** One of three pressed the link that ends the subscription. */
export const lost: SubscribersNotice = {
  ...nobody,
  id: alertId('subscribers', 'lost', base.at),
  why: 'lost',
  confirmed: 2,
  pending: 0,
  lost: [{ protocol: 'email', endpoint: 'e***@example.org' }],
  since: base.at,
};

const named = (name: string, [alert]: readonly [Alert, ...Alert[]]): Alert => ({
  ...alert,
  id: `${name}:${alert.kind}`,
  ref: { id: name, name, source: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf` },
  incident: `TH-${name.replace('/', '').slice(-5).toUpperCase()}`,
});

/** What one owner is told at once: among them a token that was told as dead and is in order again. */
export const findings: Telling = [
  named('prod/orders', samples['rejected-revoked']!),
  named('prod/stock', samples.expired!),
  named('prod/mails', samples.degraded!),
  named('ci/runner', samples.expiring!),
  named('prod/chats', samples['rejected-unrecognised']!),
  named('prod/chats', samples.recovered!),
];

const field = (name: string): Alert => {
  const alert = named('prod/keys', samples['rejected-bad-rotation']!);
  return { ...alert, id: `keys:${name}`, ref: { ...alert.ref, id: `prod/keys#${name}`, field: name } };
};

/** A rotation went wrong: all tokens of one secret are refused. */
export const oneSecret: Telling = [field('DISCORD_TOKEN'), field('GITHUB_TOKEN'), field('NPM_TOKEN')];

const ofAccount = (name: string): Alert => {
  const alert = named(name, samples['rejected-revoked']!);
  return { ...alert, diagnosis: { ...alert.diagnosis, subject: 'orderbot' } };
};

/** The owner of an application was banned: all of its tokens are refused. */
export const oneAccount: Telling = [ofAccount('prod/orders'), ofAccount('prod/stock'), ofAccount('ci/runner')];

/** The tag of one secret was removed an hour ago. */
export const gone: GoneNotice = {
  schema: 1,
  id: alertId(`secret/${encodeURIComponent('prod/discord-bot')}`, 'gone', base.at - HOUR),
  kind: 'gone',
  severity: 'warn',
  secrets: [{ name: 'prod/discord-bot', why: 'untagged' }],
  counts: { untagged: 1, deleted: 0, denied: 0 },
  since: base.at - HOUR,
  at: base.at,
  incident: 'TH-7M2QX',
};

/** Thirty at once; twenty of them are named. */
export const goneMany: GoneNotice = {
  ...gone,
  id: alertId('list', 'gone', base.at),
  secrets: [
    { name: 'prod/discord-bot', why: 'untagged' },
    { name: 'prod/discord-bot-2', why: 'denied' },
    ...Array.from({ length: 18 }, (_, n) => ({ name: `prod/webhook-${n + 1}`, why: 'deleted' as const })),
  ],
  counts: { untagged: 1, deleted: 28, denied: 1 },
};

/** Somebody is on it. */
export const acknowledged: QuietNotice = {
  schema: 1,
  id: alertId(base.ref.id, 'quiet', 8),
  kind: 'acknowledged',
  severity: 'note',
  what: 'acknowledged',
  ref: base.ref,
  finding: 'dead',
  owner: 'team-bots',
  by: 'alice',
  why: 'resetting it at Discord',
  until: base.at + DAY,
  at: base.at,
  incident: base.incident,
};

/** It can wait, and nobody said why. */
export const snoozed: QuietNotice = (({ why: _, ...said }) => ({
  ...said,
  id: alertId(base.ref.id, 'quiet', 9),
  what: 'snoozed' as const,
  finding: 'degraded' as const,
  until: base.at + 7 * DAY,
}))(acknowledged);

/** Somebody wants to see whether messages arrive. */
export const trial: TestNotice = {
  schema: 1,
  id: alertId('test', 'alice', base.at),
  kind: 'test',
  severity: 'note',
  by: 'alice',
  at: base.at,
  incident: 'TH-3E57A',
};

/** Its webhook was deleted; three alerts wait. */
export const down: ChannelNotice = {
  schema: 1,
  id: alertId('channel', 'ops-slack', '2026-11-23'),
  kind: 'channel',
  severity: 'warn',
  channel: 'ops-slack',
  title: 'Slack',
  why: 'Slack: webhook refused (404 no_service): make a new one and store its address',
  since: base.at - 20 * MINUTE,
  waiting: 3,
  at: base.at,
  incident: 'TH-D0WN1',
};

const again = ([alert]: readonly [Alert, ...Alert[]]): Alert => ({ ...alert, flapping: true });

/** The second opening of a finding within a day, of each finding that can have one. */
export const flapping: Readonly<Record<'rejected' | 'expired' | 'overdue' | 'degraded' | 'misconfigured', Alert>> = {
  rejected: again(samples['rejected-revoked']!),
  expired: again(samples.expired!),
  overdue: again(samples.overdue!),
  degraded: again(samples.degraded!),
  misconfigured: again(samples['misconfigured-tag']!),
};

/** All that can be told, by the name of its golden files. */
export const tellings: Readonly<Record<string, Telling>> = {
  ...samples,
  'outage-refuses': [refuses],
  'outage-silent': [silent],
  'outage-answers': [answers],
  'outage-answers-silent': [answersLong],
  'outage-meant': [meant],
  'gone-one': [gone],
  'gone-many': [goneMany],
  'quiet-acknowledged': [acknowledged],
  'quiet-snoozed': [snoozed],
  'quiet-ended': [{ ...acknowledged, what: 'ended' }],
  'rejected-flapping': [flapping.rejected],
  'subscribers-none': [nobody],
  'subscribers-lost': [lost],
  test: [trial],
  'test-unnamed': [(({ by: _, ...said }) => said)(trial)],
  'channel-down': [down],
  digest: [mixed],
  'digest-well': [wellWeek],
  'digest-unowned': [unownedWeek],
  findings,
  'findings-secret': oneSecret,
  'findings-account': oneAccount,
};
