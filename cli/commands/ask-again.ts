import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalToken } from '../../adapters/local/source.ts';
import { type Instant, SECOND } from '../../core/base/time.ts';
import type { Checked } from '../../monitor/check/check.ts';

type Look = (tokens: readonly LocalToken[]) => Promise<readonly Checked[]>;

/** Longest time a run spends waiting for issuers that asked for a pause. */
const LONGEST = 30 * SECOND;

/**
 * Looks at every token, and once more at those that were held back unasked because their issuer wanted a pause of all: a limit
 * that others met must not leave them unjudged. A token that the issuer itself answered is not asked twice, and pauses of a few
 * seconds were waited out before.
 */
export const lookPatiently = async (
  tokens: readonly LocalToken[],
  look: Look,
  onWait: (until: Instant) => void,
): Promise<readonly Checked[]> => {
  const until = Date.now() + LONGEST;
  let results = await look(tokens);
  while (Date.now() < until) {
    const held = results.filter((checked) => heldUntil(checked) <= until);
    if (held.length === 0) break;
    const next = Math.max(...held.map(heldUntil));
    onWait(next);
    await sleep(Math.max(SECOND / 10, next - Date.now()));
    const again = new Set(held.map(({ place }) => place.ref.source));
    const fresh = await look(tokens.filter(({ source }) => again.has(source)));
    results = [...results.filter(({ place }) => !again.has(place.ref.source)), ...fresh];
  }
  return results;
};

/** When a token that was not asked at all may be; never for the others. */
const heldUntil = ({ observation }: Checked): Instant =>
  observation.seen === 'unanswered' && observation.exchange === undefined
    ? (observation.retryAt ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;
