import type { OutageNotice } from '../../core/notice.ts';
import * as words from './outage-words.ts';
import { context, header, type SlackMessage, section } from './slack-blocks.ts';
import { code, foreign, joined, link, moment, unaddressed } from './slack-text.ts';

export const slackOutage = (notice: OutageNotice): SlackMessage => ({
  text: unaddressed(words.outagePreview(notice), 150),
  blocks: [
    header(`:satellite_antenna: ${words.OUTAGE_WORD}  ${foreign(words.issuerOf(notice), 90)}`),
    section(`${foreign(words.hostOf(notice), 150)} · *${words.refusedAtOnce(notice)}*\n${story(notice)}`),
    section(`*${words.DO_NOTHING}*\n${words.UNLESS}`),
    context(
      `Evidence: ${words
        .outageEvidence(notice)
        .map((line) => code(line, 150))
        .join(' · ')}`,
    ),
    context(`Next: ${words.outageNext(notice).join(' ')}`),
    context(footer(notice)),
  ],
  unfurl_links: false,
  unfurl_media: false,
});

const story = (notice: OutageNotice): string => {
  const [believed, impact] = [words.belief(notice), words.outageImpact(notice)].map((text) => foreign(text, 400));
  return `Noticed ${moment(notice.at)}; ${believed}, so none is judged dead. Impact: ${impact}.`;
};

const footer = (notice: OutageNotice): string =>
  joined([
    foreign(notice.incident, 20),
    'as catch-all',
    link(words.statusPageOf(notice), 'Status'),
    link(notice.docsUrl, 'Docs'),
  ]);
