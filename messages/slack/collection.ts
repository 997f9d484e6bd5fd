import { shorten } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import {
  type Alerts,
  asOf,
  collectionKind,
  countWords,
  endedOf,
  incidentOf,
  labelOf,
  namedOf,
  sorted,
  stateOf,
  stateWord,
} from '../words/collection.ts';
import { ownerOf } from '../words/facts.ts';
import { collectionWord, gist, gistFact, uncheckedNote } from '../words/gist.ts';
import { nextOfMany } from '../words/next.ts';
import { rootLead, rootOf, rootStep } from '../words/root.ts';
import { placeOf } from '../words/where.ts';
import { EMOJI } from './emoji.ts';
import { context, foreign, header, inCode, type SlackMessage, section } from './markup.ts';

const MAX_LISTED = 10;

/** One message for all that one owner is told at once. */
export const slackCollection = (alerts: Alerts): SlackMessage => {
  const kind = collectionKind(alerts);
  const title = kind === 'findings' ? `${alerts.length} findings` : capital(gist(alerts));
  const word = collectionWord(alerts);
  const named = listed(alerts);
  return {
    text: foreign(`${word}: ${gist(alerts)} - ${gistFact(alerts)}`, 150),
    blocks: [
      header(`${EMOJI[sorted(alerts)[0].kind]} ${word}  ${foreign(gist(alerts), 110)}`),
      section([`*${foreign(title, 300)}*: ${countWords(alerts).join(', ')}`, ...noteLines(alerts)].join('\n')),
      ...(named === undefined ? [] : [section(`*${kind === 'findings' ? 'The worst first' : 'Needs you'}*\n${named}`)]),
      context(`Next: ${lowered(nextOfMany(alerts))}`),
      context(footer(alerts)),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
};

const noteLines = (alerts: Alerts): readonly string[] => {
  const root = rootOf(alerts);
  const common = root === undefined ? [] : [foreign(rootLead(root), 300), foreign(rootStep(root), 400)];
  return [...common, uncheckedNote(alerts)].filter((line) => line !== '');
};

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const lowered = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

/** An aligned code block; back-ticks are removed from every line, so nothing can end it. */
const listed = (alerts: Alerts): string | undefined => {
  const due = namedOf(alerts);
  if (due.length === 0) return undefined;
  const ended = endedOf(alerts);
  const rows = due.slice(0, MAX_LISTED).map((alert) => {
    const row = `${stateWord(alert).padEnd(14)}${shorten(labelOf(alert), 36).padEnd(38)}${stateOf(alert)}${ended(alert) ? ', over' : ''}`;
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
