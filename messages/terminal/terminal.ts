import { styleText } from 'node:util';
import { plain, wrap } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { type GoneNotice, isGone, isOutage, type OutageNotice, type Telling } from '../../core/model/notice.ts';
import { GONE_WORD, goneWords } from '../gone/words.ts';
import { OUTAGE_WORD, outageWords } from '../outage/headline.ts';
import { hostOf, issuerOf, stepsWithPage } from '../outage/words.ts';
import { alertFact, causeLine } from '../words/cause.ts';
import {
  type Alerts,
  collectionWord,
  countWords,
  gist,
  isCollection,
  labelOf,
  needYou,
  stateOf,
  uncheckedNote,
} from '../words/collection.ts';
import { CAME_BACK, FLAPPING_NEXT, flappingFact } from '../words/flapping.ts';
import { kindNameOf, nameOf, wordOf } from '../words/headline.ts';
import { nextSentences } from '../words/next.ts';
import { stepsOf } from '../words/steps.ts';

/** Columns. */
export const WIDTH = 80;
const LABEL = 8;

export type Style = 'red' | 'yellow' | 'green' | 'cyan';

export type Paint = (style: Style, text: string) => string;

/** The word in its colour, then the name; the word carries the meaning. */
export const headed = (word: string, name: string, style: Style, paint: Paint): readonly string[] => {
  const [first = '', ...rest] = wrap(name, WIDTH, `${word}  `, '  ');
  return [paint(style, first.slice(0, word.length)) + first.slice(word.length), ...rest];
};

/** Nothing at all when there is no text. */
export const row = (label: string, text: string): readonly string[] =>
  text === '' ? [] : wrap(plain(text, 600), WIDTH, `  ${label.padEnd(LABEL - 2)}`, ' '.repeat(LABEL));

export const terminalOutage = (notice: OutageNotice, paint: Paint): readonly string[] => {
  const words = outageWords(notice);
  return [
    ...headed(OUTAGE_WORD, `${issuerOf(notice)} (${hostOf(notice)})`, 'yellow', paint),
    ...row('fact', `${words.gist}; none is judged dead`),
    ...row('cause', words.cause),
    ...row('seen', words.evidence[0] ?? ''),
    ...stepsWithPage(notice, words).flatMap((step, index) => row(index === 0 ? 'do' : '', step)),
    ...row('next', words.next.join(' ')),
    ...row('id', notice.incident),
  ];
};

const terminalGone = (notice: GoneNotice, paint: Paint): readonly string[] => {
  const words = goneWords(notice);
  return [
    ...headed(GONE_WORD, words.what, 'yellow', paint),
    ...row('fact', words.fact),
    ...[...words.named, words.rest].flatMap((line) => row('', line)),
    ...words.steps.flatMap(({ text, command }, index) =>
      row(index === 0 ? 'do' : '', `${index + 1}. ${[text, command].filter((part) => part).join(' ')}`),
    ),
    ...row('next', words.next.join(' ')),
    ...row('id', notice.incident),
  ];
};

/** Compact, at most 80 columns: headline, fact, cause, steps, what comes next. The word carries the meaning, colour helps. */
export const renderTerminal = (telling: Telling, { color }: { readonly color: boolean }): string => {
  const paint: Paint = (style, text) => (color ? styleText(['bold', style], text, { validateStream: false }) : text);
  return `${linesOf(telling, paint).join('\n')}\n`;
};

const linesOf = (telling: Telling, paint: Paint): readonly string[] => {
  if (isOutage(telling)) return terminalOutage(telling[0], paint);
  if (isGone(telling)) return terminalGone(telling[0], paint);
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

const collection = (alerts: Alerts, paint: Paint): readonly string[] => [
  ...wrap(plain(gist(alerts)), WIDTH, `${paint(STYLES[alerts[0].kind], collectionWord(alerts))}  `, '  '),
  ...row('', alerts[0].kind === 'started' ? countWords(alerts).join(', ') : ''),
  ...row('', uncheckedNote(alerts)),
  ...needYou(alerts).flatMap((alert) =>
    wrap(`${labelOf(alert)}: ${stateOf(alert)}`, WIDTH, `  ${alert.diagnosis.verdict.padEnd(14)}`, ' '.repeat(16)),
  ),
];
