import { encodeBase64 } from '../../core/base/base64.ts';
import { plain } from '../../core/base/text.ts';

/** Somebody's address, with the name that a reader is shown. */
export type Mailbox = { readonly name?: string; readonly address: string };

/** Columns that a line of the header should have at most; 998 are the limit (RFC 5322 section 2.1.1). */
const WIDTH = 76;

/** `Name: value` in ASCII on as many lines as it takes: a break is put only where one space stood, so a reader sees the value as it was. */
export const field = (name: string, value: string): string => {
  const rows: string[] = [];
  let row = `${name}:`;
  for (const word of tokens(value)) {
    if (row.length + 1 + word.length > WIDTH && row !== `${name}:`) {
      rows.push(row);
      row = '';
    }
    row += ` ${word}`;
  }
  return [...rows, row].join('\r\n');
};

/** No line break and no control gets into a header, whoever wrote the value; a word that no line can hold is cut. */
const tokens = (value: string): readonly string[] =>
  plain(value, 16_384)
    .split(' ')
    .map((word) => word.replace(/[^!-~]/g, '?').slice(0, 900));

/** `"Token Health" <alerts@example.org>`; a name outside ASCII as encoded words. */
export const mailbox = ({ name, address }: Mailbox): string => {
  const shown = plain(name ?? '', 100);
  if (shown === '') return address;
  return `${/^[ -~]*$/.test(shown) ? `"${shown.replace(/["\\]/g, '\\$&')}"` : encodedWords(shown)} <${address}>`;
};

/** Of letters that each fit one word: an encoded word has at most 75 characters, and none holds a part of one (RFC 2047 section 2). */
const LETTERS = 10;

const encodedWords = (text: string): string =>
  [...Array(Math.ceil([...text].length / LETTERS)).keys()]
    .map((n) => [...text].slice(n * LETTERS, (n + 1) * LETTERS).join(''))
    .map((part) => `=?UTF-8?B?${encodeBase64(part)}?=`)
    .join(' ');
