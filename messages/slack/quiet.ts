import type { QuietNotice } from '../../core/model/notice.ts';
import { quietPreview, quietWords } from '../quiet/words.ts';
import { context, foreign, header, joined, type SlackMessage, section, unaddressed } from './markup.ts';

export const slackQuiet = (notice: QuietNotice): SlackMessage => {
  const { word, name, rows, next, as } = quietWords(notice);
  return {
    text: unaddressed(quietPreview(notice), 150),
    blocks: [
      header(`:zzz: ${word}  ${foreign(name, 90)}`),
      section(rows.map(([label, text]) => `${label}: ${foreign(text, 300)}`).join('\n')),
      context(`Next: ${next}`),
      context(joined([foreign(notice.incident, 20), foreign(`as ${as}`, 200)])),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};
