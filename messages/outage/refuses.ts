import { span, utc } from '../../core/base/time.ts';
import { exchangeLine } from '../../core/diagnose/evidence.ts';
import type { RefusalNotice } from '../../core/model/notice.ts';
import { outside } from '../words/facts.ts';
import { count } from '../words/headline.ts';
import { IN_DOUBT, issuerOf, type OutageWords } from './words.ts';

export const refusalWords = (notice: RefusalNotice): OutageWords => {
  const { refused, of, at } = notice;
  const fact = `refuses ${refused} of ${of} tokens at once - none judged dead`;
  const because = `more likely ${issuerOf(notice)} than ${count(refused, 'token')}`;
  return {
    facts: [fact, fact],
    gist: `${refused} of ${of} tokens that worked are refused at once`,
    began: { word: 'Noticed', at },
    since: `noticed ${utc(at)}; the refusals came within half an hour`,
    seen: seenOf(notice),
    cause: `${refused === of ? 'refused all at once' : `${refused} of ${of} refused at once`}: ${because}`,
    because,
    ...IN_DOUBT,
    impact: `a dead token cannot be told from a good one at ${issuerOf(notice)} now; what uses these tokens may be refused too`,
    steps: [
      'If you revoked them yourself, or there was a leak, it is real: act now, do not wait.',
      `To tell which: make one new token at ${issuerOf(notice)} for a test. If it is refused too, the issuer is out. If it is accepted, the others are dead: store it in its secret, and the rest is told within 20 minutes.`,
    ],
    evidence: evidenceOf(notice),
    next: nextOf(notice),
  };
};

/** Only one of the answers is kept, so only of that one the status is told. */
const seenOf = ({ refused, unanswered, of, exchange: { status, code } }: RefusalNotice): string => {
  const silent = unanswered === 0 ? '' : `, ${unanswered} get no answer`;
  const example = code === undefined ? `${status}` : `${status} code ${outside(code, 40)}`;
  return `${refused} of ${of} tokens that worked before are refused${silent}; one of the answers: ${example}`;
};

const evidenceOf = ({ exchange }: RefusalNotice): readonly string[] => [
  outside(exchangeLine(exchange), 400),
  ...(exchange.requestId === undefined ? [] : [`Request id ${outside(exchange.requestId, 100)}`]),
];

/** What the guard of core/issuer/guard.ts does. */
const nextOf = ({ at, heldUntil }: RefusalNotice): readonly string[] => [
  `Until ${utc(heldUntil)}, ${span(heldUntil - at)} after this notice, no refusal by this issuer is told, unless in looks over some 10 minutes it accepts others in the same moment, or says of every token that it was revoked.`,
  'Tokens still refused then are told as REJECTED, one by one; one closing notice says what became of them.',
  'A token that is past its own date is told as usual.',
  'Should it happen again within a day, it is held again without another notice.',
];
