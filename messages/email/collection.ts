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
  const place = placeOf(alerts[0]);
  const where = place ? ` in ${place.account}, ${place.region}` : '';
  const kind = collectionKind(alerts);
  return [
    ...quoted(opening(alerts, where)),
    ...(kind === 'dates' ? [] : ['', ...paragraph(countWords(alerts).join(', '))]),
    ...rootLines(alerts),
    ...(uncheckedNote(alerts) === '' ? [] : paragraph(uncheckedNote(alerts))),
    ...section(LIST_TITLE[kind], listed(alerts)),
    ...section('WHAT TO DO', firstSteps(alerts)),
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

const opening = (alerts: Alerts, where: string): string => {
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

const COLUMN = 15;

const listed = (alerts: Alerts): readonly string[] => {
  const due = namedOf(alerts);
  const hang = ' '.repeat(COLUMN);
  const ended = endedOf(alerts);
  const more = (alert: Alert): string =>
    collectionKind(alerts) === 'findings' ? `${ended(alert) ? ', over' : ''} [${ascii(alert.incident)}]` : '';
  const lines = due
    .slice(0, MAX_LISTED)
    .flatMap((alert) => [
      ...wrap(ascii(labelOf(alert)), WIDTH, stateWord(alert).padEnd(COLUMN), hang),
      ...paragraph(`${kindNameOf(alert)}: ${stateOf(alert)}${more(alert)}`, hang),
    ]);
  return due.length > MAX_LISTED ? [...lines, `and ${due.length - MAX_LISTED} more`] : lines;
};

/** A list of first sights is read as a whole; dates are to be acted upon, mostly all of them in one way. */
const firstSteps = (alerts: Alerts): readonly string[] => {
  if (collectionKind(alerts) === 'started') return [];
  const root = rootOf(alerts);
  const steps = [
    ...(root === undefined ? [] : [rootStep(root)]),
    ...needYou(alerts).flatMap((alert) => stepOf(alert) ?? []),
  ];
  return [...new Set(steps)].slice(0, MAX_STEPS).flatMap(quoted);
};

const MAX_STEPS = 8;

const stepOf = (alert: Alert): string | undefined => {
  const [step] = stepsOf(alert);
  return step && `${kindNameOf(alert)}: ${[step.text, step.command].filter((part) => part).join(' ')}`;
};

const MANY_AT_ONCE =
  'They came within a minute or two, so they are one message. Of each you hear again when it is in order, or gets worse. The JSON message has the evidence and all steps of each.';

/** Names the thresholds where all of them share one ladder. */
const promise = (alerts: Alerts): string => {
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
