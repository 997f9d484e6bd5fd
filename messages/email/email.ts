import { ascii, wrap } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isNotice, type Notice, type Telling } from '../../core/model/notice.ts';
import { changeRows, supportLines } from '../words/change.ts';
import { isCollection } from '../words/collection.ts';
import { factRows } from '../words/fact-rows.ts';
import { evidenceOf, identityLine, whyYou } from '../words/facts.ts';
import { nameOf, subjectOf, wordOf } from '../words/headline.ts';
import { nextSentences, quiet } from '../words/next.ts';
import { stepsOf, stepsTitle } from '../words/steps.ts';
import { whereRows } from '../words/where.ts';
import { renderCollection } from './collection.ts';
import { digestEmail } from './digest.ts';
import { goneEmail } from './gone.ts';
import { commandLines, type Email, numbered, paragraph, quoted, section, table, WIDTH } from './layout.ts';
import { outageEmail } from './outage.ts';
import { quietEmail } from './quiet.ts';
import { subscribersEmail } from './subscribers.ts';
import { toldEmail } from './told.ts';

/** Depends on the alerts alone: every time in it is relative to the alert, so a repeat reads byte for byte the same. */
export const renderEmail = (telling: Telling): Email => {
  if (isNotice(telling)) return noticeEmail(telling[0]);
  const [alert] = telling;
  return isCollection(telling) ? renderCollection(telling) : { subject: subjectOf(alert), text: letter(alert) };
};

const noticeEmail = (notice: Notice): Email => {
  switch (notice.kind) {
    case 'outage':
      return outageEmail(notice);
    case 'gone':
      return goneEmail(notice);
    case 'subscribers':
      return subscribersEmail(notice);
    case 'acknowledged':
      return quietEmail(notice);
    case 'digest':
      return digestEmail(notice);
    case 'test':
    case 'channel':
      return toldEmail(notice);
  }
};

/** Ends with a blank line: SNS adds a footer of its own. */
const letter = (alert: Alert): string =>
  [
    ...wrap(ascii(nameOf(alert)), WIDTH, `${headlineWord(alert)}   `, '  '),
    ...quoted(identityLine(alert)),
    '',
    ...table(factRows(alert)),
    ...section(stepsTitle(alert), numbered(stepsOf(alert))),
    ...section('WHAT CHANGED', table(changeRows(alert))),
    ...section('EVIDENCE (safe to paste into a ticket)', ticketLines(alert).flatMap(quoted)),
    ...section('WHAT HAPPENS NEXT', [...paragraph(nextSentences(alert).join(' ')), ...quietLines(alert)]),
    ...section('WHERE', table(whereRows(alert))),
    ...quoted(`${whyYou(alert)} Incident ${alert.incident}, schema ${alert.schema}.`),
    ...wrap(ascii(alert.id), WIDTH, 'Alert '),
    '',
    '',
  ].join('\n');

const headlineWord = (alert: Alert): string => (alert.kind === 'rejected' ? 'REJECTED NOW' : wordOf(alert));

/** A recovery needs no proof of what is over, nor a date of the request that went well. */
export const ticketLines = (alert: Alert): readonly string[] => {
  const { exchange } = alert.diagnosis;
  const lines = [...evidenceOf(alert), ...supportLines(alert)];
  const nothingNew = isDated(alert.kind) && lines.every((line) => line.startsWith(exchange?.request ?? ' '));
  return alert.kind === 'recovered' || nothingNew ? [] : lines;
};

const isDated = (kind: Alert['kind']): boolean => kind === 'expiring' || kind === 'rotate-by' || kind === 'overdue';

const quietLines = (alert: Alert): readonly string[] => {
  const found = quiet(alert);
  return found === undefined ? [] : [`Quiet until ${found.until}:`, ...commandLines(found.command, '  ')];
};
