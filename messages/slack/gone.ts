import type { GoneNotice } from '../../core/model/notice.ts';
import { GONE_WORD, goneLine, gonePreview, goneWords } from '../gone/words.ts';
import type { Step } from '../words/steps.ts';
import { code, context, foreign, header, joined, moment, type SlackMessage, section, unaddressed } from './markup.ts';

/** A chat shows fewer names than a mail: the rest is counted there. */
const SHOWN = 8;

export const slackGone = (notice: GoneNotice): SlackMessage => {
  const words = goneWords(notice);
  return {
    text: unaddressed(gonePreview(notice), 150),
    blocks: [
      header(`:see_no_evil: ${GONE_WORD}  ${foreign(words.what, 90)}`),
      section(`*${words.fact}*\nSince ${moment(notice.since)}. Impact: ${words.impact}.`),
      ...(words.named.length === 0 ? [] : [section(listed(words.named.map(goneLine)))]),
      section(words.steps.map(stepLine).join('\n')),
      context(`Next: ${words.next.join(' ')}`),
      context(joined([foreign(notice.incident, 20), 'as catch-all'])),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const listed = (named: readonly string[]): string =>
  [
    ...named.slice(0, SHOWN).map((line) => `• ${foreign(line, 160)}`),
    ...(named.length > SHOWN ? ['• and more: see the mail'] : []),
  ].join('\n');

const stepLine = ({ text, command }: Step, index: number): string =>
  [`${index + 1}. ${foreign(text, 300)}`, ...(command === undefined ? [] : [code(command)])].join(' ');
