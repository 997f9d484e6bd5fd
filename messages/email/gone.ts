import { ascii, wrap } from '../../core/base/text.ts';
import type { GoneNotice } from '../../core/model/notice.ts';
import { GONE_WORD, goneLine, goneSubject, goneWords } from '../gone/words.ts';
import { closing, type Email, numbered, paragraph, quoted, section, table, WIDTH } from './layout.ts';

export const goneEmail = (notice: GoneNotice): Email => {
  const words = goneWords(notice);
  return {
    subject: goneSubject(notice),
    text: [
      ...wrap(ascii(words.what), WIDTH, `${GONE_WORD}   `, '  '),
      ...quoted(words.fact),
      '',
      ...table([
        ['Since', words.since],
        ['Impact', words.impact],
      ]),
      ...section('WHICH', [...words.named.map(goneLine), ...(words.rest === '' ? [] : [words.rest])].flatMap(item)),
      ...section('WHAT TO DO', numbered(words.steps)),
      ...section('WHAT HAPPENS NEXT', paragraph(words.next.join(' '))),
      '',
      ...closing(notice),
    ].join('\n'),
  };
};

/** Names are words of others: behind a dash none of them passes for a heading. */
const item = (text: string): readonly string[] => wrap(ascii(text), WIDTH, '- ', '  ');
