import { plain, wrap } from '../../core/base/text.ts';
import type { DigestNotice } from '../../core/model/notice.ts';
import type { DigestLine } from '../digest/rows.ts';
import { type DigestPart, digestWords } from '../digest/words.ts';
import { headed, type Paint, row, type Style, WIDTH } from './lines.ts';

export const terminalDigest = (notice: DigestNotice, paint: Paint): readonly string[] => {
  const words = digestWords(notice);
  const { healthy, sections } = notice.digest;
  const style: Style = sections.now.count > 0 ? 'red' : sections.due.count > 0 ? 'yellow' : 'green';
  return [
    ...headed(words.word, words.top, style, paint),
    ...row('', words.sweeps),
    ...row('', words.well),
    ...words.parts.flatMap((part) => partLines(part)),
    ...(healthy > 0 || words.healthy !== '' ? ['', `HEALTHY (${healthy})`, ...row('', words.healthy)] : []),
    '',
    words.latelyTitle,
    ...row('', words.lately),
  ];
};

const partLines = ({ title, lines, rest }: DigestPart): readonly string[] => [
  '',
  title,
  ...lines.flatMap(lineText),
  ...row('', rest > 0 ? `and ${rest} more` : ''),
];

const lineText = ({ state, name, fact }: DigestLine): readonly string[] =>
  wrap(`${plain(name)}: ${plain(fact, 600)}`, WIDTH, `  ${state.padEnd(15)}`, ' '.repeat(17));
