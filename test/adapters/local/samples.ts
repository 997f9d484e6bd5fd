import type { Instant } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { Diagnosis } from '../../../core/model/diagnosis.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { type TokenRef, tokenId } from '../../../core/model/token.ts';

const AT = Date.UTC(2026, 10, 23, 8);

const refOf = (name: string): TokenRef => ({ id: tokenId(name), name, source: `.env line 1` });

const healthy: Diagnosis = {
  verdict: 'healthy',
  confidence: 'certain',
  evidence: ['GET discord.com/api/v10/users/@me -> 200'],
  remedy: [],
  docsUrl: 'https://example.org/causes',
  expiry: 'never',
};

export const sampleRecord = (name: string): TokenRecord => ({
  schema: 1,
  ref: refOf(name),
  revision: 1,
  kind: 'discord.bot',
  versionId: 'v1',
  versionSince: AT,
  firstSeenAt: AT,
  look: { seen: 'accepted', since: AT },
  previousWorked: false,
  announced: true,
  diagnosis: healthy,
  episodes: 0,
});

export const sampleAlert = (id: string, at: Instant): Alert => ({
  schema: 1,
  id,
  kind: 'recovered',
  severity: 'note',
  ref: refOf('a'),
  tokenKindName: 'Discord bot token',
  versionId: 'v1',
  diagnosis: healthy,
  impact: 'the bot is offline',
  at,
  nextThresholds: [],
  incident: 'TH-4K7Q2',
  openedAt: at,
});
