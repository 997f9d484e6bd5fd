import { DAY, type Instant } from '../base/time.ts';
import { nearDate } from '../model/diagnosis.ts';
import { type DatedExpiry, isDated } from '../model/expiry.ts';
import type { TokenRecord } from '../model/record.ts';
import { isRenewed, warnFrom } from '../model/renewal.ts';

/** Nearer than this is due. */
export const SOON = 30 * DAY;

/** The date by which a token ends or is to be rotated, as last known of the version in use. */
export const dueOf = ({ diagnosis, accepted, versionId }: TokenRecord): DatedExpiry | undefined => {
  const near = nearDate(diagnosis);
  if (near !== undefined) return near;
  if (isDated(diagnosis.expiry)) return diagnosis.expiry;
  const known = accepted?.versionId === versionId ? accepted.expiry : undefined;
  return known !== undefined && isDated(known) ? known : undefined;
};

/** A date that something moves in time, again and again: it is nobody's to keep. */
export const isKeptMoving = ({ source }: DatedExpiry, { renewal }: TokenRecord, now: Instant): boolean =>
  (source === 'issuer' || source === 'embedded') && isRenewed(renewal) && now < warnFrom(renewal);

/** Within 30 days or past. */
export const isDueSoon = (due: DatedExpiry, record: TokenRecord, now: Instant): boolean =>
  due.at - now <= SOON && !isKeptMoving(due, record, now);
