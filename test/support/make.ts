import { DAY, HOUR, type Instant } from '../../core/base/time.ts';
import { diagnose } from '../../core/diagnose/diagnose.ts';
import type { Subject } from '../../core/diagnose/subject.ts';
import { type Rotation, rotationNow } from '../../core/listed/rotation.ts';
import type { LastRead } from '../../core/listed/unread.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { historyOf } from '../../core/model/history.ts';
import type { Exchange, Observation } from '../../core/model/observation.ts';
import { type Checks, type Proven, type ProvenRefusal, prove } from '../../core/model/proof.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { renewalOf } from '../../core/model/renewal.ts';
import type { Watch } from '../../core/model/tags.ts';
import { tokenId } from '../../core/model/token.ts';
import type { Look } from '../../core/transition/look.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/transition/policy.ts';

export const START: Instant = Date.UTC(2026, 10, 23, 9, 0);

export const WATCH: Watch = { provider: 'discord.bot', fields: [], requiredScopes: [], enabled: true };

const CHECKS: Checks = { sameVersion: 'seen', issuerQuiet: true };

export const REF = { id: tokenId('prod/discord-bot'), name: 'prod/discord-bot', source: 'prod/discord-bot' };

export const exchange = (status: number, at: Instant, words: Partial<Exchange> = {}): Exchange => ({
  request: 'GET discord.com/api/v10/users/@me',
  status,
  at,
  ...words,
});

type Accepted = Extract<Observation, { seen: 'accepted' }>;
type Refused = Extract<Observation, { seen: 'refused' }>;

export const accepted = (parts: Partial<Accepted> = {}, at = START): Observation => ({
  seen: 'accepted',
  exchange: exchange(200, at),
  expiry: 'never',
  ...parts,
});

export const refused = (parts: Partial<Refused> = {}, at = START): Observation => ({
  seen: 'refused',
  exchange: exchange(401, at, { code: '0', message: '401: Unauthorized' }),
  ...parts,
});

type Ambiguous = Extract<Observation, { seen: 'ambiguous' }>;

/** Dead, or something else: as a rule names it, or a bare 401. */
export const ambiguous = (by: Ambiguous['doubt']['by'] = 'named', parts: Partial<Ambiguous> = {}): Observation => ({
  seen: 'ambiguous',
  exchange: exchange(by === 'bare' ? 401 : 403, START),
  doubt: { by, otherwise: 'it may only be used from another address', settle: ['Ask from that address.'] },
  ...parts,
});

export const unanswered = (): Observation => ({ seen: 'unanswered', why: 'network', detail: 'no answer within 5 s' });

export const expiresIn = (days: number, now: Instant): Observation =>
  accepted({ expiry: { at: now + days * DAY, source: 'issuer' } });

export const subject = (watch: Partial<Watch> = {}, parts: Partial<Subject> = {}): Subject => ({
  label: 'prod/discord-bot',
  source: 'prod/discord-bot',
  versionId: 'v1',
  providerName: 'Discord',
  docsUrl: 'https://docs.discord.com/developers/reference',
  remedies: {},
  watch: { ...WATCH, ...watch },
  problems: [],
  ladder: watch.ladder ?? DEFAULT_POLICY.ladder,
  neverExpires: false,
  doubting: DEFAULT_POLICY,
  tellsScopes: true,
  ...parts,
});

export type LookParts = {
  readonly observation: Observation;
  readonly now: Instant;
  readonly versionId?: string;
  readonly watch?: Partial<Watch>;
  readonly issuedAt?: Instant;
  readonly previousSweepAt?: Instant;
  readonly rotation?: Rotation;
  readonly lastRead?: LastRead;
  /** The issuer accepted another token within the hour. */
  readonly acceptsOthers?: boolean;
};

/** A look as monitor/probe/judge.ts makes it, for a Discord bot token. */
export const lookAt = (record: TokenRecord | undefined, parts: LookParts, policy: Policy = DEFAULT_POLICY): Look => {
  const { now, versionId = 'v1', issuedAt, previousSweepAt = now - HOUR } = parts;
  const observation = answeredAt(parts.observation, now, parts.acceptsOthers);
  const watch: Watch = { ...WATCH, ...parts.watch };
  const renewal = renewalOf(record?.renewal, versionId, observation, issuedAt);
  const history = { ...historyOf(record, versionId, previousSweepAt), ...(renewal && { renewal }) };
  const known = record?.versionId === versionId ? record.rotationFailed : undefined;
  const rotation = rotationNow(parts.rotation, known, issuedAt);
  const made = { ...(issuedAt !== undefined && { issuedAt }), ...(rotation && { rotation }) };
  const about = subject(watch, { ladder: watch.ladder ?? policy.ladder, ...made });
  return {
    ref: REF,
    kind: 'discord.bot',
    kindName: 'Discord bot token',
    impact: 'the bot cannot log in',
    watch,
    versionId,
    ...made,
    ...(parts.lastRead && { lastRead: parts.lastRead }),
    observation,
    history,
    diagnosis: diagnose(observation, history, about, now),
    renewalSteps: ['renew it'],
    sweepStartedAt: now,
  };
};

/** The issuer answered just now. */
const answeredAt = (observation: Observation, at: Instant, acceptsOthers = false): Proven =>
  proven(
    'exchange' in observation && observation.exchange
      ? { ...observation, exchange: { ...observation.exchange, at } }
      : observation,
    acceptsOthers,
  );

/** For samples of what was judged dead. */
export const PROOF = prove({ seen: 'refused', exchange: exchange(401, START) }, CHECKS) as ProvenRefusal;

/** With all that a refusal needs to count. */
export const proven = (observation: Observation, acceptsOthers = false): Proven =>
  prove(observation, { ...CHECKS, acceptsOthers });

export const evidenceOf = (diagnosis: Diagnosis): string => diagnosis.evidence.join('\n');
