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

/** What an issuer itself can say about a token it refuses. */
export type RefusalMeaning = Extract<Cause, 'expired' | 'malformed' | 'unrecognised' | 'revoked' | 'account-disabled'>;

export type Confidence = 'certain' | 'likely';

/** How many of each; every verdict has its count, 0 included. */
export const countVerdicts = (verdicts: readonly Verdict[]): Record<Verdict, number> => {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
};
