import { shorten } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import {
  type Alerts,
  asOf,
  collectionWord,
  countWords,
  gist,
  gistFact,
  incidentOf,
  labelOf,
  needYou,
  stateOf,
  uncheckedNote,
} from '../words/collection.ts';
import { ownerOf } from '../words/facts.ts';
import { placeOf } from '../words/where.ts';
import { context, foreign, header, inCode, type SlackMessage, section } from './markup.ts';

const MAX_LISTED = 10;

/** One message for all first sights of one owner, or for all of its dates that come near. */
export const slackCollection = (alerts: Alerts): SlackMessage => {
  const due = needYou(alerts);
  const title = capital(gist(alerts));
  const word = collectionWord(alerts);
  const started = alerts[0].kind === 'started';
  return {
    text: foreign(`${word}: ${gist(alerts)} - ${gistFact(alerts)}`, 150),
    blocks: [
      header(`${started ? ':clipboard:' : ':hourglass_flowing_sand:'} ${word}  ${foreign(gist(alerts), 110)}`),
      section([`*${foreign(title, 300)}*: ${countWords(alerts).join(', ')}`, ...noteLines(alerts)].join('\n')),
      ...(due.length === 0 ? [] : [section(`*Needs you*\n${listed(alerts)}`)]),
      context(started ? FOUND_AT_THE_START : TOLD_AGAIN),
      context(footer(alerts)),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const FOUND_AT_THE_START =
  'Next: found at the start, so not alerted one by one. From now on you hear of each finding once.';
const TOLD_AGAIN =
  'Next: each is told again at its next threshold, and at once when it is refused. The mail names the steps for each.';
const noteLines = (alerts: Alerts): readonly string[] => [uncheckedNote(alerts)].filter((line) => line !== '');

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** An aligned code block; back-ticks are removed from every line, so nothing can end it. */
const listed = (alerts: Alerts): string => {
  const due = needYou(alerts);
  const rows = due.slice(0, MAX_LISTED).map((alert) => {
    const row = `${alert.diagnosis.verdict.padEnd(14)}${shorten(labelOf(alert), 36).padEnd(38)}${stateOf(alert)}`;
    return inCode(row, 250);
  });
  const more = due.length > MAX_LISTED ? `\nand ${due.length - MAX_LISTED} more` : '';
  return `\`\`\`${rows.join('\n')}\`\`\`${more}`;
};

const footer = (alerts: Alerts): string => {
  const [alert] = alerts;
  const place = placeOf(alert);
  const owner = ownerOf(alert);
  const parts = [
    foreign(incidentOf(alerts), 20),
    utc(asOf(alerts)),
    place && `${place.account} ${place.region}`,
    owner ? `as owner ${foreign(owner, 100)}` : 'as catch-all: no owner',
  ];
  return parts.filter((part) => part).join(' · ');
};
