import type { OutageNotice } from '../../core/model/notice.ts';
import { OUTAGE_WORD, outagePreview, outageWords } from '../outage/headline.ts';
import { hostOf, issuerOf, type OutageWords, statusPageOf } from '../outage/words.ts';
import {
  code,
  context,
  foreign,
  header,
  joined,
  link,
  moment,
  type SlackMessage,
  section,
  unaddressed,
} from './markup.ts';

export const slackOutage = (notice: OutageNotice): SlackMessage => {
  const words = outageWords(notice);
  return {
    text: unaddressed(outagePreview(notice), 150),
    blocks: [
      header(`:satellite_antenna: ${OUTAGE_WORD}  ${foreign(issuerOf(notice), 90)}`),
      section(`${foreign(hostOf(notice), 150)} · *${words.gist}*\n${story(words)}`),
      section([`*${words.lead}*`, ...words.steps.map((step) => foreign(step, 400))].join('\n')),
      ...(words.evidence.length === 0 ? [] : [context(proof(words))]),
      context(`Next: ${words.next.join(' ')}`),
      context(footer(notice)),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const story = ({ began, because, judged, impact }: OutageWords): string =>
  `${began.word} ${moment(began.at)}; ${foreign(because, 400)}, so ${judged}. Impact: ${foreign(impact, 400)}.`;

const proof = ({ evidence }: OutageWords): string => `Evidence: ${evidence.map((line) => code(line, 150)).join(' · ')}`;

const footer = (notice: OutageNotice): string =>
  joined([
    foreign(notice.incident, 20),
    'as catch-all',
    link(statusPageOf(notice), 'Status'),
    link(notice.docsUrl, 'Docs'),
  ]);
