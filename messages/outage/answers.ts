import { span, utc } from '../../core/base/time.ts';
import type { AnswersNotice } from '../../core/model/notice.ts';
import { count } from '../words/headline.ts';
import { issuerOf, type OutageWords } from './words.ts';

export const answersWords = (notice: AnswersNotice): OutageWords => {
  const { accepted, dead, open, since, at } = notice;
  const of = count(accepted + dead + open, 'token');
  const came = accepted > 0;
  const fact = came ? `answers again - ${parts(notice).join(', ')}` : `refused for good - ${count(dead, 'token')} dead`;
  const gist = [`${accepted} of ${of} accepted again`, ...parts(notice).slice(1)].join(', ');
  return {
    facts: [fact, fact],
    gist,
    began: { word: 'Since', at: since },
    since: `told ${utc(since)}, over by ${utc(at)}, ${span(at - since)} later`,
    seen: gist,
    cause: CAUSE[notice.ends],
    because: came ? 'it accepts tokens again' : 'none of the tokens was accepted again',
    judged: 'its refusals count as ever',
    impact: came
      ? `what uses the tokens that ${issuerOf(notice)} accepts works again; some programs have to be started again`
      : `what uses these tokens fails at ${issuerOf(notice)} until they are replaced`,
    lead: dead === 0 ? KEEP : REPLACE,
    steps: came ? ['Look whether what stopped meanwhile has started again: some programs do not try twice.'] : [],
    evidence: [],
    next: nextOf(notice),
  };
};

const CAUSE: Readonly<Record<AnswersNotice['ends'], string>> = {
  refuses: 'it had refused its tokens all at once, and what it refused was held back',
  silent: 'for a day it had given no answer that says anything of these tokens',
};

/** What there is none of is not named, but for what is accepted. */
const parts = ({ accepted, dead, open }: AnswersNotice): readonly string[] => [
  `${accepted} accepted`,
  ...(dead > 0 ? [`${dead} dead`] : []),
  ...(open > 0 ? [`${open} still unknown`] : []),
];

const KEEP = 'Nothing about tokens that are accepted again: do not reset any because of this.';
const REPLACE = 'Replace the tokens that were told as dead, as their own alerts say; the others need nothing.';

const nextOf = ({ open }: AnswersNotice): readonly string[] => [
  'This is the last word under this incident.',
  open === 0
    ? 'From here on its tokens are told of as usual.'
    : 'What is still unknown is asked about again, and told of as usual.',
];
