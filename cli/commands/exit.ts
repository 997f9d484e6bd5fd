import type { Verdict } from '../../core/model/verdict.ts';

/** ux.md 4.7. `reason` is a word for programs. */
export type Exit =
  | { readonly code: 0; readonly reason: 'fine' }
  | { readonly code: 1; readonly reason: 'findings' }
  | { readonly code: 2; readonly reason: 'wrong-use' }
  | { readonly code: 3; readonly reason: 'not-judged' }
  | { readonly code: 4; readonly reason: 'source-unreadable' }
  | { readonly code: 5; readonly reason: 'nothing-found' };

export const WRONG_USE: Exit = { code: 2, reason: 'wrong-use' };
export const UNREADABLE: Exit = { code: 4, reason: 'source-unreadable' };

export const BUG_CODE = 70;
export const INTERRUPTED_CODE = 130;

export const EXIT_CODES = `Exit codes:
  0    everything asked, nothing that --fail-on names
  1    at least one finding that --fail-on names
  2    wrong use: flag, argument, configuration
  3    nothing found bad, but a token could not be judged (--allow-indeterminate: 0)
  4    a source could not be read: credentials, access, file
  5    no token found (--allow-empty: 0)
  70   a bug of ours
  130  interrupted
When several apply: 2, 4, 1, 3, 5.`;

export type Outcome = {
  /** Tokens, those that are paused included. */
  readonly found: number;
  /** What counts: one for each token that is not snoozed and, where a date has come near beside another verdict, one for the date. */
  readonly verdicts: readonly Verdict[];
  readonly sourceTroubles: number;
  readonly failOn: readonly Verdict[];
  readonly allowIndeterminate: boolean;
  readonly allowEmpty: boolean;
};

export const exitOf = ({ verdicts, found, sourceTroubles, failOn, allowIndeterminate, allowEmpty }: Outcome): Exit => {
  if (sourceTroubles > 0) return UNREADABLE;
  if (verdicts.some((verdict) => failOn.includes(verdict))) return { code: 1, reason: 'findings' };
  if (!allowIndeterminate && verdicts.includes('indeterminate')) return { code: 3, reason: 'not-judged' };
  if (!allowEmpty && found === 0) return { code: 5, reason: 'nothing-found' };
  return { code: 0, reason: 'fine' };
};
