import { ascii, wrap } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import {
  type Alerts,
  asOf,
  type CollectionKind,
  collectionId,
  collectionKind,
  countWords,
  endedOf,
  incidentOf,
  labelOf,
  namedOf,
  needYou,
  stateOf,
  stateWord,
} from '../words/collection.ts';
import { whyYou } from '../words/facts.ts';
import { collectionWord, gist, gistFact, uncheckedNote } from '../words/gist.ts';
import { kindNameOf, MAX_SUBJECT, withFact } from '../words/headline.ts';
import { threshold } from '../words/next.ts';
import { rootLead, rootOf, rootStep } from '../words/root.ts';
import { stepsOf } from '../words/steps.ts';
import { placeOf } from '../words/where.ts';
import { type Email, paragraph, quoted, section, WIDTH } from './layout.ts';

/** More would hide what matters; the rest is counted. */
const MAX_LISTED = 50;

/** One message for all that one owner is told at once. */
export const renderCollection = (alerts: Alerts): Email => ({ subject: subject(alerts), text: body(alerts) });

const subject = (alerts: Alerts): string => {
  const id = ` [${incidentOf(alerts)}]`;
  const head = `${collectionWord(alerts)}: ${ascii(gist(alerts))}`;
  return `${withFact(head, ascii(gistFact(alerts)), MAX_SUBJECT - id.length)}${id}`;
};

const body = (alerts: Alerts): string => {
  const kind = collectionKind(alerts);
  return [
    ...quoted(opening(alerts)),
    ...(kind === 'dates' ? [] : ['', ...paragraph(countWords(alerts).join(', '))]),
    ...rootLines(alerts),
    ...(uncheckedNote(alerts) === '' ? [] : paragraph(uncheckedNote(alerts))),
    ...section(LIST_TITLE[kind], listed(alerts)),
    ...section('WHAT TO DO', firstSteps(alerts).flatMap(quoted)),
    ...section('WHAT HAPPENS NEXT', paragraph(promise(alerts))),
    '',
    ...quoted(`${whyYou(alerts[0])} Incident ${incidentOf(alerts)}, schema ${alerts[0].schema}.`),
    ...paragraph(`Alert ${collectionId(alerts)}`),
    '',
    '',
  ].join('\n');
};

const rootLines = (alerts: Alerts): readonly string[] => {
  const root = rootOf(alerts);
  return root === undefined ? [] : quoted(rootLead(root));
};

const LIST_TITLE: Readonly<Record<CollectionKind, string>> = {
  started: 'NEEDS YOU',
  dates: 'NEEDS YOU',
  findings: 'WHAT WAS FOUND, THE WORST FIRST',
};

/** What came together, where, and when it was looked at. */
export const opening = (alerts: Alerts): string => {
  const place = placeOf(alerts[0]);
  const where = place ? ` in ${place.account}, ${place.region}` : '';
  const at = utc(asOf(alerts));
  switch (collectionKind(alerts)) {
    case 'started':
      return `Token Health is now ${gist(alerts)}${where}. First looked at ${at}.`;
    case 'dates':
      return `Token Health found ${gist(alerts)}${where} on ${at}.`;
    case 'findings':
      return `Token Health has ${alerts.length} findings about ${gist(alerts)}${where}, the last of ${at}.`;
  }
};

/** State, name and what is known of each that is named. */
export const itemsOf = (alerts: Alerts): readonly (readonly [state: string, name: string, fact: string])[] => {
  const ended = endedOf(alerts);
  const more = (alert: Alert): string =>
    collectionKind(alerts) === 'findings' ? `${ended(alert) ? ', over' : ''} [${ascii(alert.incident)}]` : '';
  return namedOf(alerts)
    .slice(0, MAX_LISTED)
    .map((alert) => [stateWord(alert), labelOf(alert), `${kindNameOf(alert)}: ${stateOf(alert)}${more(alert)}`]);
};

/** How many are not named for want of room. */
export const restOf = (alerts: Alerts): string => {
  const left = namedOf(alerts).length - MAX_LISTED;
  return left > 0 ? `and ${left} more` : '';
};

const COLUMN = 15;

const listed = (alerts: Alerts): readonly string[] => {
  const hang = ' '.repeat(COLUMN);
  const lines = itemsOf(alerts).flatMap(([state, name, fact]) => [
    ...wrap(ascii(name), WIDTH, state.padEnd(COLUMN), hang),
    ...paragraph(fact, hang),
  ]);
  return [...lines, ...(restOf(alerts) === '' ? [] : [restOf(alerts)])];
};

/** A list of first sights is read as a whole; dates are to be acted upon, mostly all of them in one way. */
export const firstSteps = (alerts: Alerts): readonly string[] => {
  if (collectionKind(alerts) === 'started') return [];
  const root = rootOf(alerts);
  const steps = [
    ...(root === undefined ? [] : [rootStep(root)]),
    ...needYou(alerts).flatMap((alert) => stepOf(alert) ?? []),
  ];
  return [...new Set(steps)].slice(0, MAX_STEPS);
};

const MAX_STEPS = 8;

const stepOf = (alert: Alert): string | undefined => {
  const [step] = stepsOf(alert);
  return step && `${kindNameOf(alert)}: ${[step.text, step.command].filter((part) => part).join(' ')}`;
};

const MANY_AT_ONCE =
  'They came within a minute or two, so they are one message. Of each you hear again when it is in order, or gets worse. The JSON message has the evidence and all steps of each.';

/** Names the thresholds where all of them share one ladder. */
export const promise = (alerts: Alerts): string => {
  const kind = collectionKind(alerts);
  if (kind === 'findings') return MANY_AT_ONCE;
  if (kind === 'dates')
    return 'Each is told again at its next threshold, and at once when it is refused. Once it has a new date, nothing more is said.';
  const ladders = new Set(alerts.map(({ nextThresholds }) => nextThresholds.map(threshold).join(', ')));
  const [only = ''] = ladders;
  const ahead = ladders.size === 1 && only !== '' ? ` (${only} ahead)` : '';
  const each = needYou(alerts).length > 0 ? 'These were found at the start, so no alert is sent for each. ' : '';
  const asked = alerts.some(({ diagnosis }) => diagnosis.unasked === undefined);
  return `${each}From now on you hear once per threshold${ahead}${asked ? ', and at once when a token is refused' : ''}.`;
};
