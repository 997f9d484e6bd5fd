import type { Alert } from '../../core/alert.ts';
import type { DatedExpiry } from '../../core/expiry.ts';
import { relative, span, utc } from '../../core/time.ts';
import { timeBeside } from './cause-words.ts';
import { outside } from './facts.ts';
import { dueOf } from './headline.ts';

/** A row without a text is not shown. */
export type MaybeRow = readonly [label: string, text: string | undefined];

const SOURCES = {
  issuer: 'the issuer (read from its own answer)',
  embedded: 'the token itself (read from its exp)',
  tag: 'your tag token-health:expires-at',
  'age-policy': 'your age policy (token-health:max-age-days)',
} as const;

export const setBy = (due: DatedExpiry): string => SOURCES[due.source];

/** When: the date, who set it, and the window in which it happened. */
export const timeRows = (alert: Alert): readonly MaybeRow[] => {
  const due = dueOf(alert);
  const date = due && `${utc(due.at)}, ${relative(due.at, alert.at)}`;
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
      return [
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

const recoveredSince = (alert: Alert): string => {
  const was = alert.ended ? `; was ${alert.ended.finding} for ${span(alert.at - alert.openedAt)}` : '';
  return `${utc(alert.at)}${was}`;
};

const fixedBy = (alert: Alert): string | undefined =>
  alert.ended?.newVersion ? `version ${outside(alert.versionId)}` : undefined;
