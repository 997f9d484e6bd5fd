import { ascii, wrap } from '../../core/base/text.ts';
import type { QuietNotice } from '../../core/model/notice.ts';
import { quietSubject, quietWords } from '../quiet/words.ts';
import { closing, type Email, paragraph, section, table, WIDTH } from './layout.ts';

export const quietEmail = (notice: QuietNotice): Email => {
  const { word, name, rows, next, as } = quietWords(notice);
  return {
    subject: quietSubject(notice),
    text: [
      ...wrap(ascii(name), WIDTH, `${word}   `, '  '),
      '',
      ...table(rows),
      ...section('WHAT HAPPENS NEXT', paragraph(next)),
      '',
      ...closing(notice, as),
    ].join('\n'),
  };
};
