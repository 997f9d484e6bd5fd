import { DAY, HOUR, type Instant } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import type { DatedExpiry, Expiry } from '../../core/model/expiry.ts';
import { expiredBy, rejectedBy } from '../../core/model/proof.ts';
import type { Quiet, TokenRecord } from '../../core/model/record.ts';
import { tokenId } from '../../core/model/token.ts';
import { PROOF } from './make.ts';

/** Monday, in the week 2026-W48. */
export const NOW: Instant = Date.UTC(2026, 10, 23, 9, 0);

const words = {
  confidence: 'certain',
  evidence: [],
  remedy: [],
  docsUrl: 'https://docs.discord.com/developers/reference',
} as const;

export const at = (days: number, source: DatedExpiry['source'] = 'issuer'): DatedExpiry => ({
  at: NOW + days * DAY,
  source,
});

export const DIAGNOSES = {
  healthy: (expiry: Expiry = 'never'): Diagnosis => ({ verdict: 'healthy', ...words, expiry }),
  expiring: (due: DatedExpiry): Diagnosis => ({ verdict: 'expiring', due, ...words, expiry: due }),
  overdue: (due: DatedExpiry): Diagnosis => ({ verdict: 'overdue', due, ...words, expiry: due }),
  rejected: (): Diagnosis => ({ ...rejectedBy(PROOF, 'revoked'), ...words, expiry: 'never' }),
  expired: (due: DatedExpiry): Diagnosis => ({ ...expiredBy(PROOF), ...words, expiry: due }),
  degraded: (...missing: string[]): Diagnosis => ({
    verdict: 'degraded',
    cause: 'insufficient-scope',
    missing,
    ...words,
    expiry: 'never',
  }),
  unreadable: (): Diagnosis => ({ verdict: 'misconfigured', cause: 'unreadable-secret', ...words, expiry: 'unknown' }),
  unchecked: (expiry: Expiry = 'unknown'): Diagnosis => ({ verdict: 'unchecked', ...words, expiry }),
  unclear: (): Diagnosis => ({ verdict: 'indeterminate', cause: 'network', ...words, expiry: 'unknown' }),
} as const;

/** A token of team-bots in Secrets Manager, in use for a hundred days. */
export const recordOf = (name: string, diagnosis: Diagnosis, parts: Partial<TokenRecord> = {}): TokenRecord => {
  const source = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
  return {
    schema: 1,
    ref: { id: tokenId(source), name, source },
    revision: 1,
    kind: 'discord.bot',
    owner: 'team-bots',
    versionId: 'v1',
    versionSince: NOW - 100 * DAY,
    firstSeenAt: NOW - 100 * DAY,
    look: { seen: 'accepted', since: NOW - 100 * DAY },
    previousWorked: false,
    diagnosis,
    announced: true,
    episodes: 0,
    ...parts,
  };
};

export const quietOf = (finding: Quiet['finding'], parts: Partial<Quiet> = {}): Quiet => ({
  what: 'snoozed',
  finding,
  versionId: 'v1',
  severity: 'warn',
  since: NOW - DAY,
  until: NOW + 8 * DAY,
  by: 'role/ops',
  ...parts,
});

/** As much of an alert as a digest reads. */
export const toldOf = (kind: Alert['kind'], ago: number, lasted = 0, owner = 'team-bots'): Alert => ({
  schema: 1,
  id: `${kind}:${ago}`,
  kind,
  severity: 'note',
  ref: { id: 'x', name: 'x', source: 'x' },
  tokenKindName: 'Discord bot token',
  owner,
  versionId: 'v1',
  diagnosis: DIAGNOSES.healthy(),
  impact: '',
  at: NOW - ago,
  nextThresholds: [],
  incident: 'TH-9C1VB',
  openedAt: NOW - ago - lasted,
});

const dead = { refused: { since: NOW - 6 * HOUR, looks: 2, askAgainAt: NOW } };

/** The week of ux.md, part 2.2 (8). */
export const WEEK: readonly TokenRecord[] = [
  recordOf('prod/discord-bot', DIAGNOSES.rejected(), dead),
  recordOf('prod/slack-notify', DIAGNOSES.degraded('chat:write'), { kind: 'slack.bot' }),
  recordOf('staging/old-bot', DIAGNOSES.overdue(at(-12, 'age-policy'))),
  recordOf('ci/gitlab-deploy', DIAGNOSES.expiring(at(6.6)), { kind: 'gitlab.pat' }),
  recordOf('prod/github-release', DIAGNOSES.expiring(at(22.2)), { kind: 'github.classic' }),
  recordOf('staging/twilio', DIAGNOSES.degraded('voice'), { kind: 'twilio.key', quiet: quietOf('degraded') }),
  recordOf('prod/silent', DIAGNOSES.healthy('unknown'), {
    kind: 'stripe.secret',
    look: { seen: 'unanswered', since: NOW - 3 * DAY },
  }),
  recordOf('prod/hook', DIAGNOSES.unchecked(), { kind: 'slack.webhook' }),
  recordOf('prod/old-bot', DIAGNOSES.healthy(), { versionSince: NOW - 410 * DAY }),
  recordOf('prod/chat-bot', DIAGNOSES.healthy()),
  ...Array.from({ length: 39 }, (_, n) => recordOf(`ci/runner-${n}`, DIAGNOSES.healthy(at(61.5 + n)))),
];
