import { earlierClock } from '../../core/base/http-date.ts';
import type { Instant } from '../../core/base/time.ts';
import { exchangeLine } from '../../core/diagnose/evidence.ts';
import type { Waiting } from '../../core/issuer/answers.ts';
import { LONG, type SilentToken } from '../../core/issuer/silence.ts';
import type { SeenTurn } from '../../core/issuer/tally.ts';
import { isPast } from '../../core/model/expiry.ts';
import { isToldDead } from '../../core/model/finding.ts';
import { historyOf, knownExpiryOf } from '../../core/model/history.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Gathered } from '../inspect/seen.ts';

/** No answer again, and of the same version as when the silence began. */
export const silentOf = ({ seen, record }: Gathered): SilentToken | undefined => {
  const { observation, versionId } = seen;
  if (record === undefined || record.versionId !== versionId || record.look.seen !== observation.seen) return undefined;
  const { since } = record.look;
  if (observation.seen === 'unanswered') return { since, cause: observation.why, detail: observation.detail };
  const { usesLeft = 1 } = historyOf(record, versionId, undefined);
  const usedUp = observation.seen === 'refused' && usesLeft <= 0;
  if (usedUp)
    return { since, cause: 'blocked', detail: `${exchangeLine(observation.exchange)}: used up by the look before` };
  if (observation.seen !== 'ambiguous' || isToldDead(record, versionId)) return undefined;
  return {
    since,
    cause: 'blocked',
    detail: `${exchangeLine(observation.exchange)}: dead, or ${observation.doubt.otherwise}`,
  };
};

export const isAnswered = ({ seen: { observation } }: Gathered): boolean =>
  observation.seen === 'accepted' || observation.seen === 'refused';

export const isLongSilent = (one: Gathered, now: Instant): boolean => {
  const silent = silentOf(one);
  return silent !== undefined && now - silent.since >= LONG;
};

/** A refusal, or what may be one. */
export const isRefusal = (observation: Observation): observation is Refusal =>
  observation.seen === 'refused' || observation.seen === 'ambiguous';

type Refusal = Extract<Observation, { seen: 'refused' | 'ambiguous' }>;

/** Without an answer until the look before, of the same version: and now? */
export const waitingOf = (one: Gathered): Waiting | undefined => {
  const { seen, record } = one;
  if (record === undefined || record.versionId !== seen.versionId || !SILENT.has(record.look.seen)) return undefined;
  const { since } = record.look;
  if (seen.observation.seen === 'accepted') return { since, now: 'accepted' };
  return silentOf(one) === undefined ? undefined : { since, now: 'silent' };
};

const SILENT: ReadonlySet<Observation['seen']> = new Set(['unanswered', 'ambiguous']);

export const wasLongSilent = (one: Gathered, now: Instant): boolean => {
  const waiting = waitingOf(one);
  return waiting !== undefined && waiting.now === 'accepted' && now - waiting.since >= LONG;
};

/** Its issuer says of this very token that it was revoked: so it has found it, which an issuer that is down does not. */
export const isNamedRevoked = (observation: Observation): boolean =>
  observation.seen === 'refused' && observation.meaning === 'revoked';

/** A refusal that its own past date does not explain. */
export const isDoubtful = ({ seen, record }: Gathered, now: Instant): boolean => {
  const { observation, versionId } = seen;
  if (!isRefusal(observation)) return false;
  return !isPast(knownExpiryOf(record, versionId), earlierClock(now, observation.exchange.skew));
};

/** Only a token that worked in this version, and is not known to be dead, says something of its issuer. */
export const turnOf = (one: Gathered, now: Instant): SeenTurn | undefined => {
  const { seen, record } = one;
  const { observation, versionId, sweep } = seen;
  const { acceptedAt } = historyOf(record, versionId, sweep.previousAt);
  if (record === undefined || acceptedAt === undefined) return undefined;
  if (isToldDead(record)) return undefined;
  // Accepted in every look until now, whenever the last sweep was.
  const turn = { id: record.ref.id, at: now, acceptedAt: record.look.seen === 'accepted' ? now : acceptedAt };
  if (observation.seen === 'accepted') return { ...turn, said: 'accepted', acceptedAt: now };
  if (observation.seen === 'unanswered') return { ...turn, said: 'nothing' };
  if (!isRefusal(observation) || !isDoubtful(one, now)) return undefined;
  return {
    ...turn,
    said: 'refused',
    exchange: observation.exchange,
    ...(isNamedRevoked(observation) && { named: true }),
  };
};
