import type { SubscribersNotice } from '../../core/model/notice.ts';
import { subscribersPreview, subscribersWords, topicOf } from '../subscribers/words.ts';
import { code, context, foreign, header, joined, type SlackMessage, section, unaddressed } from './markup.ts';

export const slackSubscribers = (notice: SubscribersNotice): SlackMessage => {
  const { word, gist, since, lost, impact, steps, command, next } = subscribersWords(notice);
  const gone = lost.length === 0 ? [] : [`Lost: ${lost.map((one) => code(one, 140)).join(', ')}`];
  return {
    text: unaddressed(subscribersPreview(notice), 150),
    blocks: [
      header(`:mailbox_with_no_mail: ${word}  ${foreign(topicOf(notice), 90)}`),
      section([`*${foreign(gist)}* since ${since}`, ...gone, `Impact: ${foreign(impact)}.`].join('\n')),
      section([...steps.map((step) => foreign(step)), ...(command === '' ? [] : [code(command, 600)])].join('\n')),
      context(`Next: ${next}`),
      context(joined([foreign(notice.incident, 20), 'as catch-all'])),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};
