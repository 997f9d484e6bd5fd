import { plain, wrap } from '../../core/base/text.ts';

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
