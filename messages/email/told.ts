import { ascii, wrap } from '../../core/base/text.ts';
import type { ChannelNotice, TestNotice } from '../../core/model/notice.ts';
import { channelSubject } from '../channel/words.ts';
import { storyOfNotice } from '../story/notice.ts';
import { testSubject } from '../trial/words.ts';
import { closing, type Email, numbered, paragraph, quoted, section, table, WIDTH } from './layout.ts';

/** A notice whose mail says what its story does. */
export const toldEmail = (notice: TestNotice | ChannelNotice): Email => {
  const { word, name, lead = '', identity, facts, steps, next, why } = storyOfNotice(notice);
  return {
    subject: notice.kind === 'test' ? testSubject(notice) : channelSubject(notice),
    text: [
      ...wrap(ascii(name), WIDTH, `${word}   `, '  '),
      ...[identity, lead].filter((line) => line !== '').flatMap(quoted),
      '',
      ...table(facts),
      ...section('WHAT TO DO', numbered(steps)),
      ...section('WHAT HAPPENS NEXT', paragraph(next.join(' '))),
      '',
      ...closing(notice, why.replace(/^as /, '')),
    ].join('\n'),
  };
};
