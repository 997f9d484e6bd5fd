import type { Instant } from '../../core/base/time.ts';
import type { OutageNotice } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { safeUrl } from '../words/where.ts';

/** What all channels say of one notice. Words of others are in it: each channel escapes them for itself. */
export type OutageWords = {
  /** What follows the issuer's name in a subject; the second where the first leaves no room for the whole name. */
  readonly facts: readonly [whole: string, short: string];
  /** The same on a line of its own. */
  readonly gist: string;
  readonly began: { readonly word: 'Noticed' | 'Since'; readonly at: Instant };
  readonly since: string;
  readonly seen: string;
  readonly cause: string;
  /** Why its refusals do not count, or count again. */
  readonly because: string;
  /** What follows from that for the tokens. */
  readonly judged: string;
  readonly impact: string;
  /** What is done about tokens, before all else. */
  readonly lead: string;
  /** After that, in the order of doing. */
  readonly steps: readonly string[];
  readonly evidence: readonly string[];
  /** What the monitor does from here on. No word from outside is in it. */
  readonly next: readonly string[];
};

/** Of what is going on. */
export const IN_DOUBT = {
  judged: 'none is judged dead',
  lead: 'Nothing about tokens: do not reset any because of this.',
} as const;

export const issuerOf = ({ issuerName }: OutageNotice): string => outside(issuerName, 80) || '(no name)';

export const hostOf = ({ host }: OutageNotice): string => outside(host, 100);

export const statusPageOf = ({ statusPage }: OutageNotice): string | undefined => safeUrl(statusPage);

/** For channels that name the status page among the steps. */
export const stepsWithPage = (notice: OutageNotice, { lead, steps }: OutageWords): readonly string[] => {
  const page = statusPageOf(notice);
  return [lead, ...(page === undefined ? [] : [`Status page: ${page}`]), ...steps];
};
