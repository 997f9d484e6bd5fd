import { exchangeLine } from '../../core/evidence.ts';
import type { OutageNotice } from '../../core/notice.ts';
import { span, utc } from '../../core/time.ts';
import { ascii, shorten } from '../../core/words.ts';
import { outside } from './facts.ts';
import { count, idOf, MAX_SUBJECT } from './headline.ts';
import { safeUrl } from './where.ts';

export const OUTAGE_WORD = 'OUTAGE NOTICE';

export const issuerOf = ({ issuerName }: OutageNotice): string => outside(issuerName, 80) || '(no name)';

export const hostOf = ({ host }: OutageNotice): string => outside(host, 100);

/** The name gives way: the counts and that no token is judged dead must be read. */
const sentence = (notice: OutageNotice, room: number): string => {
  const fact = ` refuses ${notice.refused} of ${notice.of} tokens at once - none judged dead`;
  const name = shorten(ascii(issuerOf(notice)), room - OUTAGE_WORD.length - 2 - fact.length);
  return `${OUTAGE_WORD}: ${name}${fact}`;
};

/** ASCII, no line break, at most 99 characters, ending in the incident id. */
export const outageSubject = (notice: OutageNotice): string => {
  const id = idOf(notice);
  return `${sentence(notice, MAX_SUBJECT - id.length)}${id}`;
};

/** The same without the id. */
export const outagePreview = (notice: OutageNotice): string => sentence(notice, MAX_SUBJECT);

export const refusedAtOnce = ({ refused, of }: OutageNotice): string =>
  `${refused} of ${of} tokens that worked are refused at once`;

export const belief = (notice: OutageNotice): string =>
  `more likely ${issuerOf(notice)} than ${count(notice.refused, 'token')}`;

export const outageCause = (notice: OutageNotice): string => {
  const what =
    notice.refused === notice.of ? 'refused all at once' : `${notice.refused} of ${notice.of} refused at once`;
  return `${what}: ${belief(notice)}`;
};

/** Only one of the answers is kept, so only of that one the status is told. */
export const seenOf = ({ refused, unanswered, of, exchange: { status, code } }: OutageNotice): string => {
  const silent = unanswered === 0 ? '' : `, ${unanswered} get no answer`;
  const example = code === undefined ? `${status}` : `${status} code ${outside(code, 40)}`;
  return `${refused} of ${of} tokens that worked before are refused${silent}; one of the answers: ${example}`;
};

export const outageImpact = (notice: OutageNotice): string =>
  `a dead token cannot be told from a good one at ${issuerOf(notice)} now; what uses these tokens may be refused too`;

export const DO_NOTHING = 'Nothing about tokens: do not reset any because of this.';
export const UNLESS = 'If you revoked them yourself, or there was a leak, it is real: act now, do not wait.';

/** What the guard of core/guard.ts does from here on. No word from outside is in it. */
export const outageNext = ({ at, heldUntil }: OutageNotice): readonly string[] => [
  `Until ${utc(heldUntil)}, ${span(heldUntil - at)} after this notice, no refusal by this issuer is told.`,
  'Tokens still refused after that are told as REJECTED, one by one; there is no closing notice.',
  'A token that is past its own date is told as usual.',
];

export const outageEvidence = ({ exchange }: OutageNotice): readonly string[] => [
  outside(exchangeLine(exchange), 400),
  ...(exchange.requestId === undefined ? [] : [`Request id ${outside(exchange.requestId, 100)}`]),
];

export const statusPageOf = ({ statusPage }: OutageNotice): string | undefined => safeUrl(statusPage);

/** In the order of doing. */
export const outageSteps = (notice: OutageNotice): readonly string[] => {
  const page = statusPageOf(notice);
  return [DO_NOTHING, ...(page === undefined ? [] : [`Status page: ${page}`]), UNLESS];
};
