import { type Instant, relative, utc } from '../../core/base/time.ts';
import type { Diagnosis, RejectedCause } from '../../core/model/diagnosis.ts';
import { type DatedExpiry, type Expiry, isDated } from '../../core/model/expiry.ts';
import type { Reason, Verdict } from '../../core/model/verdict.ts';

const day = (at: Instant): string => utc(at).slice(0, 14);

/** `Mon 2026-11-30, in 6 d 15 h`, or why there is no date. */
export const endOf = (expiry: Expiry, now: Instant): string => {
  if (isDated(expiry)) return `${day(expiry.at)}, ${relative(expiry.at, now)}`;
  return expiry === 'never' ? 'no end date' : 'end date unknown';
};

/** The table's last column: the cause, or the date where that is the point; a date that the verdict hides comes first. */
export const gist = (diagnosis: Diagnosis, now: Instant): string => {
  const { alsoDue } = diagnosis;
  const point = pointOf(diagnosis, now);
  return alsoDue === undefined ? point : `${verbOf(alsoDue, now)} ${relative(alsoDue.at, now)}; ${point}`;
};

const pointOf = (diagnosis: Diagnosis, now: Instant): string => {
  switch (diagnosis.verdict) {
    case 'healthy':
      return endOf(diagnosis.expiry, now);
    case 'expiring':
    case 'overdue':
      return endOf(diagnosis.due, now);
    case 'expired':
      return isDated(diagnosis.expiry) ? endOf(diagnosis.expiry, now) : 'expired';
    case 'degraded':
      return diagnosis.reason ?? `lacks ${diagnosis.missing.join(' ')}`;
    case 'rejected':
    case 'misconfigured':
      return `${diagnosis.reason ?? diagnosis.cause}${diagnosis.confidence === 'likely' ? ', likely' : ''}`;
    case 'unchecked':
      return endOf(diagnosis.expiry, now);
    case 'indeterminate':
      return diagnosis.reason ?? diagnosis.cause;
  }
};

const REJECTED: Readonly<Record<RejectedCause, (issuer: string) => string>> = {
  malformed: () => 'is malformed',
  unrecognised: (issuer) => `is not recognised by ${issuer}`,
  revoked: (issuer) => `was revoked or reset at ${issuer}`,
  'bad-rotation': (issuer) => `was rotated to a value that ${issuer} refuses`,
  'account-disabled': (issuer) => `belongs to an account that is disabled at ${issuer}`,
  'wrong-provider': (issuer) => `is not a token of ${issuer}`,
};

const MISCONFIGURED = {
  'unreadable-secret': 'cannot be read',
  'bad-tag': 'is not described rightly',
  malformed: 'does not look like a token of its kind',
  'wrong-provider': 'is a token of another environment than its secret',
} as const;

/** Said instead where the answer says why it tells nothing of the token. */
const UNJUDGED: Readonly<Partial<Record<Reason, string>>> = {
  'address-blocked': 'could not be judged from here: it may be used from other addresses only',
  billing: 'could not be judged: its account is unpaid, or its quota is used up',
  'clock-skew': 'could not be judged: a clock is wrong',
};

/** The heading of a section, after the token's name. */
export const sentence = (diagnosis: Diagnosis, issuer: string, now: Instant): string => {
  switch (diagnosis.verdict) {
    case 'healthy':
      return `is accepted by ${issuer}`;
    case 'expiring':
      return coming(diagnosis, diagnosis.due, issuer, now);
    case 'overdue':
      return `was due on ${utc(diagnosis.due.at)}; ${worksStill(diagnosis, issuer)}`;
    case 'expired':
      return passed(diagnosis.expiry, now);
    case 'degraded':
      return `lacks ${diagnosis.missing.join(' ')}`;
    case 'rejected':
      return REJECTED[diagnosis.cause](issuer);
    case 'misconfigured':
      return MISCONFIGURED[diagnosis.cause];
    case 'unchecked':
      return `can be asked of nobody: ${isDated(diagnosis.expiry) ? 'only its date is watched' : 'nothing of it is watched'}`;
    case 'indeterminate':
      return UNJUDGED[diagnosis.reason ?? 'not-loaded'] ?? 'could not be judged: this says nothing about the token';
  }
};

const coming = (diagnosis: Diagnosis, due: DatedExpiry, issuer: string, now: Instant): string => {
  if (due.at <= now) return `was to expire on ${utc(due.at)}; ${worksStill(diagnosis, issuer)}`;
  const verb = due.source === 'age-policy' ? 'is to be rotated by' : 'expires on';
  return `${verb} ${utc(due.at)}, ${relative(due.at, now)}`;
};

const worksStill = ({ unasked }: Diagnosis, issuer: string): string =>
  unasked === undefined ? `${issuer} still accepts it` : 'nobody can be asked whether it works';

const verbOf = ({ source, at }: DatedExpiry, now: Instant): string => {
  if (source === 'age-policy') return at <= now ? 'rotate, due' : 'rotate';
  return at <= now ? 'was to end' : 'ends';
};

/** `expires`, then the date and who set it; nothing where heading or evidence say it, or where the token is dead anyway. */
export const dateLine = (diagnosis: Diagnosis, now: Instant): readonly [label: string, text: string] | undefined => {
  const { expiry, verdict } = diagnosis;
  if (!isDated(expiry) || !DATE_UNSAID.includes(verdict)) return undefined;
  const label = expiry.source === 'age-policy' ? 'rotate' : 'expires';
  return [label, `${utc(expiry.at)}, ${relative(expiry.at, now)} (${SET_BY[expiry.source]})`];
};

const DATE_UNSAID: readonly Verdict[] = ['degraded', 'misconfigured', 'indeterminate'];

const SET_BY = {
  issuer: 'the issuer says so',
  embedded: 'the token itself says so',
  tag: 'you said so: expires-at',
  'age-policy': 'your age policy: max-age-days',
  rotation: 'the rotation of its secret',
} as const;

const passed = (expiry: Expiry, now: Instant): string =>
  isDated(expiry) && expiry.at <= now ? `expired on ${utc(expiry.at)}` : 'has expired';
