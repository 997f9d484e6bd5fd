import { styleText } from 'node:util';
import type { Alert } from '../../core/alert.ts';
import { plain, wrap } from '../../core/words.ts';
import { type Alerts, countWords, labelOf, needYou, stateOf, watching } from './baseline.ts';
import { alertFact, causeLine } from './cause-words.ts';
import { kindNameOf, nameOf, wordOf } from './headline.ts';
import { nextSentences } from './next.ts';
import { stepsOf } from './steps.ts';

const WIDTH = 80;
const LABEL = 8;

type Style = 'red' | 'yellow' | 'green' | 'cyan';

/** Compact, at most 80 columns: headline, fact, cause, steps, what comes next. The word carries the meaning, colour helps. */
export const renderTerminal = (alerts: Alerts, { color }: { readonly color: boolean }): string => {
  const [alert, ...others] = alerts;
  const paint = (style: Style, text: string): string =>
    color ? styleText(['bold', style], text, { validateStream: false }) : text;
  const lines = alert.kind === 'started' || others.length > 0 ? started(alerts, paint) : single(alert, paint);
  return `${lines.join('\n')}\n`;
};

type Paint = (style: Style, text: string) => string;

const single = (alert: Alert, paint: Paint): readonly string[] => {
  const [first = '', ...rest] = wrap(`${nameOf(alert)} (${kindNameOf(alert)})`, WIDTH, `${wordOf(alert)}  `, '  ');
  const [next = ''] = nextSentences(alert);
  const cause = alert.kind === 'recovered' ? undefined : causeLine(alert.diagnosis);
  return [
    paint(STYLES[alert.kind], first.slice(0, wordOf(alert).length)) + first.slice(wordOf(alert).length),
    ...rest,
    ...(cause === undefined ? row('fact', alertFact(alert)) : row('cause', cause)),
    ...stepsOf(alert).flatMap(({ text, command }, index) =>
      row(index === 0 ? 'do' : '', `${index + 1}. ${[text, command].filter((part) => part).join(' ')}`),
    ),
    ...row('next', next),
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

const row = (label: string, text: string): readonly string[] =>
  text === '' ? [] : wrap(plain(text, 600), WIDTH, `  ${label.padEnd(LABEL - 2)}`, ' '.repeat(LABEL));

const started = (alerts: Alerts, paint: Paint): readonly string[] => [
  ...wrap(plain(watching(alerts)), WIDTH, `${paint('cyan', 'STARTED')}  `, '  '),
  ...row('', countWords(alerts).join(', ')),
  ...needYou(alerts).flatMap((alert) =>
    wrap(`${labelOf(alert)}: ${stateOf(alert)}`, WIDTH, `  ${alert.diagnosis.verdict.padEnd(14)}`, ' '.repeat(16)),
  ),
];
