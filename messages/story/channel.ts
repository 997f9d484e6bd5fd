import type { ChannelNotice } from '../../core/model/notice.ts';
import { channelPreview, channelWords } from '../channel/words.ts';
import type { SharedParts, Story } from './story.ts';

export const storyOfChannel = (notice: ChannelNotice, shared: SharedParts): Story => {
  const { word, name, title, gist, rows, steps, next } = channelWords(notice);
  return {
    ...shared,
    tone: 'broken',
    word,
    name,
    preview: channelPreview(notice),
    lead: gist,
    identity: title,
    facts: rows,
    steps,
    next,
    why: 'as another channel of this monitor',
  };
};
