import type { TestNotice } from '../../core/model/notice.ts';
import { testPreview, testWords } from '../trial/words.ts';
import type { SharedParts, Story } from './story.ts';

export const storyOfTest = (notice: TestNotice, shared: SharedParts): Story => {
  const { word, name, gist, rows, next } = testWords(notice);
  return {
    ...shared,
    tone: 'note',
    word,
    name,
    preview: testPreview(notice),
    lead: gist,
    identity: '',
    facts: rows,
    steps: [],
    next: [next],
    why: 'as a channel of this monitor',
  };
};
