/** Control, bidirectional, zero-width and unassigned characters, line and paragraph separators. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/** Words from outside on one line of a terminal: nothing in them can move the cursor, hide, reorder or begin a line. */
export const plain = (text: string): string => text.replace(UNSAFE, ' ').trim();

export const width = (text: string): number => [...text].length;

export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));

/** At most `columns` characters, and says so where something was cut. */
export const cut = (text: string, columns: number, ellipsis: string): string => {
  if (width(text) <= columns) return text;
  return [...text].slice(0, Math.max(0, columns - width(ellipsis))).join('') + ellipsis;
};

/** Breaks between words only: a command or an address longer than a line stays whole, to be copied. */
export const wrap = (text: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};
