import { DAY, HOUR, type Instant } from '../../core/base/time.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import type { Row } from '../../core/overview/row.ts';
import type { End } from './medium.ts';

/** What can be chosen: the longest that a dead token may be kept quiet is a day, else 30 (design.md 4). */
const ENDS: readonly (readonly [string, number])[] = [
  ['3 hours', 3 * HOUR],
  ['1 day', DAY],
  ['3 days', 3 * DAY],
  ['7 days', 7 * DAY],
  ['30 days', 30 * DAY],
];

/** Ends that may be asked for; none where there is nothing that was told and could be kept quiet. Whoever does it decides again. */
export const endsOf = ({ record }: Row, now: Instant): readonly End[] => {
  const longest = isDead(record.diagnosis.verdict) ? DAY : 30 * DAY;
  if (record.incident === undefined && record.ladder === undefined) return [];
  return ENDS.flatMap(([label, length]) => (length <= longest ? [{ label, until: now + length }] : []));
};
