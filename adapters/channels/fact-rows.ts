import type { Alert } from '../../core/alert.ts';
import { causeLine, missingOf, oldValueWorks } from './cause-words.ts';
import { outside } from './facts.ts';
import { CAME_BACK, flappingFact } from './flapping.ts';
import { impactOf, worksNow } from './impact.ts';
import { type MaybeRow, timeRows } from './times.ts';
import type { Row } from './where.ts';

/** What is known of the moment, the cause and the consequence, each in one row; what is not known has no row. */
export const factRows = (alert: Alert): readonly Row[] => {
  const { diagnosis } = alert;
  const cause = alert.kind === 'recovered' ? undefined : causeLine(diagnosis);
  const rows: readonly MaybeRow[] = [
    ...timeRows(alert),
    ['Works now', worksNow(alert)],
    ['Cause', cause],
    ['Again', flappingFact(alert) && CAME_BACK],
    ['Means', oldValueWorks(diagnosis) ? NOT_RESET : undefined],
    ['Missing', alert.kind === 'degraded' ? missingOf(diagnosis).join(', ') : undefined],
    ['Has', alert.kind === 'degraded' ? diagnosis.scopes?.map((scope) => outside(scope, 80)).join(', ') : undefined],
    ['Impact', impactOf(alert)],
  ];
  return rows.flatMap(([label, text]): readonly Row[] => (text ? [[label, text]] : []));
};

const NOT_RESET =
  'nobody reset the token at the issuer. The new value was never issued for this, or was damaged on the way.';
