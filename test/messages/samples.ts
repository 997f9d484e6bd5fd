import { DAY, HOUR, MINUTE, utc } from '../../core/base/time.ts';
import { remedyFor } from '../../core/diagnose/remedy.ts';
import { settleOf } from '../../core/diagnose/settle.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { expiredBy, rejectedBy } from '../../core/model/proof.ts';
import { tokenId } from '../../core/model/token.ts';
import { PROOF } from '../support/make.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 0);
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/discord-bot-AbCdEf';
const DOCS = 'https://docs.discord.com/developers/topics/oauth2#bot-users';
const PORTAL = 'https://discord.com/developers/applications';
const RESET = `${PORTAL} > the application > Bot > Reset Token. The old token stops at that moment.`;
const STORE = 'Store the new value in prod/discord-bot, then restart what uses it.';
const VERSION = 'a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const NEW_VERSION = 'e5f6a7b8-1c2d-4e3f-9a0b-c1d2e3f4a5b6';

const accepted = { request: 'GET discord.com/api/v10/users/@me', status: 200, at: NOW - 5 * MINUTE } as const;
const refused = {
  request: 'GET discord.com/api/v10/users/@me',
  status: 401,
  code: '0',
  message: '401: Unauthorized',
  requestId: '8f1c2d3e4a5b6c7d-FRA',
  at: NOW - MINUTE,
} as const;
const REFUSED_LINE = 'GET discord.com/api/v10/users/@me -> 401 code 0 "401: Unauthorized"';

const healthy: Diagnosis = {
  verdict: 'healthy',
  confidence: 'certain',
  evidence: ['GET discord.com/api/v10/users/@me -> 200'],
  remedy: [],
  docsUrl: DOCS,
  expiry: 'never',
  subject: 'orderbot',
  exchange: accepted,
};

const rejected = (
  cause: Extract<Diagnosis, { verdict: 'rejected' }>['cause'],
  confidence: 'certain' | 'likely',
  evidence: readonly string[],
  remedy: readonly string[],
): Diagnosis => ({
  ...rejectedBy(PROOF, cause),
  confidence,
  evidence: [REFUSED_LINE, ...evidence],
  remedy,
  docsUrl: DOCS,
  expiry: 'never',
  exchange: refused,
});

const ref = {
  id: tokenId(ARN, 'DISCORD_TOKEN'),
  name: 'prod/discord-bot',
  field: 'DISCORD_TOKEN',
  source: ARN,
} as const;

/** A Discord bot's token in Secrets Manager, owned by team-bots. */
export const base: Alert = {
  schema: 1,
  id: `${encodeURIComponent(ref.id)}:rejected:${VERSION}:1`,
  kind: 'rejected',
  severity: 'page',
  ref,
  tokenKind: 'discord.bot',
  tokenKindName: 'Discord bot token',
  owner: 'team-bots',
  environment: 'production',
  runbook: 'https://wiki.example.org/runbooks/discord-bot',
  versionId: VERSION,
  diagnosis: healthy,
  impact: 'Every call with it fails with 401, and the bot cannot log in.',
  at: NOW,
  nextThresholds: [],
  incident: 'TH-9C1VB',
  openedAt: NOW,
  lastAcceptedAt: NOW - HOUR,
  refusedSince: NOW - 4 * MINUTE,
};

/** As Secrets Manager writes it into CloudTrail. */
const LAMBDA_ERROR =
  'Error when executing lambda arn:aws:lambda:eu-west-1:123456789012:function:rotate-bot during createSecret step';
const SATURDAY = NOW - 54 * HOUR;
const due = { at: NOW + 7 * DAY, source: 'age-policy' } as const;
const rotate: Diagnosis = { ...healthy, verdict: 'expiring', due, expiry: due, remedy: [RESET, STORE] };
const issuersDue = { at: NOW + 30 * HOUR, source: 'issuer' } as const;
const gone = { at: NOW - 14 * MINUTE, source: 'issuer' } as const;
const passed = { at: NOW - 3 * DAY, source: 'age-policy' } as const;

const rejection = (
  cause: Parameters<typeof rejected>[0],
  confidence: 'certain' | 'likely',
  because: string,
  remedy: readonly string[],
): Alert => ({ ...base, ...AROUND, diagnosis: withSettle(rejected(cause, confidence, [because], remedy)) });

const withSettle = (diagnosis: Diagnosis): Diagnosis => {
  const settle = settleOf(diagnosis, diagnosis.confidence, { providerName: 'Discord' }, diagnosis.expiry);
  return settle === undefined ? diagnosis : { ...diagnosis, settle };
};

const expired: Alert = {
  ...base,
  kind: 'expired',
  tokenKind: 'discord.oauth',
  tokenKindName: 'Discord OAuth2 access token',
  impact: 'Every call with it fails with 401.',
  diagnosis: {
    ...rejected(
      'revoked',
      'certain',
      [],
      [
        'Run the job that refreshes it, and store the new refresh token too. If that is refused, the user must authorize again.',
        STORE,
      ],
    ),
    ...expiredBy(PROOF),
    evidence: [REFUSED_LINE, 'refused, and past its own date, Mon 2026-11-23 08:46 UTC'],
    expiry: gone,
  },
  incident: 'TH-8M2XD',
};

/** What is told beside a refusal. */
const AROUND = {
  versionStoredAt: NOW - 40 * DAY,
  beside: { accepted: 11, refused: 0, changed: [] },
  statusPage: 'https://discordstatus.com',
  askedAs: 'DiscordBot (https://token-health-monitor.invalid, 0.1.0)',
} as const;

const { lastAcceptedAt: _, ...neverAccepted } = base;
const unasked = (
  cause: Parameters<typeof rejected>[0],
  evidence: readonly string[],
  remedy: readonly string[],
): Diagnosis => {
  const { exchange: _exchange, ...flawed } = rejected(cause, 'certain', [], remedy);
  return { ...flawed, evidence };
};

/** Of a kind whose only request posts a message: nobody was asked, and nothing was accepted. */
const HOOK = {
  tokenKind: 'slack.webhook',
  tokenKindName: 'Slack webhook URL',
  impact: 'Nothing is posted to its channel any more.',
} as const;
const REASON = 'the only request a Slack webhook takes posts a message, so it is never made';
const unaskedUntil = (at: number) =>
  ({
    confidence: 'likely',
    evidence: [`not asked: ${REASON}`, `its date is ${utc(at)} (your tag says so)`],
    remedy: [],
    docsUrl: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    expiry: { at, source: 'tag' },
    unasked: REASON,
  }) as const;
const HOOK_STEPS = [
  'https://api.slack.com/apps > the app > Incoming Webhooks > Add New Webhook to Workspace.',
  'Store the new value in prod/slack-hook, then restart what uses it.',
];
const { lastAcceptedAt: _last, refusedSince: _first, ...neverAsked } = base;
const dated = (kind: 'expiring' | 'overdue', at: number): Alert => {
  const source = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/slack-hook-AbCdEf';
  const parts = { ...unaskedUntil(at), due: { at, source: 'tag' }, remedy: HOOK_STEPS } as const;
  return {
    ...neverAsked,
    ...HOOK,
    id: `${encodeURIComponent(source)}:${kind}`,
    kind,
    severity: 'warn',
    ref: { id: tokenId(source), name: 'prod/slack-hook', source },
    diagnosis: kind === 'expiring' ? { verdict: 'expiring', ...parts } : { verdict: 'overdue', ...parts },
    incident: 'TH-5LACK',
  };
};

const started = (name: string, diagnosis: Diagnosis): Alert => {
  const source = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
  return {
    ...base,
    id: `${encodeURIComponent(source)}:started`,
    kind: 'started',
    severity: 'note',
    ref: { id: tokenId(source), name, source },
    diagnosis,
    incident: 'TH-BA5E1',
    nextThresholds: [30, 14, 7, 3, 1],
    collectUntil: NOW + 10 * MINUTE,
  };
};

const nearing = (name: string, left: number): Alert => {
  const at = NOW + left;
  const due = { at, source: 'issuer' } as const;
  const one = started(name, { ...rotate, due, expiry: due });
  return {
    ...one,
    id: `${one.ref.id}:expiring:v1:${at}:7`,
    kind: 'expiring',
    incident: `TH-${name.length}`,
    threshold: 7,
    nextThresholds: [3, 1],
  };
};

const startedHook = (name: string, at: number): Alert => {
  const {
    lastAcceptedAt: _at,
    refusedSince: _since,
    ...first
  } = started(name, {
    verdict: 'unchecked',
    ...unaskedUntil(at),
  });
  return { ...first, ...HOOK };
};

type Alerts = readonly [Alert, ...Alert[]];

/** One of each, by the name of its golden files. */
export const samples: Readonly<Record<string, Alerts>> = {
  'rotate-by': [
    {
      ...base,
      kind: 'rotate-by',
      severity: 'note',
      diagnosis: rotate,
      threshold: 7,
      nextThresholds: [3, 1],
      incident: 'TH-4K7Q2',
    },
  ],
  expiring: [
    {
      ...base,
      kind: 'expiring',
      severity: 'warn',
      tokenKind: 'discord.oauth',
      tokenKindName: 'Discord OAuth2 access token',
      impact: 'Every call with it fails with 401.',
      diagnosis: {
        ...healthy,
        verdict: 'expiring',
        due: issuersDue,
        expiry: issuersDue,
        remedy: [
          'Run the job that refreshes it, and store the new refresh token too. If that is refused, the user must authorize again.',
        ],
      },
      threshold: 3,
      nextThresholds: [1],
      incident: 'TH-8M2XD',
    },
  ],
  'expiring-local': [
    {
      ...base,
      kind: 'expiring',
      severity: 'warn',
      ref: { id: tokenId('.env line 4', 'GITHUB_TOKEN'), name: 'GITHUB_TOKEN', source: '.env line 4' },
      tokenKind: 'jwt.any',
      tokenKindName: 'JWT',
      impact: 'Every service that checks it refuses it.',
      diagnosis: {
        ...healthy,
        verdict: 'expiring',
        due: { at: NOW + 12 * MINUTE, source: 'embedded' },
        expiry: { at: NOW + 12 * MINUTE, source: 'embedded' },
        remedy: ['Make a new token at its issuer.', 'Store the new value, then restart what uses it.'],
      },
      threshold: 1 / 24,
      nextThresholds: [1 / 96],
      incident: 'TH-10CA1',
    },
  ],
  expired: [expired],
  overdue: [
    {
      ...base,
      kind: 'overdue',
      severity: 'warn',
      diagnosis: { ...healthy, verdict: 'overdue', due: passed, expiry: passed, remedy: [RESET, STORE] },
      incident: 'TH-4K7Q2',
    },
  ],
  'expired-unread': [
    { ...expired, severity: 'warn', unread: { since: NOW - 213 * DAY, until: NOW - 40 * DAY }, incident: 'TH-8NU5D' },
  ],
  'rotation-failed': [
    {
      ...base,
      kind: 'overdue',
      severity: 'warn',
      diagnosis: {
        ...healthy,
        verdict: 'overdue',
        due: { at: NOW - 12 * MINUTE, source: 'rotation' },
        evidence: [...healthy.evidence, `its rotation failed Mon 2026-11-23 08:48 UTC: "${LAMBDA_ERROR}"`],
        rotationFailed: { at: NOW - 12 * MINUTE, says: LAMBDA_ERROR },
        remedy: remedyFor(
          { verdict: 'overdue', due: { at: NOW, source: 'rotation' } },
          { source: ref.source, label: ref.name, providerName: 'Discord', docsUrl: '', remedies: {} },
        ),
      },
      incident: 'TH-3R0TA',
    },
  ],
  'rotation-overdue': [
    {
      ...base,
      kind: 'overdue',
      severity: 'warn',
      at: SATURDAY,
      openedAt: SATURDAY,
      collectUntil: NOW,
      diagnosis: {
        ...healthy,
        verdict: 'overdue',
        due: { at: SATURDAY - 26 * HOUR, source: 'rotation' },
        evidence: [
          ...healthy.evidence,
          'Secrets Manager was to rotate it by Fri 2026-11-20 01:00 UTC, and this is still the version of before',
        ],
        remedy: ['Read the log of its rotation function.'],
      },
      incident: 'TH-3R0TB',
    },
  ],
  'expiring-unasked': [{ ...dated('expiring', NOW + 3 * DAY), threshold: 3, nextThresholds: [1] }],
  'overdue-unasked': [dated('overdue', NOW - 3 * DAY)],
  'rejected-revoked': [
    rejection('revoked', 'likely', 'this same version was accepted before, last at Mon 2026-11-23 08:00 UTC', [
      'Ask the team whether someone pressed Reset Token. If nobody did, treat it as leaked: look for a mail from Discord to the owner of the application.',
      RESET,
      STORE,
    ]),
  ],
  'rejected-unrecognised': [
    {
      ...neverAccepted,
      ...AROUND,
      diagnosis: withSettle(
        rejected(
          'unrecognised',
          'likely',
          ['we never saw this token accepted: the issuer does not know it'],
          [
            'Compare the stored value with the one that was issued: it may be cut or belong to another account.',
            RESET,
            STORE,
          ],
        ),
      ),
    },
  ],
  'rejected-malformed': [
    {
      ...neverAccepted,
      diagnosis: unasked(
        'malformed',
        ['the first 4 characters are "Bot "', 'not sent to Discord'],
        ['Copy the value again, whole, without quotes, spaces or a prefix.', STORE],
      ),
    },
  ],
  'rejected-bad-rotation': [
    {
      ...rejection('bad-rotation', 'certain', 'this new version is refused, the previous one is still accepted', [
        `Put the previous version back: aws secretsmanager update-secret-version-stage --region eu-west-1 --secret-id prod/discord-bot --version-stage AWSCURRENT --move-to-version-id ${VERSION} --remove-from-version-id ${NEW_VERSION}`,
        'Restart what started since the rotation.',
        'Find the writer: PutSecretValue in CloudTrail.',
      ]),
      versionId: NEW_VERSION,
      versionStoredAt: NOW - 29 * MINUTE,
      changedBy: 'assumed-role/rotation/nightly',
      beside: { accepted: 9, refused: 1, changed: [{ label: 'prod/orderbot-dev', how: 'same owner' }] },
      incident: 'TH-2ZP6H',
    },
  ],
  'rejected-account-disabled': [
    rejection('account-disabled', 'certain', 'the issuer says that the account behind it is disabled', [
      'Verify the account that owns the application: https://discord.com/login',
      'Then check again: token-health check.',
    ]),
  ],
  'rejected-wrong-provider': [
    {
      ...neverAccepted,
      diagnosis: unasked(
        'wrong-provider',
        ['it has the shape of a GitHub personal access token', 'not sent to Discord'],
        ['Store the token that belongs here, or correct the tag token-health:provider.'],
      ),
    },
  ],
  degraded: [
    {
      ...base,
      kind: 'degraded',
      severity: 'warn',
      tokenKind: 'discord.oauth',
      tokenKindName: 'Discord OAuth2 access token',
      diagnosis: {
        ...healthy,
        verdict: 'degraded',
        cause: 'insufficient-scope',
        missing: ['guilds.join'],
        scopes: ['identify', 'guilds'],
        remedy: [
          'Send the user through the authorization URL again, with the missing scope in it.',
          'If it is no longer needed, drop it from the tag token-health:required-scopes.',
        ],
      },
      incident: 'TH-6RT0W',
    },
  ],
  misconfigured: [
    {
      ...neverAccepted,
      kind: 'misconfigured',
      severity: 'warn',
      diagnosis: {
        verdict: 'misconfigured',
        cause: 'unreadable-secret',
        confidence: 'certain',
        evidence: ['access denied: the monitor may not decrypt with the key of this secret'],
        remedy: ['Let the monitor read the secret: GetSecretValue on it, and kms:Decrypt on its key.'],
        docsUrl: DOCS,
        expiry: 'unknown',
      },
      incident: 'TH-7DENY',
    },
  ],
  'misconfigured-tag': [
    {
      ...base,
      kind: 'misconfigured',
      severity: 'warn',
      diagnosis: {
        ...healthy,
        verdict: 'misconfigured',
        cause: 'bad-tag',
        evidence: [
          'GET discord.com/api/v10/users/@me -> 200',
          'tag token-health:expires-at: its value cannot be read; write a date such as 2027-01-31',
        ],
        remedy: ['Correct the tags named above.'],
      },
      incident: 'TH-7TAG0',
    },
  ],
  'misconfigured-environment': [
    {
      ...base,
      kind: 'misconfigured',
      severity: 'warn',
      tokenKind: 'stripe.secret-key',
      tokenKindName: 'Stripe secret key',
      impact: 'Every payment, subscription and payout that goes through it fails.',
      diagnosis: {
        ...healthy,
        verdict: 'misconfigured',
        cause: 'wrong-provider',
        reason: 'wrong-environment',
        evidence: ['GET api.stripe.com/v1/account -> 200', 'it is a test key, and its tag environment says production'],
        remedy: [
          'Store the token of the environment that is meant: Stripe keeps them apart.',
          'Or correct the tag token-health:environment, or the tag token-health:url, if they are wrong.',
        ],
      },
      incident: 'TH-7ENV0',
    },
  ],
  recovered: [
    {
      ...base,
      kind: 'recovered',
      severity: 'note',
      versionId: NEW_VERSION,
      diagnosis: { ...healthy, expiry: { at: NOW + 90 * DAY, source: 'age-policy' } },
      openedAt: NOW - 48 * MINUTE,
      versionStoredAt: NOW - 2 * MINUTE,
      ended: {
        finding: 'rejected',
        severity: 'page',
        newVersion: true,
        broke: { after: NOW - 112 * MINUTE, by: NOW - 52 * MINUTE },
      },
    },
  ],
  started: [
    started('prod/discord-bot', rejected('unrecognised', 'likely', ['we never saw this token accepted'], [RESET])),
    started('staging/discord-bot', rotate),
    started('prod/slack-notify', healthy),
    started('prod/orders', { ...healthy, verdict: 'indeterminate', cause: 'network' }),
    ...Array.from({ length: 12 }, (_, n) => started(`ci/bot-${String(n).padStart(2, '0')}`, rotate)),
    startedHook('prod/slack-hook', NOW + 90 * DAY),
    startedHook('ci/slack-hook', NOW + 60 * DAY),
  ],
  dates: [
    nearing('prod/orders', 6 * DAY + 15 * HOUR),
    nearing('prod/billing', 13 * DAY),
    ...Array.from({ length: 10 }, (_, n) => nearing(`ci/deploy-${String(n).padStart(2, '0')}`, 6 * DAY + 16 * HOUR)),
  ],
};

export const singles: readonly (readonly [string, Alert])[] = Object.entries(samples).flatMap(
  ([name, [alert, ...others]]) => (alert.kind === 'started' || others.length > 0 ? [] : [[name, alert] as const]),
);
