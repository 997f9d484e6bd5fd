import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { namesOf } from '../../adapters/issuers/names.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Told } from '../../core/overview/history.ts';
import type { Overview } from '../../core/overview/overview.ts';
import { rowOf } from '../../core/overview/row.ts';
import { at, DIAGNOSES, NOW, recordOf } from './digest-records.ts';

export const NAMES = namesOf(REGISTRY);

const revoked = (): Diagnosis => ({
  ...DIAGNOSES.rejected(),
  confidence: 'likely',
  evidence: [
    'GET discord.com/api/v10/users/@me -> 401, code 0 "401: Unauthorized"',
    'This same version was accepted until Mon 2026-11-23 02:55 UTC.',
  ],
  remedy: [
    'Reset the token: Discord Developer Portal > your application > Bot > Reset Token.',
    'Store the new one: aws secretsmanager put-secret-value --secret-id {name} --secret-string file://token.txt',
    'Restart the bot: it holds the old value.',
  ],
  exchange: {
    request: 'GET discord.com/api/v10/users/@me',
    status: 401,
    code: '0',
    message: '401: Unauthorized',
    requestId: '8f1d0c2ab3e4',
    at: NOW - 30 * MINUTE,
  },
});

const incident = (finding: 'rejected' | 'expired' | 'degraded', ago: number) => ({
  incident: { id: 'TH-4K7Q2', finding, openedAt: NOW - ago, versionId: 'v1', badSince: NOW - ago },
});

const accepted = (ago: number, expiry: Diagnosis['expiry'] = 'never') => ({
  accepted: { versionId: 'v1', firstAt: NOW - 100 * DAY, lastAt: NOW - ago, expiry },
});

const named = (name: string, kind: string, owner: string, diagnosis: Diagnosis, parts: Partial<TokenRecord> = {}) =>
  recordOf(name, diagnosis, { kind, owner, environment: name.startsWith('prod/') ? 'production' : 'ci', ...parts });

/** The fleet of ux.md 3.1: two are broken, two due, one lacks a scope, one gives no answer. */
export const SOME_RECORDS: readonly TokenRecord[] = [
  named('prod/discord-bot', 'discord.bot', 'team-bots', revoked(), {
    ...incident('rejected', 6 * HOUR),
    ...accepted(6 * HOUR),
    look: { seen: 'refused', since: NOW - 6 * HOUR },
    refused: { since: NOW - 6 * HOUR, looks: 3, askAgainAt: NOW + 3 * HOUR },
  }),
  named('prod/discord-oauth', 'discord.oauth', 'team-bots', DIAGNOSES.expired(at(-0.25)), {
    ...incident('expired', 6 * HOUR),
    ...accepted(7 * HOUR, at(-0.25)),
    look: { seen: 'refused', since: NOW - 6 * HOUR },
  }),
  named('ci/gitlab-deploy', 'gitlab.pat', 'team-ci', DIAGNOSES.expiring(at(6.6)), {
    ...accepted(5 * MINUTE, at(6.6)),
    ladder: { told: 7, due: at(6.6).at },
  }),
  named(
    'staging/discord-bot',
    'discord.bot',
    'team-bots',
    DIAGNOSES.healthy(at(9, 'age-policy')),
    accepted(5 * MINUTE),
  ),
  named('prod/slack-notify', 'slack.bot', 'team-ops', DIAGNOSES.degraded('chat:write'), {
    ...incident('degraded', 3 * DAY),
    ...accepted(5 * MINUTE),
  }),
  named('prod/stripe', 'stripe.secret-key', 'team-pay', DIAGNOSES.unclear(), {
    look: { seen: 'unanswered', since: NOW - 22 * MINUTE },
    ...accepted(30 * MINUTE),
  }),
  named(
    'prod/github-release',
    'github.fine-grained',
    'team-ci',
    DIAGNOSES.healthy(at(69)),
    accepted(5 * MINUTE, at(69)),
  ),
  named('prod/npm-publish', 'npm.granular', 'team-ci', DIAGNOSES.healthy(at(41)), accepted(5 * MINUTE, at(41))),
  named('prod/sendgrid', 'sendgrid.api-key', 'team-mail', DIAGNOSES.healthy('never'), {
    ...accepted(5 * MINUTE),
    versionSince: NOW - 410 * DAY,
  }),
  named('staging/twilio', 'twilio.api-key', 'team-pay', DIAGNOSES.expiring(at(20, 'tag')), {
    ...accepted(5 * MINUTE),
    quiet: {
      what: 'snoozed',
      finding: 'expiring',
      versionId: 'v1',
      severity: 'note',
      since: NOW - DAY,
      until: NOW + 8 * DAY,
      by: 'alice',
    },
  }),
  named('ops/hook', 'slack.webhook', '', DIAGNOSES.unchecked(), {
    look: { seen: 'unasked', since: NOW - DAY } as never,
  }),
  ...Array.from({ length: 12 }, (_, n) =>
    named(
      `prod/worker-${n + 1}`,
      'github.classic',
      `team-${n % 3 === 0 ? 'ci' : 'ops'}`,
      DIAGNOSES.healthy(n % 2 ? at(35 + 7 * n) : 'unknown'),
      accepted(5 * MINUTE),
    ),
  ),
];

/** A token of which every word that others may write is this one. */
export const recordSaying = (word: string, parts: Partial<TokenRecord> = {}): TokenRecord =>
  recordOf(
    word,
    {
      ...DIAGNOSES.degraded(word),
      evidence: [word],
      remedy: [word],
      settle: word,
      subject: word,
      docsUrl: word,
      exchange: { request: word, status: 401, code: word, message: word, requestId: word, at: NOW },
    },
    {
      ref: { id: encodeURIComponent(word), name: word, field: word, source: word },
      owner: word,
      environment: word,
      kind: word,
      versionId: word,
      incident: { id: word, finding: 'degraded', openedAt: NOW - HOUR, versionId: word },
      ...parts,
    },
  );

const told = (kind: Told['kind'], ago: number): Told => ({
  kind,
  at: NOW - ago,
  incident: 'TH-4K7Q2',
  versionId: 'v1',
});

export const overviewOf = (
  records: readonly TokenRecord[],
  parts: Partial<Overview> = {},
  now: Instant = NOW,
): Overview => ({
  at: now,
  rows: records.map((record) => rowOf(record, now)),
  told: new Map(),
  audit: [],
  issuers: [],
  sweeps: { last: now - 5 * MINUTE, finished: now - 5 * MINUTE, every: HOUR },
  gone: 0,
  unreadable: 0,
  ...parts,
});

const [BOT] = SOME_RECORDS;

export const SOME_OVERVIEW: Overview = overviewOf(SOME_RECORDS, {
  told: new Map([
    [
      BOT?.ref.id ?? '',
      [told('started', 95 * DAY), told('degraded', 60 * DAY), told('recovered', 52 * DAY), told('rejected', 6 * HOUR)],
    ],
  ]),
});
