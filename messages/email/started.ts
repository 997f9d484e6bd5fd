import { ascii, wrap } from '../../core/base/text.ts';
import { utc } from '../../core/base/time.ts';
import { whyYou } from '../words/facts.ts';
import { kindNameOf, MAX_SUBJECT, withFact } from '../words/headline.ts';
import { threshold } from '../words/next.ts';
import {
  type Alerts,
  asOf,
  collectionId,
  countWords,
  labelOf,
  needs,
  needYou,
  stateOf,
  uncheckedNote,
  watching,
} from '../words/started.ts';
import { placeOf } from '../words/where.ts';
import { type Email, paragraph, quoted, section, WIDTH } from './layout.ts';

/** More would hide what matters; the rest is counted. */
const MAX_LISTED = 50;

/** One message for all tokens of one owner that are seen for the first time. */
export const renderBaseline = (alerts: Alerts): Email => ({ subject: startedSubject(alerts), text: body(alerts) });

const startedSubject = (alerts: Alerts): string => {
  const id = ` [${alerts[0].incident}]`;
  return `${withFact(`STARTED: ${ascii(watching(alerts))}`, needs(alerts), MAX_SUBJECT - id.length)}${id}`;
};

const body = (alerts: Alerts): string => {
  const place = placeOf(alerts[0]);
  const where = place ? ` in ${place.account}, ${place.region}` : '';
  return [
    ...quoted(`Token Health is now ${watching(alerts)}${where}. First looked at ${utc(asOf(alerts))}.`),
    '',
    ...paragraph(countWords(alerts).join(', ')),
    ...(uncheckedNote(alerts) === '' ? [] : paragraph(uncheckedNote(alerts))),
    ...section('NEEDS YOU', listed(alerts)),
    ...section('WHAT HAPPENS NEXT', paragraph(promise(alerts))),
    '',
    ...quoted(`${whyYou(alerts[0])} Incident ${alerts[0].incident}, schema ${alerts[0].schema}.`),
    ...paragraph(`Alert ${collectionId(alerts)}`),
    '',
    '',
  ].join('\n');
};

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

/** Names the thresholds where all of them share one ladder. */
const promise = (alerts: Alerts): string => {
  const ladders = new Set(alerts.map(({ nextThresholds }) => nextThresholds.map(threshold).join(', ')));
  const [only = ''] = ladders;
  const ahead = ladders.size === 1 && only !== '' ? ` (${only} ahead)` : '';
  const each = needYou(alerts).length > 0 ? 'These were found at the start, so no alert is sent for each. ' : '';
  const asked = alerts.some(({ diagnosis }) => diagnosis.unasked === undefined);
  return `${each}From now on you hear once per threshold${ahead}${asked ? ', and at once when a token is refused' : ''}.`;
};
