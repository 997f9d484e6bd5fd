import { isNotice, type Telling } from '../../core/model/notice.ts';
import { isCollection } from '../words/collection.ts';
import { storyOfAlert } from './alert.ts';
import { storyOfMany } from './collection.ts';
import { storyOfNotice } from './notice.ts';
import type { Story } from './story.ts';

/** Depends on the telling alone, so that a repeat reads the same. */
export const storyOf = (telling: Telling): Story => {
  if (isNotice(telling)) return storyOfNotice(telling[0]);
  return isCollection(telling) ? storyOfMany(telling) : storyOfAlert(telling[0]);
};
