import { HOUR } from '../../core/base/time.ts';
import type { Beside } from '../../core/model/alert.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import { tokenLabel } from '../../core/model/token.ts';
import type { Gathered } from '../inspect/seen.ts';
import { isRefusal } from '../issuer/issuer-signs.ts';

/** As many names as a reader takes in. */
const MOST = 5;

/** What the issuer said of its other tokens in the same message, and which of them changed within the hour, the nearest first. */
export const besideOf = (one: Gathered, all: readonly Gathered[]): Beside | undefined => {
  const others = all.filter(
    (other) => other !== one && other.seen.host !== undefined && other.seen.host === one.seen.host,
  );
  if (others.length === 0) return undefined;
  const changed = others
    .filter(hasChanged)
    .map((other) => ({ label: tokenLabel(other.seen.ref), how: nearness(one, other) }))
    .toSorted((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how));
  return {
    accepted: others.filter(({ seen }) => seen.observation.seen === 'accepted').length,
    refused: others.filter(({ seen }) => isRefusal(seen.observation)).length,
    changed: changed.slice(0, MOST),
  };
};

type How = Beside['changed'][number]['how'];

const ORDER: readonly How[] = ['same secret', 'same account', 'same owner', 'same issuer'];

/** Refused now, and not told dead before; or another version than at the last look, which was made within the hour. */
const hasChanged = ({ seen, record }: Gathered): boolean => {
  if (record === undefined) return false;
  if (isRefusal(seen.observation)) return !isDead(record.diagnosis.verdict);
  return record.versionId !== seen.versionId && (seen.issuedAt ?? 0) > seen.sweep.startedAt - HOUR;
};

const nearness = (one: Gathered, other: Gathered): How => {
  if (one.seen.ref.source === other.seen.ref.source) return 'same secret';
  const [mine, its] = [one.record?.accepted?.subject, other.record?.accepted?.subject];
  if (mine !== undefined && mine === its) return 'same account';
  const { owner } = one.seen.watch;
  return owner !== undefined && owner === other.seen.watch.owner ? 'same owner' : 'same issuer';
};
