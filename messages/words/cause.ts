import { defang, plain } from '../../core/base/text.ts';
import { type Instant, utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Diagnosis, RejectedCause } from '../../core/model/diagnosis.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { Reason } from '../../core/model/verdict.ts';
import { flappingFact } from './flapping.ts';

/** Why, in few words that stand alone; undefined where nothing is wrong. */
export const causeWords = (diagnosis: Diagnosis): string | undefined => {
  switch (diagnosis.verdict) {
    case 'rejected':
      return REJECTED[diagnosis.cause];
    case 'expired':
      return 'expired';
    case 'degraded':
      return (diagnosis.reason && REASONS[diagnosis.reason]) ?? 'a scope that its tag asks for is missing';
    case 'misconfigured':
      return MISCONFIGURED[diagnosis.cause];
    case 'healthy':
    case 'expiring':
    case 'overdue':
    case 'indeterminate':
    case 'unchecked':
      return undefined;
  }
};

const REASONS: Readonly<Partial<Record<Reason, string>>> = {
  'sso-required': 'not authorized for the single sign-on of the organization',
  billing: 'the account is unpaid, or out of credit',
  'address-blocked': 'not allowed from this address',
};

const REJECTED: Readonly<Record<RejectedCause, string>> = {
  malformed: 'malformed value',
  unrecognised: 'not known to the issuer',
  revoked: 'revoked or reset',
  'bad-rotation': 'bad rotation',
  'account-disabled': 'account disabled at the issuer',
  'wrong-provider': 'token of another issuer',
};

const MISCONFIGURED = {
  'wrong-provider': 'of another environment than its secret',
  'unreadable-secret': 'the secret cannot be read',
  'bad-tag': 'a tag is wrong',
  malformed: 'its shape is not the one expected',
} as const;

/** A bad rotation is certain only when the version before was seen accepted: see core/diagnose/refusal.ts. */
export const oldValueWorks = (diagnosis: Diagnosis): boolean =>
  diagnosis.verdict === 'rejected' && diagnosis.cause === 'bad-rotation' && diagnosis.confidence === 'certain';

/** `revoked or reset (likely: this same version was accepted before)`. */
export const causeLine = (diagnosis: Diagnosis): string | undefined => {
  const words = causeWords(diagnosis);
  if (words === undefined) return undefined;
  const because = becauseOf(diagnosis);
  return `${words} (${diagnosis.confidence}${because === undefined ? '' : `: ${because}`})`;
};

/** The first line of evidence that is neither the exchange itself nor a remark beside the matter. */
export const becauseOf = ({ evidence, exchange, remarks = [] }: Diagnosis): string | undefined => {
  const line = evidence.find(
    (text) => !remarks.includes(text) && (exchange === undefined || !text.startsWith(exchange.request)),
  );
  return line === undefined ? undefined : defang(plain(line, 200));
};

export const missingOf = (diagnosis: Diagnosis): readonly string[] =>
  diagnosis.verdict === 'degraded' ? diagnosis.missing.map((scope) => defang(plain(scope, 80))) : [];

/** The subject's last part: the one fact that matters most. Relative to the alert alone. */
export const alertFact = (alert: Alert): string => flappingFact(alert) ?? kindFact(alert);

const kindFact = (alert: Alert): string => {
  const { diagnosis } = alert;
  switch (alert.kind) {
    case 'expiring':
      return isDated(diagnosis.expiry) ? `ends ${shortTime(diagnosis.expiry.at, alert.at)}` : 'ends soon';
    case 'rotate-by':
      return 'your deadline';
    case 'expired':
      return diagnosis.exchange
        ? `refused since ${shortTime(diagnosis.exchange.at, alert.at)}`
        : 'its own date has passed';
    case 'overdue':
      return `${passed(diagnosis)}${diagnosis.exchange ? ', still works' : ''}`;
    case 'recovered':
      return recoveredFact(alert);
    case 'rejected':
    case 'degraded':
    case 'misconfigured':
    case 'started':
      return diagnosisFact(diagnosis);
  }
};

const recoveredFact = ({ ended, diagnosis }: Alert): string => {
  if (!ended?.newVersion) return 'in order again';
  return diagnosis.unasked === undefined ? 'new version accepted' : 'new version stored';
};

const passed = (diagnosis: Diagnosis): string => {
  const { expiry } = diagnosis;
  if (diagnosis.verdict === 'overdue' && diagnosis.due.source === 'rotation')
    return diagnosis.rotationFailed ? 'rotation failed' : 'rotation did not come';
  return isDated(expiry) && expiry.source === 'tag' ? 'date on its tag passed' : 'rotate-by date passed';
};

const diagnosisFact = (diagnosis: Diagnosis): string => {
  if (diagnosis.verdict === 'degraded') return `lacks ${missingOf(diagnosis).join(', ')}`;
  if (diagnosis.verdict === 'rejected' && diagnosis.cause === 'bad-rotation')
    return oldValueWorks(diagnosis) ? 'bad rotation, old value works' : 'bad rotation, new value refused';
  if (diagnosis.verdict === 'rejected' && diagnosis.cause === 'revoked') return 'revoked or reset, dead now';
  return causeWords(diagnosis) ?? '';
};

const sameDay = (a: Instant, b: Instant): boolean => utc(a).slice(0, 14) === utc(b).slice(0, 14);

/** `03:00 UTC` beside a moment of the same day, else the whole date and time. */
export const timeBeside = (at: Instant, other: Instant): string => (sameDay(at, other) ? utc(at).slice(15) : utc(at));

/** `03:00 UTC` beside a moment of the same day, else the date: for subjects. */
const shortTime = (at: Instant, other: Instant): string =>
  sameDay(at, other) ? utc(at).slice(15) : utc(at).slice(4, 14);
