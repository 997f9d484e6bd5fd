import { ascii, wrap } from '../../core/base/text.ts';
import type { OutageNotice } from '../../core/model/notice.ts';
import { OUTAGE_WORD, outageSubject, outageWords } from '../outage/headline.ts';
import { hostOf, issuerOf, type OutageWords, stepsWithPage } from '../outage/words.ts';
import { type Row, safeUrl } from '../words/where.ts';
import { closing, type Email, paragraph, quoted, section, table, WIDTH } from './layout.ts';

export const outageEmail = (notice: OutageNotice): Email => {
  const words = outageWords(notice);
  return {
    subject: outageSubject(notice),
    text: [
      ...wrap(ascii(issuerOf(notice)), WIDTH, `${OUTAGE_WORD}   `, '  '),
      ...quoted(`${words.gist}, at ${hostOf(notice)}`),
      '',
      ...table(factRows(words)),
      ...section('WHAT TO DO', stepsWithPage(notice, words).flatMap(quoted)),
      ...section('EVIDENCE (safe to paste into a ticket)', words.evidence.flatMap(quoted)),
      ...section('WHAT HAPPENS NEXT', paragraph(words.next.join(' '))),
      ...section('WHERE', table(whereRows(notice))),
      ...closing(notice),
    ].join('\n'),
  };
};

const factRows = ({ since, seen, cause, impact }: OutageWords): readonly Row[] => [
  ['Since', since],
  ['Seen', seen],
  ['Cause', cause],
  ['Impact', impact],
];

const whereRows = (notice: OutageNotice): readonly Row[] => {
  const docs = safeUrl(notice.docsUrl);
  return [
    ['Issuer', `${issuerOf(notice)}, ${hostOf(notice)}`],
    ...(docs === undefined ? [] : [['Docs', docs] as const]),
  ];
};
