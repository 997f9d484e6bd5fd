import { relative, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { DatedExpiry } from '../../core/model/expiry.ts';
import { causeLine, missingOf, oldValueWorks, timeBeside } from './cause.ts';
import { outside } from './facts.ts';
import { CAME_BACK, flappingFact } from './flapping.ts';
import { dueOf } from './headline.ts';
import { heldFact, toldAt } from './held.ts';
import { impactOf, worksNow } from './impact.ts';
import { fixedBy, recoveredSince } from './recovery.ts';
import { rotationFact } from './rotation.ts';
import { usedFact } from './used.ts';
import type { Row } from './where.ts';

/** A row without a text is not shown. */
export type MaybeRow = readonly [label: string, text: string | undefined];

const SOURCES = {
  issuer: 'the issuer (read from its own answer)',
  embedded: 'the token itself (read from its exp)',
  tag: 'your tag token-health:expires-at',
  'age-policy': 'your age policy (token-health:max-age-days)',
  rotation: 'the rotation of its secret (NextRotationDate)',
} as const;

export const setBy = (due: DatedExpiry): string => SOURCES[due.source];

/** When: the date, who set it, and the window in which it happened. */
export const timeRows = (alert: Alert): readonly MaybeRow[] => {
  const due = dueOf(alert);
  const date = due && `${utc(due.at)}, ${relative(due.at, toldAt(alert))}`;
  const by = due && setBy(due);
  switch (alert.kind) {
    case 'expiring':
      return [
        ['Expires', date],
        ['Set by', by],
      ];
    case 'rotate-by':
      return [
        ['Rotate by', date],
        ['Set by', by],
      ];
    case 'overdue':
      return alert.diagnosis.rotationFailed && due?.source === 'rotation'
        ? [['Failed', date]]
        : [
            ['Overdue since', date],
            ['Set by', by],
          ];
    case 'expired':
      return due && due.at <= alert.at
        ? [
            ['Since', date],
            ['Set by', by],
          ]
        : [['Since', refusedSince(alert)]];
    case 'rejected':
      return [['Since', refusedSince(alert)]];
    case 'degraded':
    case 'misconfigured':
    case 'started':
      return [['Since', `first seen ${utc(alert.at)}`]];
    case 'recovered':
      return [
        ['Since', recoveredSince(alert)],
        ['Fixed by', fixedBy(alert)],
        ['Next date', by && `${date}, set by ${by}`],
      ];
  }
};

/** The window in which it happened: nobody knows more than when it last worked and when it was refused. */
export const refusedSince = (alert: Alert, show = timeBeside): string => {
  const { exchange } = alert.diagnosis;
  if (exchange === undefined) return `found ${utc(alert.at)}, without asking the issuer`;
  const { lastAcceptedAt, refusedSince: first = exchange.at } = alert;
  const confirmed = first < exchange.at ? `; confirmed at ${show(exchange.at, first)}` : '';
  if (lastAcceptedAt === undefined) return `refused at ${show(first, 0)}${confirmed}; never seen accepted`;
  return `between ${utc(lastAcceptedAt)} (last accepted) and ${show(first, lastAcceptedAt)} (first refused)${confirmed}`;
};

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
    ['Rotation', rotationFact(alert)],
    ['Used', usedFact(alert)],
    ['Held', heldFact(alert)],
  ];
  return rows.flatMap(([label, text]): readonly Row[] => (text ? [[label, text]] : []));
};

const NOT_RESET =
  'nobody reset the token at the issuer. The new value was never issued for this, or was damaged on the way.';
