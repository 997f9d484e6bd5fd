import { ascii, wrap } from '../../core/base/text.ts';
import type { DigestNotice } from '../../core/model/notice.ts';
import type { DigestLine } from '../digest/rows.ts';
import { type DigestPart, digestSubject, digestWords } from '../digest/words.ts';
import { type Email, paragraph, quoted, section, WIDTH } from './layout.ts';

export const digestEmail = (notice: DigestNotice): Email => {
  const words = digestWords(notice);
  const { healthy } = notice.digest;
  return {
    subject: digestSubject(notice),
    text: [
      ...quoted(words.top),
      ...(words.sweeps === '' ? [] : paragraph(words.sweeps)),
      ...(words.well === '' ? [] : ['', words.well]),
      ...words.parts.flatMap(partLines),
      ...section(`HEALTHY (${healthy})`, words.healthy === '' ? [] : quoted(capital(words.healthy))),
      ...section(words.latelyTitle, paragraph(words.lately)),
      ...section('WHAT HAPPENS NEXT', paragraph(words.next)),
      '',
      ...quoted(`${words.whyYou} Incident ${notice.incident}, schema ${notice.schema}.`),
      ...wrap(ascii(notice.id), WIDTH, 'Alert '),
      '',
      '',
    ].join('\n'),
  };
};

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const partLines = ({ title, lines, rest }: DigestPart): readonly string[] =>
  section(title, [
    ...lines.flatMap(rowLines),
    ...(rest > 0 ? [`and ${rest} more: see the JSON, or token-health digest`] : []),
  ]);

const STATE = 15;
const NAME = 24;

/** The name in a column of its own; a longer one on a line of its own. */
const rowLines = ({ state, name, fact }: DigestLine): readonly string[] => {
  const head = state.padEnd(STATE);
  const hang = ' '.repeat(STATE);
  const label = ascii(name);
  if (label.length < NAME) return wrap(ascii(fact), WIDTH, `${head}${label.padEnd(NAME)}`, ' '.repeat(STATE + NAME));
  return [...wrap(label, WIDTH, head, hang), ...wrap(ascii(fact), WIDTH, hang, hang)];
};
