import type { GoneNotice, Notice, OutageNotice, SubscribersNotice } from '../../core/model/notice.ts';
import { GONE_WORD, gonePreview, goneWords } from '../gone/words.ts';
import { OUTAGE_WORD, outagePreview, outageWords } from '../outage/headline.ts';
import { hostOf, issuerOf, stepsWithPage } from '../outage/words.ts';
import { subscribersPreview, subscribersWords, topicOf } from '../subscribers/words.ts';
import { block, COLOURS, type DiscordMessage, foreign, message, stepLines, words } from './markup.ts';

export const discordNotice = (notice: Notice): DiscordMessage => {
  switch (notice.kind) {
    case 'outage':
      return outage(notice);
    case 'gone':
      return gone(notice);
    case 'subscribers':
      return subscribers(notice);
  }
};

const footer = ({ incident }: Notice): string => `${incident} · as catch-all`;

const outage = (notice: OutageNotice): DiscordMessage => {
  const said = outageWords(notice);
  return message({
    preview: foreign(outagePreview(notice), 200),
    title: `${OUTAGE_WORD}  ${foreign(issuerOf(notice), 100)}`,
    color: COLOURS.note,
    lines: [
      `${foreign(hostOf(notice), 150)}: **${foreign(said.gist, 200)}**`,
      `**${said.began.word}** ${foreign(said.since, 200)}`,
      `**Cause** ${foreign(said.cause, 400)}; ${foreign(said.because, 400)}, so ${said.judged}`,
      `**Impact** ${foreign(said.impact, 400)}`,
      ...said.evidence.map((line) => foreign(line, 200)),
    ],
    fields: [
      ['What to do', stepsWithPage(notice, said).map((step) => words(step))],
      ['What happens next', [said.next.join(' ')]],
    ],
    footer: footer(notice),
  });
};

const gone = (notice: GoneNotice): DiscordMessage => {
  const said = goneWords(notice);
  return message({
    preview: foreign(gonePreview(notice), 200),
    title: `${GONE_WORD}  ${foreign(said.what, 100)}`,
    color: COLOURS.due,
    lines: [
      `**${foreign(said.fact, 200)}**`,
      `**Since** ${foreign(said.since, 200)}`,
      `**Impact** ${said.impact}`,
      ...said.named.map((line) => foreign(line, 160)),
      ...(said.rest === '' ? [] : [said.rest]),
    ],
    fields: [
      ['What to do', said.steps.flatMap(stepLines)],
      ['What happens next', [said.next.join(' ')]],
    ],
    footer: footer(notice),
  });
};

const subscribers = (notice: SubscribersNotice): DiscordMessage => {
  const said = subscribersWords(notice);
  return message({
    preview: foreign(subscribersPreview(notice), 200),
    title: `${said.word}  ${foreign(topicOf(notice), 100)}`,
    color: COLOURS.due,
    lines: [
      `**${foreign(said.gist, 200)}** since ${said.since}`,
      ...said.lost.map((one) => `Lost: ${foreign(one, 140)}`),
      `**Impact** ${said.impact}`,
    ],
    fields: [
      ['What to do', [...said.steps.map((step) => words(step)), ...(said.command === '' ? [] : [block(said.command)])]],
      ['What happens next', [said.next]],
    ],
    footer: footer(notice),
  });
};
