import { alertId, incidentId } from '../base/ids.ts';
import { DAY, HOUR, type Instant } from '../base/time.ts';
import type { SilenceNotice } from '../model/notice.ts';
import type { Issuer, IssuerRecord } from './guard.ts';

/** A token about which its issuer gives no answer, since when and why. */
export type SilentToken = Pick<SilenceNotice, 'since' | 'cause' | 'detail'>;

export type SilenceStep = { readonly record: IssuerRecord; readonly notices: readonly SilenceNotice[] };

/** So long nobody need know. */
export const LONG = DAY;

/** Silences that begin within this are one: the looks of a sweep are spread over minutes. */
const ONE_SWEEP = HOUR;

/**
 * Tells that nothing has been known of an issuer's tokens for a day (reliability.md rule 12): once for those of one silence, and at
 * most once a day. Undefined when there is nothing to tell. `record` is what is to be stored, under the revision it has. Pure.
 */
export const silence = (
  record: IssuerRecord,
  issuer: Issuer,
  silent: readonly SilentToken[],
  answered: number,
  now: Instant,
): SilenceStep | undefined => {
  const long = silent.filter(({ since }) => now - since >= LONG).sort((a, b) => a.since - b.since);
  const [longest] = long;
  const toldAt = record.silenceToldAt ?? Number.NEGATIVE_INFINITY;
  if (longest === undefined || now - toldAt < LONG || long.every(({ since }) => isTold(since, toldAt)))
    return undefined;
  const notice: SilenceNotice = {
    schema: 1,
    id: alertId(`issuer/${encodeURIComponent(issuer.host)}`, 'silent', now),
    kind: 'outage',
    why: 'silent',
    severity: 'warn',
    ...issuer,
    ...longest,
    tokens: long.length,
    answered,
    at: now,
    incident: silenceIncident(issuer.host, now),
  };
  return { record: { ...record, silenceToldAt: now }, notices: [notice] };
};

/** Of a silence that was told then. */
export const silenceIncident = (host: string, toldAt: Instant): string => incidentId('silent', host, String(toldAt));

/** Whether a silence that began then is one of those that were told. */
export const isTold = (since: Instant, toldAt: Instant): boolean => since <= toldAt - LONG + ONE_SWEEP;
