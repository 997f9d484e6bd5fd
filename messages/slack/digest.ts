import type { DigestNotice } from '../../core/model/notice.ts';
import type { DigestLine } from '../digest/rows.ts';
import { type DigestPart, digestSubject, digestWords } from '../digest/words.ts';
import { context, foreign, header, joined, type SlackMessage, section, unaddressed } from './markup.ts';

/** A chat shows fewer than a mail: the rest is counted there. */
const SHOWN = 8;

export const slackDigest = (notice: DigestNotice): SlackMessage => {
  const words = digestWords(notice);
  const lines = [words.top, words.sweeps].filter((line) => line !== '').map((line) => foreign(line, 300));
  const healthy = joined([`*${notice.digest.healthy} healthy*`, foreign(words.healthy, 300)]);
  return {
    text: unaddressed(digestSubject(notice), 150),
    blocks: [
      header(`:spiral_calendar_pad: ${words.word}  ${foreign(words.who, 90)}`),
      section([...lines, ...(words.well === '' ? [] : [`*${words.well}*`]), healthy].join('\n')),
      ...words.parts.map((part) => section(partText(part))),
      context(`${foreign(words.lately, 400)} · Next: ${words.next}`),
      context(joined([foreign(notice.incident, 20), foreign(words.whyYou, 200)])),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const partText = ({ title, lines, rest }: DigestPart): string => {
  const left = rest + Math.max(0, lines.length - SHOWN);
  return [
    `*${title}*`,
    ...lines.slice(0, SHOWN).map(lineText),
    ...(left > 0 ? [`• and ${left} more: see the mail`] : []),
  ].join('\n');
};

const lineText = ({ state, name, fact }: DigestLine): string =>
  `• *${foreign(state, 30)}* ${foreign(name, 100)}: ${foreign(fact, 200)}`;
