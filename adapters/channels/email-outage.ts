import type { OutageNotice } from '../../core/notice.ts';
import { utc } from '../../core/time.ts';
import { ascii, wrap } from '../../core/words.ts';
import { type Email, paragraph, quoted, section, table, WIDTH } from './layout.ts';
import * as words from './outage-words.ts';
import { type Row, safeUrl } from './where.ts';

export const outageEmail = (notice: OutageNotice): Email => ({
  subject: words.outageSubject(notice),
  text: [
    ...wrap(ascii(words.issuerOf(notice)), WIDTH, `${words.OUTAGE_WORD}   `, '  '),
    ...quoted(`${words.refusedAtOnce(notice)}, at ${words.hostOf(notice)}`),
    '',
    ...table(factRows(notice)),
    ...section('WHAT TO DO', words.outageSteps(notice).flatMap(quoted)),
    ...section('EVIDENCE (safe to paste into a ticket)', words.outageEvidence(notice).flatMap(quoted)),
    ...section('WHAT HAPPENS NEXT', paragraph(words.outageNext(notice).join(' '))),
    ...section('WHERE', table(whereRows(notice))),
    ...quoted(`You get this as catch-all. Incident ${notice.incident}, schema ${notice.schema}.`),
    ...wrap(ascii(notice.id), WIDTH, 'Alert '),
    '',
    '',
  ].join('\n'),
});

const factRows = (notice: OutageNotice): readonly Row[] => [
  ['Since', `noticed ${utc(notice.at)}; the refusals came within half an hour`],
  ['Seen', words.seenOf(notice)],
  ['Cause', words.outageCause(notice)],
  ['Impact', words.outageImpact(notice)],
];

const whereRows = (notice: OutageNotice): readonly Row[] => {
  const docs = safeUrl(notice.docsUrl);
  return [
    ['Issuer', `${words.issuerOf(notice)}, ${words.hostOf(notice)}`],
    ...(docs === undefined ? [] : [['Docs', docs] as const]),
  ];
};
