import { earlierClock } from '../../core/base/http-date.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { isDated, standsAs } from '../../core/model/expiry.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { type TokenRef, tokenLabel } from '../../core/model/token.ts';
import { BY_URGENCY, type Verdict } from '../../core/model/verdict.ts';
import type { Checked } from '../../monitor/check/check.ts';
import type { KindOf } from '../../providers/provider.ts';
import { plain } from './plain.ts';

/** One judged token, as the renderers need it. */
export type Shown = {
  readonly ref: TokenRef;
  readonly kind?: KindOf;
  readonly diagnosis: Diagnosis;
  readonly record: TokenRecord;
  /** For people: `.env line 3`. */
  readonly where: string;
  /** As its owner asked for; whether it holds is another matter. */
  readonly snoozeUntil?: Instant;
};

/** Of a token that was just checked; the steps name it. */
export const shownOf = ({ place: { ref }, watch, kind, diagnosis, record }: Checked, where: string): Shown => {
  const remedy = diagnosis.remedy.map((step) => step.replaceAll('{name}', plain(tokenLabel(ref))));
  const { snoozeUntil } = watch;
  const shown = { ref, where, record, diagnosis: { ...diagnosis, remedy } };
  return { ...shown, ...(kind && { kind }), ...(snoozeUntil !== undefined && { snoozeUntil }) };
};

/** The verdict, and beside it what its date says: a missing scope or a wrong tag hides no date. */
export const verdictsOf = (diagnosis: Diagnosis, now: Instant): readonly Verdict[] => {
  const { verdict, alsoDue, exchange } = diagnosis;
  return alsoDue === undefined ? [verdict] : [verdict, standsAs(alsoDue, earlierClock(now, exchange?.skew))];
};

export const labelOf = (shown: Shown): string => plain(tokenLabel(shown.ref));

export const issuerOf = (shown: Shown): string => shown.kind?.provider.name ?? 'its issuer';

const rank = ({ diagnosis: { verdict } }: Shown): number =>
  BY_URGENCY.indexOf(verdict === 'overdue' ? 'expiring' : verdict);

const date = ({ diagnosis: { expiry } }: Shown): number => (isDated(expiry) ? expiry.at : Number.MAX_SAFE_INTEGER);

/** What needs somebody first; within one verdict by date, then by name. */
export const byUrgency = (a: Shown, b: Shown): number =>
  rank(a) - rank(b) || date(a) - date(b) || (labelOf(a) < labelOf(b) ? -1 : 1);
