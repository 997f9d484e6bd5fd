import { ascii, wrap } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import {
  type Alerts,
  asOf,
  collectionId,
  collectionWord,
  countWords,
  gist,
  gistFact,
  incidentOf,
  labelOf,
  needYou,
  sorted,
  stateOf,
  uncheckedNote,
} from '../words/collection.ts';
import { whyYou } from '../words/facts.ts';
import { kindNameOf, MAX_SUBJECT, withFact } from '../words/headline.ts';
import { threshold } from '../words/next.ts';
import { stepsOf } from '../words/steps.ts';
import { placeOf } from '../words/where.ts';
import { type Email, paragraph, quoted, section, WIDTH } from './layout.ts';

/** More would hide what matters; the rest is counted. */
const MAX_LISTED = 50;

/** One message for all tokens of one owner that are seen for the first time, or that come near their dates. */
export const renderCollection = (alerts: Alerts): Email => ({ subject: subject(alerts), text: body(alerts) });

const subject = (alerts: Alerts): string => {
  const id = ` [${incidentOf(alerts)}]`;
  const head = `${collectionWord(alerts)}: ${ascii(gist(alerts))}`;
  return `${withFact(head, ascii(gistFact(alerts)), MAX_SUBJECT - id.length)}${id}`;
};

const body = (alerts: Alerts): string => {
  const place = placeOf(alerts[0]);
  const where = place ? ` in ${place.account}, ${place.region}` : '';
  return [
    ...quoted(opening(alerts, where)),
    ...(alerts[0].kind === 'started' ? ['', ...paragraph(countWords(alerts).join(', '))] : []),
    ...(uncheckedNote(alerts) === '' ? [] : paragraph(uncheckedNote(alerts))),
    ...section('NEEDS YOU', listed(alerts)),
    ...section('WHAT TO DO', firstSteps(alerts)),
    ...section('WHAT HAPPENS NEXT', paragraph(promise(alerts))),
    '',
    ...quoted(`${whyYou(alerts[0])} Incident ${incidentOf(alerts)}, schema ${alerts[0].schema}.`),
    ...paragraph(`Alert ${collectionId(alerts)}`),
    '',
    '',
  ].join('\n');
};

const opening = (alerts: Alerts, where: string): string =>
  alerts[0].kind === 'started'
    ? `Token Health is now ${gist(alerts)}${where}. First looked at ${utc(asOf(alerts))}.`
    : `Token Health found ${gist(alerts)}${where} on ${utc(asOf(alerts))}.`;

const COLUMN = 15;

const listed = (alerts: Alerts): readonly string[] => {
  const due = needYou(alerts);
  const hang = ' '.repeat(COLUMN);
  const lines = due
    .slice(0, MAX_LISTED)
    .flatMap((alert) => [
      ...wrap(ascii(labelOf(alert)), WIDTH, alert.diagnosis.verdict.padEnd(COLUMN), hang),
      ...paragraph(`${kindNameOf(alert)}: ${stateOf(alert)}`, hang),
    ]);
  return due.length > MAX_LISTED ? [...lines, `and ${due.length - MAX_LISTED} more`] : lines;
};

/** A list of first sights is read as a whole; dates are to be acted upon, mostly all of them in one way. */
const firstSteps = (alerts: Alerts): readonly string[] => {
  if (alerts[0].kind === 'started') return [];
  const steps = sorted(alerts).flatMap((alert) => stepOf(alert) ?? []);
  return [...new Set(steps)].slice(0, MAX_STEPS).flatMap(quoted);
};

const MAX_STEPS = 8;

const stepOf = (alert: Alert): string | undefined => {
  const [step] = stepsOf(alert);
  return step && `${kindNameOf(alert)}: ${[step.text, step.command].filter((part) => part).join(' ')}`;
};

/** Names the thresholds where all of them share one ladder. */
const promise = (alerts: Alerts): string => {
  if (alerts[0].kind !== 'started')
    return 'Each is told again at its next threshold, and at once when it is refused. Once it has a new date, nothing more is said.';
  const ladders = new Set(alerts.map(({ nextThresholds }) => nextThresholds.map(threshold).join(', ')));
  const [only = ''] = ladders;
  const ahead = ladders.size === 1 && only !== '' ? ` (${only} ahead)` : '';
  const each = needYou(alerts).length > 0 ? 'These were found at the start, so no alert is sent for each. ' : '';
  const asked = alerts.some(({ diagnosis }) => diagnosis.unasked === undefined);
  return `${each}From now on you hear once per threshold${ahead}${asked ? ', and at once when a token is refused' : ''}.`;
};
