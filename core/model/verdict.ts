export const VERDICTS = [
  'healthy',
  'expiring',
  'expired',
  'overdue',
  'rejected',
  'degraded',
  'indeterminate',
  'misconfigured',
  'unchecked',
] as const;

/** What needs somebody first, first. */
export const BY_URGENCY: readonly Verdict[] = [
  'rejected',
  'expired',
  'misconfigured',
  'expiring',
  'overdue',
  'degraded',
  'indeterminate',
  'unchecked',
  'healthy',
];

export type Verdict = (typeof VERDICTS)[number];

export const CAUSES = [
  'expired',
  'malformed',
  'unrecognised',
  'revoked',
  'bad-rotation',
  'insufficient-scope',
  'account-disabled',
  'wrong-provider',
  'rate-limited',
  'provider-outage',
  'network',
  'blocked',
  'unreadable-secret',
  'bad-tag',
] as const;

export type Cause = (typeof CAUSES)[number];

/** Why no usable answer came. It says nothing about the token. */
export const UNANSWERED_CAUSES = [
  'rate-limited',
  'provider-outage',
  'network',
  'blocked',
] as const satisfies readonly Cause[];

export type UnansweredCause = (typeof UNANSWERED_CAUSES)[number];

/**
 * A nearer word where the evidence tells more than the cause does: the token is good, or good elsewhere. The cause stands beside it, so that
 * filters and routes need not know this list.
 */
export const REASONS = [
  /** Of another environment or region of the same issuer: a test key in production, a token of the EU at the host of the US. */
  'wrong-environment',
  /** The organisation asks for a single sign-on (SAML) that this token was not authorized for. */
  'sso-required',
  /** The token may be used from other addresses only (an allow-list). */
  'address-blocked',
  /** Unpaid, or the quota that was paid for is used up. */
  'billing',
  /** A clock is wrong: ours, or that of who signed. */
  'clock-skew',
  /** The program had no token at all: a variable or a file was not read. */
  'not-loaded',
] as const;

export type Reason = (typeof REASONS)[number];

/** What an issuer itself can say about a token it refuses. */
export type RefusalMeaning = Extract<Cause, 'expired' | 'malformed' | 'unrecognised' | 'revoked' | 'account-disabled'>;

/** How loud something is told. */
export type Severity = 'page' | 'warn' | 'note';

export type Confidence = 'certain' | 'likely';

/** How many of each; every verdict has its count, 0 included. */
export const countVerdicts = (verdicts: readonly Verdict[]): Record<Verdict, number> => {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
};
