import { shorten } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Telling } from '../../core/model/notice.ts';
import { changeRows } from '../words/change.ts';
import {
  type Alerts,
  countWords,
  endedOf,
  incidentOf,
  isCollection,
  labelOf,
  namedOf,
  sorted,
  stateOf,
  stateWord,
} from '../words/collection.ts';
import { factRows } from '../words/fact-rows.ts';
import { identityLine, ownerOf, whyYou } from '../words/facts.ts';
import { collectionWord, gist, gistFact, uncheckedNote } from '../words/gist.ts';
import { nameOf, previewOf, wordOf } from '../words/headline.ts';
import { nextOfMany, nextSentences } from '../words/next.ts';
import { stepsOf, stepsTitle } from '../words/steps.ts';
import { placeOf, type Row, safeUrl } from '../words/where.ts';
import { COLOURS, type DiscordMessage, foreign, message, stepLines } from './markup.ts';
import { discordNotice } from './notice.ts';

/** An embed by webhook: `content` is what a phone shows. Depends on the telling alone, so that a repeat reads the same. */
export const renderDiscord = (telling: Telling): DiscordMessage => {
  if (isNotice(telling)) return discordNotice(telling[0]);
  return isCollection(telling) ? collection(telling) : single(telling[0]);
};

const TONES: Readonly<Record<Alert['kind'], keyof typeof COLOURS>> = {
  rejected: 'broken',
  expired: 'broken',
  misconfigured: 'broken',
  expiring: 'due',
  'rotate-by': 'due',
  overdue: 'due',
  degraded: 'due',
  recovered: 'fine',
  started: 'note',
};

const single = (alert: Alert): DiscordMessage =>
  message({
    preview: foreign(previewOf(alert), 200),
    title: `${wordOf(alert)}  ${foreign(nameOf(alert), 120)}`,
    color: COLOURS[TONES[alert.kind]],
    lines: [foreign(identityLine(alert), 300), ...factRows(alert).map(rowLine)],
    fields: [
      [stepsTitle(alert) === 'DO NOW' ? 'Do now' : 'What to do', stepsOf(alert).flatMap(stepLines)],
      ['What changed', changeRows(alert).map(rowLine)],
      ['What happens next', [nextSentences(alert).join(' ')]],
      ['Read', links(alert)],
    ],
    footer: footer(alert),
  });

const rowLine = ([label, text]: Row): string => `**${label}** ${foreign(text, 300)}`;

const links = ({ runbook, diagnosis: { docsUrl } }: Alert): readonly string[] =>
  [safeUrl(runbook), safeUrl(docsUrl)].filter((url) => url !== undefined);

const footer = (alert: Alert): string => {
  const place = placeOf(alert);
  const { field } = alert.ref;
  return [
    alert.incident,
    ...(field === undefined ? [] : [`field ${shorten(field, 60)}`]),
    ...(place ? [`${place.account} ${place.region}`] : []),
    whyYou(alert),
  ].join(' · ');
};

/** More are counted: the mail has them all. */
const MOST_LISTED = 12;

const collection = (alerts: Alerts): DiscordMessage => {
  const owner = ownerOf(alerts[0]);
  return message({
    preview: foreign(`${collectionWord(alerts)}: ${gist(alerts)} - ${gistFact(alerts)}`, 200),
    title: `${collectionWord(alerts)}  ${foreign(gist(alerts), 150)}`,
    color: COLOURS[TONES[sorted(alerts)[0].kind]],
    lines: [countWords(alerts).join(', '), ...[uncheckedNote(alerts)].filter((line) => line !== ''), ...listed(alerts)],
    fields: [['What happens next', [nextOfMany(alerts)]]],
    footer: `${incidentOf(alerts)} · ${owner ? `as owner ${owner}` : 'as catch-all: no owner'}`,
  });
};

const listed = (alerts: Alerts): readonly string[] => {
  const named = namedOf(alerts);
  const ended = endedOf(alerts);
  const rows = named.slice(0, MOST_LISTED).map((alert) => {
    const state = `${stateOf(alert)}${ended(alert) ? ', over' : ''}`;
    return `**${stateWord(alert)}** ${foreign(labelOf(alert), 60)}: ${foreign(state, 120)}`;
  });
  return named.length > MOST_LISTED ? [...rows, `and ${named.length - MOST_LISTED} more`] : rows;
};
