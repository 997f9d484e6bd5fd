import { type Instant, utc } from '../../core/base/time.ts';
import type { Diagnosis } from '../../core/model/diagnosis.ts';
import { userAgentOf } from '../../providers/provider.ts';
import { field, lineWidth, numbered } from './fields.ts';
import { plain, width, wrap } from './plain.ts';
import { issuerOf, labelOf, type Shown } from './shown.ts';
import { snoozeWords } from './snooze.ts';
import { type Look, TONES } from './style.ts';
import { lastAcceptedAt, refusedSince } from './support.ts';
import { dateLine, sentence } from './words.ts';

/**
 * Everything about one finding: what was seen, its date, what to do, where to read, and what a support desk asks for. A token that
 * nobody can be asked about, and of which nothing is wrong, has a note only: there is nothing to mend and nobody to write to.
 */
export const section = (shown: Shown, look: Look, now: Instant): readonly string[] => {
  const { verdict, evidence, remedy, settle, docsUrl, unasked } = shown.diagnosis;
  const date = dateLine(shown.diagnosis, now);
  const snoozed = snoozeWords(shown, now);
  const note = [
    ...heading(shown, look, now),
    ...field('saw', evidence, look),
    ...(date === undefined ? [] : field(date[0], [date[1]], look)),
    ...(snoozed === undefined ? [] : field('snoozed', [snoozed], look)),
  ];
  if (verdict === 'unchecked') return note;
  return [
    ...note,
    ...field('do', numbered(remedy), look),
    ...field('settle', settle === undefined ? [] : [settle], look),
    ...field('docs', [docsUrl], look),
    ...(unasked === undefined ? field('support', supportLines(shown), look) : []),
  ];
};

const heading = (shown: Shown, look: Look, now: Instant): readonly string[] => {
  const { verdict, confidence } = shown.diagnosis;
  const sure = verdict === 'indeterminate' || verdict === 'unchecked' ? '' : ` (${confidence})`;
  const title = `${labelOf(shown)} ${plain(sentence(shown.diagnosis, issuerOf(shown), now))}${sure}`;
  const mark = look.mark(verdict);
  const lines = wrap(title, lineWidth(look) - width(mark) - 1);
  const place = plain(shown.where);
  const room = lineWidth(look) - width(mark) - 1 - width(lines.at(-1) ?? '') - width(place);
  const placed = room >= 2 ? ' '.repeat(room) + place : `\n${' '.repeat(width(mark) + 1)}${place}`;
  return [`${look.paint(TONES[verdict], mark)} ${look.bold(lines.join(`\n${' '.repeat(width(mark) + 1)}`))}${placed}`];
};

const supportLines = ({ record, kind, diagnosis: { exchange } }: Shown): readonly string[] => {
  const [accepted, since] = [lastAcceptedAt(record), refusedSince(record)];
  return [
    `first seen ${utc(record.firstSeenAt)}`,
    `last accepted ${accepted === undefined ? 'never' : utc(accepted)}`,
    ...(since === undefined ? [] : [`refused since ${utc(since)}`]),
    ...(exchange === undefined ? [] : [exchange.request, answer(exchange)]),
    ...(exchange === undefined || kind === undefined ? [] : [`asked as ${userAgentOf(kind.kind)}`]),
  ];
};

const answer = ({ status, code, requestId, at }: NonNullable<Diagnosis['exchange']>): string =>
  [
    `answered ${status} on ${utc(at)}`,
    ...(code === undefined ? [] : [`code ${code}`]),
    `request id ${requestId ?? 'not given'}`,
  ].join(', ');
