import type { Alert } from '../../core/alert.ts';
import { isDead } from '../../core/diagnosis.ts';
import type { DatedExpiry } from '../../core/expiry.ts';
import { relative, span, utc } from '../../core/time.ts';
import { defang, plain } from '../../core/words.ts';
import { causeLine, missingOf, oldValueWorks, timeBeside } from './cause-words.ts';
import { dueOf, kindNameOf } from './headline.ts';
import type { Row } from './where.ts';

const outside = (text: string, max = 128): string => defang(plain(text, max));

/** `Discord bot token "orderbot"`. */
export const whatOf = (alert: Alert): string => {
  const { subject } = alert.diagnosis;
  return subject === undefined ? kindNameOf(alert) : `${kindNameOf(alert)} "${outside(subject, 80)}"`;
};

export const ownerOf = (alert: Alert): string | undefined => (alert.owner ? outside(alert.owner) : undefined);
export const environmentOf = (alert: Alert): string | undefined =>
  alert.environment ? outside(alert.environment) : undefined;

/** `Discord bot token "orderbot", production, owner team-bots`. */
export const identityLine = (alert: Alert): string => {
  const owner = ownerOf(alert);
  return [whatOf(alert), environmentOf(alert), owner && `owner ${owner}`].filter((part) => part).join(', ');
};

export const whyYou = (alert: Alert): string => {
  const owner = ownerOf(alert);
  return owner ? `You get this as owner ${owner}.` : 'You get this as catch-all: no owner is named for it.';
};

const SOURCES = {
  issuer: 'the issuer (read from its own answer)',
  embedded: 'the token itself (read from its exp)',
  tag: 'your tag token-health:expires-at',
  'age-policy': 'your age policy (token-health:max-age-days)',
} as const;

export const setBy = (due: DatedExpiry): string => SOURCES[due.source];

export const evidenceOf = (alert: Alert): readonly string[] => {
  const { evidence, exchange } = alert.diagnosis;
  const id = exchange?.requestId;
  return [
    ...evidence.slice(0, 12).map((line) => outside(line, 400)),
    ...(id === undefined ? [] : [`Request id ${outside(id, 100)}`]),
  ];
};

/** What is known of the moment, the cause and the consequence, each in one row; what is not known has no row. */
export const factRows = (alert: Alert): readonly Row[] => {
  const { diagnosis } = alert;
  const cause = alert.kind === 'recovered' ? undefined : causeLine(diagnosis);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ...timeRows(alert),
    ['Works now', worksNow(alert)],
    ['Cause', cause],
    ['Means', oldValueWorks(diagnosis) ? NOT_RESET : undefined],
    ['Missing', alert.kind === 'degraded' ? missingOf(diagnosis).join('  ') : undefined],
    ['Has', alert.kind === 'degraded' ? diagnosis.scopes?.map((scope) => outside(scope, 80)).join('  ') : undefined],
    ['Impact', impactOf(alert)],
  ];
  return rows.flatMap(([label, text]): readonly Row[] => (text ? [[label, text]] : []));
};

const NOT_RESET =
  'nobody reset the token at the issuer. The new value was never issued for this, or was damaged on the way.';

const timeRows = (alert: Alert): readonly (readonly [string, string | undefined])[] => {
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
  const { lastAcceptedAt } = alert;
  if (lastAcceptedAt === undefined) return `refused at ${show(exchange.at, 0)}; never seen accepted`;
  return `between ${utc(lastAcceptedAt)} (last accepted) and ${show(exchange.at, lastAcceptedAt)} (refused)`;
};

const recoveredSince = (alert: Alert): string => {
  const was = alert.ended ? `; was ${alert.ended.finding} for ${span(alert.at - alert.openedAt)}` : '';
  return `${utc(alert.at)}${was}`;
};

const fixedBy = (alert: Alert): string | undefined =>
  alert.ended?.newVersion ? `version ${outside(alert.versionId)}` : undefined;

export const worksNow = (alert: Alert): string | undefined => {
  const { exchange, verdict } = alert.diagnosis;
  if (exchange === undefined) return undefined;
  const time = timeBeside(exchange.at, alert.at);
  if (isDead(verdict)) return `no, refused at ${time}`;
  if (verdict === 'indeterminate') return undefined;
  const less = verdict === 'degraded' ? ', but with less than its tag asks for' : '';
  return `yes, the issuer accepted it at ${time}${less}`;
};

/** What it breaks, and whether it can wait. */
export const impactOf = (alert: Alert): string | undefined => {
  const broken = plain(alert.impact, 300).replace(/\.$/, '');
  switch (alert.kind) {
    case 'expiring':
      return broken && `from that moment: ${broken}`;
    case 'rotate-by':
      return "none on that day: this deadline is yours, not the issuer's";
    case 'overdue':
      return alert.diagnosis.exchange ? 'none yet: the issuer still accepts it' : 'none known: this deadline is yours';
    case 'expired':
      return broken;
    case 'rejected':
      return oldValueWorks(alert.diagnosis)
        ? 'whatever restarts from now on fails; what still holds the old value goes on working'
        : broken;
    case 'degraded':
      return 'what needs the missing scope is refused; the rest works';
    case 'misconfigured':
      return MISCONFIGURED_IMPACT[causeOfMisconfigured(alert)];
    case 'recovered':
    case 'started':
      return undefined;
  }
};

const MISCONFIGURED_IMPACT = {
  'unreadable-secret': 'this token is not watched until the monitor can read it',
  'bad-tag': 'the token is watched all the same, without that setting',
  malformed: 'the value is not sent to anybody, so this token is not watched',
} as const;

const causeOfMisconfigured = ({ diagnosis }: Alert): keyof typeof MISCONFIGURED_IMPACT =>
  diagnosis.verdict === 'misconfigured' ? diagnosis.cause : 'unreadable-secret';
