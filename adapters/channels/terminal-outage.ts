import type { OutageNotice } from '../../core/notice.ts';
import { OUTAGE_WORD, outageWords } from './outage-headline.ts';
import { hostOf, issuerOf, stepsWithPage } from './outage-words.ts';
import { headed, type Paint, row } from './terminal-rows.ts';

export const terminalOutage = (notice: OutageNotice, paint: Paint): readonly string[] => {
  const words = outageWords(notice);
  return [
    ...headed(OUTAGE_WORD, `${issuerOf(notice)} (${hostOf(notice)})`, 'yellow', paint),
    ...row('fact', `${words.gist}; none is judged dead`),
    ...row('cause', words.cause),
    ...row('seen', words.evidence[0] ?? ''),
    ...stepsWithPage(notice, words).flatMap((step, index) => row(index === 0 ? 'do' : '', step)),
    ...row('next', words.next.join(' ')),
    ...row('id', notice.incident),
  ];
};
