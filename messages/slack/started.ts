import { shorten } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import { ownerOf } from '../words/facts.ts';
import {
  type Alerts,
  asOf,
  countWords,
  labelOf,
  needs,
  needYou,
  stateOf,
  uncheckedNote,
  watching,
} from '../words/started.ts';
import { placeOf } from '../words/where.ts';
import { context, foreign, header, inCode, type SlackMessage, section } from './markup.ts';

const MAX_LISTED = 10;

/** One message for all first sights of one owner. */
export const slackBaseline = (alerts: Alerts): SlackMessage => {
  const due = needYou(alerts);
  const title = capital(watching(alerts));
  return {
    text: foreign(`STARTED: ${watching(alerts)} - ${needs(alerts)}`, 150),
    blocks: [
      header(`:clipboard: STARTED  ${foreign(watching(alerts), 110)}`),
      section([`*${foreign(title, 300)}*: ${countWords(alerts).join(', ')}`, ...noteLines(alerts)].join('\n')),
      ...(due.length === 0 ? [] : [section(`*Needs you*\n${listed(alerts)}`)]),
      context('Next: found at the start, so not alerted one by one. From now on you hear of each finding once.'),
      context(footer(alerts)),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

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
    foreign(alert.incident, 20),
    utc(asOf(alerts)),
    place && `${place.account} ${place.region}`,
    owner ? `as owner ${foreign(owner, 100)}` : 'as catch-all: no owner',
  ];
  return parts.filter((part) => part).join(' · ');
};
