import type { OutageNotice } from '../../core/notice.ts';
import * as words from './outage-words.ts';
import { headed, type Paint, row } from './terminal-rows.ts';

export const terminalOutage = (notice: OutageNotice, paint: Paint): readonly string[] => [
  ...headed(words.OUTAGE_WORD, `${words.issuerOf(notice)} (${words.hostOf(notice)})`, 'yellow', paint),
  ...row('fact', `${words.refusedAtOnce(notice)}; none is judged dead`),
  ...row('cause', words.outageCause(notice)),
  ...words.outageSteps(notice).flatMap((step, index) => row(index === 0 ? 'do' : '', step)),
  ...row('next', words.outageNext(notice).join(' ')),
  ...row('id', notice.incident),
];
