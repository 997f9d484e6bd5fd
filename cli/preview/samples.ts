import { alertOf } from '../../adapters/local/rows.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import { noticeOf } from '../../core/digest/notice.ts';
import type { AlertKind, Severity } from '../../core/model/alert.ts';
import type { Notice, Tellable } from '../../core/model/notice.ts';
import { sampleDigest } from './sample-digest.ts';

/** Every name in it says that it is made up. */
const NAME = 'SAMPLE/discord-bot';
const ARN = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${NAME}-AbCdEf`;
const OWNER = 'SAMPLE-team';
const INCIDENT = 'TH-SAMPLE';
const DOCS = 'https://docs.discord.com/developers/topics/oauth2';
const REF = { id: 'SAMPLE', name: NAME, source: ARN } as const;
const REQUEST = 'GET discord.com/api/v10/users/@me';

const RESET = [
  'https://discord.com/developers/applications > the application > Bot > Reset Token. The old token stops at that moment.',
  `Store the new value in ${NAME}, then restart what uses it.`,
];

/** What differs by kind. */
type Finding = {
  readonly severity: Severity;
  readonly impact: string;
  readonly diagnosis: object;
  readonly more?: object;
};

const refused = (at: Instant) => ({
  evidence: [`${REQUEST} -> 401 code 0 "401: Unauthorized"`],
  exchange: { request: REQUEST, status: 401, code: '0', message: '401: Unauthorized', at },
});
const accepted = (at: Instant) => ({
  evidence: [`${REQUEST} -> 200`],
  exchange: { request: REQUEST, status: 200, at },
});

const DEAD = 'Every call with it fails with 401, and the bot cannot log in.';

const FINDINGS: Readonly<Record<AlertKind, (at: Instant) => Finding>> = {
  expiring: (at) => dated(at, 'expiring', { at: at + 7 * DAY, source: 'issuer' }, DEAD),
  'rotate-by': (at) => dated(at, 'expiring', { at: at + 7 * DAY, source: 'age-policy' }, 'None on that day.'),
  overdue: (at) => ({
    ...dated(at, 'overdue', { at: at - 3 * DAY, source: 'age-policy' }, 'None yet.'),
    severity: 'warn',
  }),
  expired: (at) => ({
    severity: 'page',
    impact: DEAD,
    diagnosis: {
      verdict: 'expired',
      cause: 'expired',
      ...refused(at),
      remedy: RESET,
      expiry: { at: at - 14 * MINUTE, source: 'issuer' },
    },
  }),
  rejected: (at) => ({
    severity: 'page',
    impact: DEAD,
    diagnosis: { verdict: 'rejected', cause: 'revoked', confidence: 'likely', ...refused(at), remedy: RESET },
  }),
  degraded: (at) => ({
    severity: 'warn',
    impact: 'What needs the missing right fails.',
    diagnosis: {
      verdict: 'degraded',
      cause: 'insufficient-scope',
      missing: ['intent:message-content'],
      ...accepted(at),
      remedy: ['Switch the missing intent on in the Developer Portal; no new token is needed.'],
    },
  }),
  misconfigured: () => ({
    severity: 'warn',
    impact: 'It is not watched until this is mended.',
    diagnosis: {
      verdict: 'misconfigured',
      cause: 'bad-tag',
      evidence: ['token-health:provider: there is no provider "discrod"; discord is near'],
      remedy: ['Correct the tag token-health:provider.'],
    },
  }),
  recovered: (at) => ({
    severity: 'note',
    impact: 'None any more.',
    diagnosis: { verdict: 'healthy', ...accepted(at), remedy: [] },
    more: { openedAt: at - 2 * HOUR, ended: { finding: 'rejected', newVersion: true, severity: 'page' } },
  }),
  started: (at) => ({
    severity: 'note',
    impact: 'None.',
    diagnosis: { verdict: 'healthy', ...accepted(at), remedy: [] },
  }),
};

const dated = (at: Instant, verdict: string, due: object, impact: string): Finding => ({
  severity: 'note',
  impact,
  diagnosis: { verdict, due, expiry: due, ...accepted(at), remedy: RESET },
});

/** Read like one that was stored: only the judgement itself may make a verdict that says dead. */
const alertSample = (kind: AlertKind, at: Instant): Tellable => {
  const { severity, impact, diagnosis, more } = FINDINGS[kind](at);
  return alertOf(
    JSON.stringify({
      schema: 1,
      id: `SAMPLE:${kind}`,
      kind,
      severity,
      ref: REF,
      tokenKind: 'discord.bot',
      tokenKindName: 'Discord bot token',
      owner: OWNER,
      environment: 'production',
      versionId: '5a3b1e00-0000-4000-8000-000000000001',
      diagnosis: { confidence: 'certain', docsUrl: DOCS, expiry: 'never', subject: 'SAMPLE', ...diagnosis },
      impact,
      at,
      nextThresholds: [],
      incident: INCIDENT,
      openedAt: at,
      lastAcceptedAt: at - HOUR,
      ...(severity === 'page' && { refusedSince: at - 4 * MINUTE }),
      ...more,
    }),
  );
};

const notice = <K extends Notice['kind']>(kind: K, at: Instant) =>
  ({ schema: 1, id: `SAMPLE:${kind}`, kind, at, incident: INCIDENT }) as const;

const NOTICES: Readonly<Record<Notice['kind'], (at: Instant) => Notice>> = {
  outage: (at) => ({
    ...notice('outage', at),
    severity: 'warn',
    why: 'refuses',
    host: 'SAMPLE.example',
    issuerName: 'SAMPLE issuer',
    docsUrl: DOCS,
    refused: 12,
    unanswered: 0,
    of: 12,
    heldUntil: at + 2 * HOUR,
    exchange: { request: 'GET SAMPLE.example/me', status: 401, at },
  }),
  gone: (at) => ({
    ...notice('gone', at),
    severity: 'warn',
    secrets: [{ name: NAME, why: 'untagged' }],
    counts: { untagged: 1, deleted: 0, denied: 0 },
    since: at - HOUR,
  }),
  subscribers: (at) => ({
    ...notice('subscribers', at),
    severity: 'warn',
    why: 'none',
    topic: 'arn:aws:sns:eu-west-1:123456789012:SAMPLE-alerts',
    confirmed: 0,
    pending: 2,
    lost: [],
    since: at - 20 * MINUTE,
  }),
  acknowledged: (at) => ({
    ...notice('acknowledged', at),
    severity: 'note',
    what: 'acknowledged',
    ref: REF,
    finding: 'dead',
    owner: OWNER,
    by: 'SAMPLE-person',
    why: 'resetting it',
    until: at + DAY,
  }),
  digest: (at) => noticeOf(sampleDigest(at, { owner: OWNER, name: NAME, source: ARN })),
  channel: (at) => ({
    ...notice('channel', at),
    severity: 'warn',
    channel: 'SAMPLE-slack',
    title: 'Slack',
    why: 'Slack: webhook refused (404 no_service): make a new one and store its address',
    since: at - 20 * MINUTE,
    waiting: 3,
  }),
  test: (at) => ({ ...notice('test', at), severity: 'note', by: 'SAMPLE-person' }),
};

const isWord = <K extends string>(word: string, table: Readonly<Record<K, unknown>>): word is K =>
  Object.hasOwn(table, word);

/** What a sample can be asked for by. */
export const SAMPLE_WORDS: readonly string[] = [...Object.keys(FINDINGS), ...Object.keys(NOTICES)];

/** Made up as of `at`; undefined for any other word. */
export const sampleOf = (word: string, at: Instant): Tellable | undefined => {
  if (isWord(word, FINDINGS)) return alertSample(word, at);
  return isWord(word, NOTICES) ? NOTICES[word](at) : undefined;
};
