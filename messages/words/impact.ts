import { plain } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import { oldValueWorks, timeBeside } from './cause.ts';

/** What the issuer says of it now; where nobody may be asked, that nothing is known. */
export const worksNow = (alert: Alert): string | undefined => {
  const { exchange, verdict, unasked } = alert.diagnosis;
  if (unasked !== undefined) return isDead(verdict) ? undefined : `not known, nobody is asked: ${plain(unasked, 200)}`;
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
      return degradedImpact(alert);
    case 'misconfigured':
      return MISCONFIGURED_IMPACT[causeOfMisconfigured(alert)];
    case 'recovered':
    case 'started':
      return undefined;
  }
};

const degradedImpact = ({ diagnosis: { reason, unasked } }: Alert): string => {
  if (reason === 'billing') return 'calls that cost something are refused until it is paid; the token itself is good';
  if (reason === 'sso-required') return 'what belongs to that organization is refused; the rest works';
  return `what needs the missing scope is refused${unasked === undefined ? '; the rest works' : ''}`;
};

const MISCONFIGURED_IMPACT = {
  'unreadable-secret': 'this token is not watched until the monitor can read it',
  'bad-tag': 'the token is watched all the same, without that setting',
  malformed: 'the value is not sent to anybody, so this token is not watched',
  'wrong-provider': 'whatever uses it talks to the wrong environment, or is refused by the right one',
} as const;

const causeOfMisconfigured = ({ diagnosis }: Alert): keyof typeof MISCONFIGURED_IMPACT =>
  diagnosis.verdict === 'misconfigured' ? diagnosis.cause : 'unreadable-secret';
