import { type Instant, MINUTE } from '../../core/base/time.ts';
import { type Hold, heldLookAt } from '../../core/issuer/hold.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Checks } from '../../core/model/proof.ts';
import type { Gathered } from '../inspect/seen.ts';
import type { ProbeMessage } from '../ports.ts';
import type { Round } from './companions.ts';
import { isNamedRevoked, isRefusal } from './issuer-signs.ts';
import { heldBack, type IssuersNow } from './issuers-now.ts';
import { firstRefusedAt, isKnownDead, othersNow, type Voices, waitedEnough } from './others-now.ts';

/** What all looks of one message are judged beside. */
export type Weighed = Round & {
  readonly reason: ProbeMessage['reason'];
  readonly issuers: IssuersNow;
  readonly voices: Voices;
};

type Unanswered = Extract<Observation, { seen: 'unanswered' }>;

/** Not believed: what is left of it, and when it is looked at again. */
type Unbelieved = { readonly as: Unanswered; readonly againAt?: Instant };

const SOON = 5 * MINUTE;

/** Whether a look is believed, and what must be known besides its answer. Pure. */
export const doubted = (one: Gathered, weighed: Weighed, now: Instant): Unbelieved | { readonly checks: Checks } => {
  const { seen, record, sameVersion } = one;
  const issuer = weighed.issuers.get(seen.host ?? '');
  const held = heldBack(one, weighed.issuers, (after) => othersNow(one, weighed.voices, after, now), now);
  if (held) return { as: held.as, ...againAt(heldAgainAt(one, held.hold, now)) };
  const others = othersOf(one, weighed, now);
  if (others === 'unheard') return { as: unheard(one), ...againAt(unheardAgainAt(one, weighed, now)) };
  const doubtedSince = record?.doubted?.since ?? now;
  return {
    checks: {
      sameVersion: sameVersion ? 'seen' : 'second look',
      issuerQuiet: true,
      acceptsOthers: (issuer?.acceptedAt ?? 0) > doubtedSince,
      others,
    },
  };
};

/** A refusal that would be believed now is believed when others were heard; the first of all leaves that to the second. */
const othersOf = (one: Gathered, weighed: Weighed, now: Instant): 'heard' | 'second look' | 'unheard' => {
  const { observation, host } = one.seen;
  if (observation.seen !== 'refused' || isNamedRevoked(observation) || isKnownDead(one)) return 'heard';
  if (waitedEnough(one, weighed.issuers.get(host ?? '')?.lastHold, now)) return 'heard';
  const first = firstRefusedAt(one);
  const say = othersNow(one, weighed.voices, first ?? now, now);
  if (say !== 'unheard') return 'heard';
  return first === undefined ? 'second look' : 'unheard';
};

const unheard = ({ seen: { observation } }: Gathered): Unanswered => {
  const exchange = isRefusal(observation) ? observation.exchange : undefined;
  const detail = `${exchange?.request ?? ''}: refused, and no other token of this issuer that worked until now is known to be accepted`;
  return { seen: 'unanswered', why: 'provider-outage', detail, ...(exchange && { exchange }) };
};

const againAt = (at: Instant | undefined): Pick<Unbelieved, 'againAt'> => (at === undefined ? {} : { againAt: at });

/** Sweeps that begin during a hold start no second chain of looks. */
const heldAgainAt = ({ seen: { sweep } }: Gathered, hold: Hold, now: Instant): Instant | undefined =>
  sweep.startedAt <= hold.since ? heldLookAt(hold, now) : undefined;

/** As of a hold: the look that was not believed first has begun one. */
const unheardAgainAt = ({ record }: Gathered, { reason }: Weighed, now: Instant): Instant | undefined =>
  reason === 'schedule' && record?.look.seen === 'unanswered' ? undefined : now + SOON;
