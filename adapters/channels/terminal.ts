import { styleText } from 'node:util';
import type { Alert } from '../../core/alert.ts';
import { isOutage, type Telling } from '../../core/notice.ts';
import { plain, wrap } from '../../core/words.ts';
import { type Alerts, countWords, labelOf, needYou, stateOf, watching } from './baseline.ts';
import { alertFact, causeLine } from './cause-words.ts';
import { CAME_BACK, FLAPPING_NEXT, flappingFact } from './flapping.ts';
import { kindNameOf, nameOf, wordOf } from './headline.ts';
import { nextSentences } from './next.ts';
import { stepsOf } from './steps.ts';
import { terminalOutage } from './terminal-outage.ts';
import { headed, type Paint, row, type Style, WIDTH } from './terminal-rows.ts';

/** Compact, at most 80 columns: headline, fact, cause, steps, what comes next. The word carries the meaning, colour helps. */
export const renderTerminal = (telling: Telling, { color }: { readonly color: boolean }): string => {
  const paint: Paint = (style, text) => (color ? styleText(['bold', style], text, { validateStream: false }) : text);
  return `${linesOf(telling, paint).join('\n')}\n`;
};

const linesOf = (telling: Telling, paint: Paint): readonly string[] => {
  if (isOutage(telling)) return terminalOutage(telling[0], paint);
  const [alert, ...others] = telling;
  return alert.kind === 'started' || others.length > 0 ? started(telling, paint) : single(alert, paint);
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

const started = (alerts: Alerts, paint: Paint): readonly string[] => [
  ...wrap(plain(watching(alerts)), WIDTH, `${paint('cyan', 'STARTED')}  `, '  '),
  ...row('', countWords(alerts).join(', ')),
  ...needYou(alerts).flatMap((alert) =>
    wrap(`${labelOf(alert)}: ${stateOf(alert)}`, WIDTH, `  ${alert.diagnosis.verdict.padEnd(14)}`, ' '.repeat(16)),
  ),
];
