import type { Alert } from '../../core/alert.ts';
import { ascii, wrap } from '../../core/words.ts';
import { renderBaseline } from './email-started.ts';
import { evidenceOf, factRows, identityLine, whyYou } from './facts.ts';
import { nameOf, subjectOf, wordOf } from './headline.ts';
import { commandLines, type Email, numbered, paragraph, section, table, WIDTH } from './layout.ts';
import { nextSentences, quietCommand } from './next.ts';
import { stepsOf, stepsTitle } from './steps.ts';
import { whereRows } from './where.ts';

/** Depends on the alerts alone: every time in it is relative to the alert, so a repeat reads byte for byte the same. */
export const renderEmail = (alerts: readonly [Alert, ...Alert[]]): Email => {
  const [alert, ...others] = alerts;
  return alert.kind === 'started' || others.length > 0
    ? renderBaseline(alerts)
    : { subject: subjectOf(alert), text: letter(alert) };
};

/** Ends with a blank line: SNS adds a footer of its own. */
const letter = (alert: Alert): string =>
  [
    ...wrap(ascii(nameOf(alert)), WIDTH, `${headlineWord(alert)}   `),
    ...paragraph(identityLine(alert)),
    '',
    ...table(factRows(alert)),
    ...section(stepsTitle(alert), numbered(stepsOf(alert))),
    ...section('EVIDENCE (safe to paste into a ticket)', evidence(alert)),
    ...section('WHAT HAPPENS NEXT', [...paragraph(nextSentences(alert).join(' ')), ...quiet(alert)]),
    ...section('WHERE', table(whereRows(alert))),
    ...paragraph(`${whyYou(alert)} Incident ${alert.incident}, schema ${alert.schema}.`),
    ...paragraph(`Alert ${alert.id}`),
    '',
    '',
  ].join('\n');

const headlineWord = (alert: Alert): string => (alert.kind === 'rejected' ? 'REJECTED NOW' : wordOf(alert));

/** A recovery needs no proof of what is over. */
const evidence = (alert: Alert): readonly string[] =>
  alert.kind === 'recovered' ? [] : evidenceOf(alert).flatMap((line) => paragraph(line));

const quiet = (alert: Alert): readonly string[] => {
  const command = quietCommand(alert);
  return command === undefined ? [] : ['Quiet until then:', ...commandLines(command, '  ')];
};
