import type { Instant } from '../../core/base/time.ts';
import { dueOf, isKeptMoving } from '../../core/digest/due.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { CalendarDate } from './ics.ts';

/** The date of a token, none where it has none or something moves it in time. */
export const dateOfRecord = (record: TokenRecord, now: Instant): readonly CalendarDate[] => {
  const due = dueOf(record);
  if (due === undefined || isKeptMoving(due, record, now)) return [];
  const { ref, kind, owner } = record;
  return [
    {
      name: ref.name,
      ...(ref.field !== undefined && { field: ref.field }),
      source: ref.source,
      ...(kind !== undefined && { kind }),
      ...(owner && { owner }),
      at: due.at,
      by: due.source,
    },
  ];
};
