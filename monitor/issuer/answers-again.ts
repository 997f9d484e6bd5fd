import { DAY, HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import { type Held, refusalEnded } from '../../core/issuer/answers.ts';
import type { Hold } from '../../core/issuer/hold.ts';
import { isToldDead } from '../../core/model/finding.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Gathered } from '../inspect/seen.ts';
import type { Clock, Issuers, LoadRecords } from '../ports.ts';
import { isRefusal } from './issuer-signs.ts';
import { issuerAt } from './issuers-now.ts';

export type EndPorts = { readonly issuers: Issuers; readonly load: LoadRecords; readonly clock: Clock };

/** So long after a token came back its issuer's hold may be untold yet: later only where it refuses again. */
const RECENT = 2 * HOUR;

/**
 * After the looks of a message are stored: tells how the holds ended of which their tokens were. An issuer that did not refuse, and whose
 * tokens did not come back, is not read. Throws when the store does: the message returns to the queue.
 */
export const tellEnds = async (all: readonly Gathered[], ports: EndPorts): Promise<void> => {
  const now = ports.clock();
  const signs = all.filter((one) => isRefusal(one.seen.observation) || cameBack(one, now));
  for (const host of new Set(signs.flatMap(({ seen }) => seen.host ?? []))) await tellEnd(host, all, ports);
};

/** Accepted, and not for long; the look that found it may have died before it came here. */
const cameBack = ({ seen, record }: Gathered, now: Instant): boolean => {
  if (record === undefined || seen.observation.seen !== 'accepted') return false;
  const { look, firstSeenAt } = record;
  return look.seen !== 'accepted' || (look.since > firstSeenAt && now - look.since < RECENT);
};

/** A hold that ended a day ago is history. */
const isOpen = (hold: Hold | undefined, now: Instant): hold is Hold =>
  hold !== undefined && hold.closedAt === undefined && now - hold.since < DAY;

/** As many workers as may meet here at once. */
const TRIES = 12;

const tellEnd = async (host: string, all: readonly Gathered[], ports: EndPorts): Promise<void> => {
  const issuer = issuerAt(
    host,
    all.filter(({ seen }) => seen.host === host),
  );
  for (let tries = 0; tries < TRIES; tries++) {
    const record = await ports.issuers.load(host);
    if (record === undefined || !isOpen(record.hold, ports.clock())) return;
    const ended = refusalEnded(record, issuer, await heldBy(record.hold, ports.load, ports.clock()), ports.clock());
    if (ended === undefined) return;
    const outcome = await ports.issuers.commit({ ...ended, expectedRevision: record.revision });
    if (outcome === 'stored') return;
  }
};

const heldBy = async ({ since, tokens = [] }: Hold, load: LoadRecords, now: Instant): Promise<readonly Held[]> =>
  [...(await load(tokens)).values()].map((record) => heldNow(record, since, now));

/** No worker takes so long from its answer to the table. */
const UNSTORED = 30 * MINUTE;

const heldNow = (record: TokenRecord, since: Instant, now: Instant): Held => {
  if (isToldDead(record, record.versionId)) return { now: 'dead' };
  const { look } = record;
  if (look.seen !== 'accepted') return { now: 'open' };
  if (look.since > since) return { now: 'accepted', at: look.since };
  // Until it is stored that it was held, it stands there as accepted all the time; where its worker died, for ever.
  return now - since > UNSTORED ? { now: 'accepted', at: since } : { now: 'open' };
};
