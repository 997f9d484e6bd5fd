import { ascii, wrap } from '../../core/base/text.ts';
import type { SubscribersNotice } from '../../core/model/notice.ts';
import { subscribersSubject, subscribersWords, topicOf } from '../subscribers/words.ts';
import { closing, commandLines, type Email, paragraph, quoted, section, table, WIDTH } from './layout.ts';

export const subscribersEmail = (notice: SubscribersNotice): Email => {
  const words = subscribersWords(notice);
  return {
    subject: subscribersSubject(notice),
    text: [
      ...wrap(ascii(topicOf(notice)), WIDTH, `${words.word}   `, '  '),
      ...quoted(words.gist),
      '',
      ...table([
        ['Since', words.since],
        ...(words.lost.length === 0 ? [] : [['Lost', words.lost.join(', ')] as const]),
        ['Impact', words.impact],
      ]),
      ...section('WHAT TO DO', [
        ...words.steps.flatMap((step) => paragraph(step)),
        ...(words.command === '' ? [] : commandLines(words.command, '  ')),
      ]),
      ...section('WHAT HAPPENS NEXT', paragraph(words.next)),
      '',
      ...closing(notice),
    ].join('\n'),
  };
};
