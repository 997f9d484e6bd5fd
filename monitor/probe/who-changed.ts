import { type Instant, SECOND } from '../../core/base/time.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { Observation } from '../../core/model/observation.ts';
import { isCertain } from '../../core/model/proof.ts';
import type { ChangedBy } from '../../core/model/record.ts';
import type { Gathered } from '../inspect/seen.ts';
import { isRefusal } from '../issuer/issuer-signs.ts';
import type { Clock, WhoChanged } from '../ports.ts';

/** Without `whoChanged` nobody is asked: the deployment wants it, or not. */
export type WhoPorts = { readonly whoChanged?: WhoChanged; readonly clock: Clock };

/** What is known of who stored the version of a look; asks where that is worth it. Never throws. */
export type AskWho = (one: Gathered) => Promise<ChangedBy | undefined>;

/** The second time is for a trail that was late: minutes later, at the look that confirms. */
const MOST_TIMES = 2;
const PATIENCE = 8 * SECOND;
const SHORTEST = SECOND;
/** Kept free before the deadline, to store what was seen. */
const MARGIN = 2 * SECOND;

/** Asks for one message: once for each secret, however many of its tokens are refused. */
export const askWho = ({ whoChanged, clock }: WhoPorts, deadline: Instant): AskWho => {
  const asked = new Map<string, Promise<string | undefined>>();
  const ask = (port: WhoChanged, arn: string, version: Parameters<WhoChanged>[1], within: number) => {
    const answer = asked.get(arn) ?? port(arn, version, within).catch(() => undefined);
    asked.set(arn, answer);
    return answer;
  };
  return async (one) => {
    const known = knownOf(one);
    const { ref, versionId: id, issuedAt: storedAt } = one.seen;
    const within = Math.min(PATIENCE, deadline - MARGIN - clock());
    if (whoChanged === undefined || storedAt === undefined || within < SHORTEST || !isWorthAsking(one)) return known;
    const by = await ask(whoChanged, ref.source, { id, storedAt }, within);
    return { asked: timesOf(known) + 1, ...(by !== undefined && { by }) };
  };
};

const knownOf = ({ seen, record }: Gathered): ChangedBy | undefined =>
  record?.versionId === seen.versionId ? record.changedBy : undefined;

const timesOf = (known: ChangedBy | undefined): number => known?.asked ?? 0;

/**
 * A version that worked is not what changed; what was found at first sight is listed without its story, and what was told is not told
 * again.
 */
const isWorthAsking = (one: Gathered): boolean => {
  const { seen, record } = one;
  if (record === undefined || !record.announced || !isToBlame(seen.observation)) return false;
  if (record.accepted?.versionId === seen.versionId || isToldDead(record, seen.versionId)) return false;
  const known = knownOf(one);
  return known?.by === undefined && timesOf(known) < MOST_TIMES;
};

const isToBlame = (observation: Observation): boolean =>
  isRefusal(observation) || (observation.seen === 'flawed' && observation.flaws.some(isCertain));
