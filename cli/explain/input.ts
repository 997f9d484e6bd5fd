import { readFileSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { encodingOf } from '../../adapters/local/env-file.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { MOST } from '../../core/explain/paste.ts';

/** The text to explain, or why there is none. `cut`: only its end was read. */
export type Input = { readonly text: string; readonly cut?: true } | { readonly trouble: Trouble };

const HOW = 'token-health explain "TEXT", a program | token-health explain, or token-health explain --file FILE';

/** By argument, from a file, or from standard input. */
export const readInput = async (words: readonly string[], file: string | undefined): Promise<Input> => {
  if (file !== undefined) return fromFile(file);
  const given = words.join(' ');
  if (given !== '' && given !== '-') return words.length === 1 && isFile(given) ? fromFile(given) : filled(given);
  if (process.stdin.isTTY) return { trouble: { what: 'there is no text to explain', remedy: HOW } };
  return filled(await text(process.stdin));
};

/** A text of more lines is no name of a file. */
const isFile = (name: string): boolean => {
  if (name.length > 400 || /[\n"{]/.test(name)) return false;
  try {
    return statSync(name).isFile();
  } catch {
    return false;
  }
};

const fromFile = (file: string): Input => {
  try {
    return filled(decode(readFileSync(file)));
  } catch (error) {
    const why = `the system says ${Object(error).code ?? 'nothing more'}`;
    return { trouble: { what: `cannot read ${file}`, why, remedy: 'name a file of text, or pipe it in' } };
  }
};

const decode = (bytes: Buffer): string => new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(-4 * MOST));

const filled = (given: string): Input =>
  given.trim() === ''
    ? { trouble: { what: 'the text to explain is empty', remedy: HOW } }
    : { text: given, ...(given.length > MOST && { cut: true }) };
