import { styleText } from 'node:util';
import { plain, wrap } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Telling } from '../../core/model/notice.ts';
import { alertFact, causeLine } from '../words/cause.ts';
import {
  type Alerts,
  collectionKind,
  countWords,
  endedOf,
  isCollection,
  labelOf,
  namedOf,
  sorted,
  stateOf,
  stateWord,
} from '../words/collection.ts';
import { CAME_BACK, FLAPPING_NEXT, flappingFact } from '../words/flapping.ts';
import { collectionWord, gist, uncheckedNote } from '../words/gist.ts';
import { kindNameOf, nameOf, wordOf } from '../words/headline.ts';
import { nextSentences } from '../words/next.ts';
import { stepsOf } from '../words/steps.ts';
import { headed, type Paint, row, type Style, WIDTH } from './lines.ts';
import { terminalNotice } from './notice.ts';

/** Compact, at most 80 columns: headline, fact, cause, steps, what comes next. The word carries the meaning, colour helps. */
export const renderTerminal = (telling: Telling, { color }: { readonly color: boolean }): string => {
  const paint: Paint = (style, text) => (color ? styleText(['bold', style], text, { validateStream: false }) : text);
  return `${linesOf(telling, paint).join('\n')}\n`;
};

const linesOf = (telling: Telling, paint: Paint): readonly string[] => {
  if (isNotice(telling)) return terminalNotice(telling[0], paint);
  return isCollection(telling) ? collection(telling, paint) : single(telling[0], paint);
};

const single = (alert: Alert, paint: Paint): readonly string[] => {
  const flaps = flappingFact(alert);
  const next = nextSentences(alert).slice(0, flaps === undefined ? 1 : FLAPPING_NEXT.length);
  const cause = alert.kind === 'recovered' ? undefined : causeLine(alert.diagnosis);
  return [
    ...headed(wordOf(alert), `${nameOf(alert)} (${kindNameOf(alert)})`, STYLES[alert.kind], paint),
    ...(cause === undefined ? row('fact', alertFact(alert)) : row('cause', cause)),
    ...row('again', flaps === undefined ? '' : CAME_BACK),
    ...stepsOf(alert).flatMap(({ text, command }, index) =>
      row(index === 0 ? 'do' : '', `${index + 1}. ${[text, command].filter((part) => part).join(' ')}`),
    ),
    ...row('next', next.join(' ')),
    ...row('id', alert.incident),
  ];
};

const STYLES: Readonly<Record<Alert['kind'], Style>> = {
  expiring: 'yellow',
  'rotate-by': 'yellow',
  overdue: 'yellow',
  degraded: 'yellow',
  expired: 'red',
  rejected: 'red',
  misconfigured: 'red',
  recovered: 'green',
  started: 'cyan',
};

const over = (alert: Alert, alerts: Alerts): string => (endedOf(alerts)(alert) ? ', over' : '');

const collection = (alerts: Alerts, paint: Paint): readonly string[] => [
  ...wrap(plain(gist(alerts)), WIDTH, `${paint(STYLES[sorted(alerts)[0].kind], collectionWord(alerts))}  `, '  '),
  ...row('', collectionKind(alerts) === 'dates' ? '' : countWords(alerts).join(', ')),
  ...row('', uncheckedNote(alerts)),
  ...namedOf(alerts).flatMap((alert) =>
    wrap(
      `${labelOf(alert)}: ${stateOf(alert)}${over(alert, alerts)}`,
      WIDTH,
      `  ${stateWord(alert).padEnd(14)}`,
      ' '.repeat(16),
    ),
  ),
];
