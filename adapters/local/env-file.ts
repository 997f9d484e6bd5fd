import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Instant } from '../../core/base/time.ts';
import { parseDotenv } from './dotenv.ts';
import type { Environment } from './expand.ts';
import { localToken, type Sourced, type Trouble, troubled, type Version } from './source.ts';

const MAX_BYTES = 1024 * 1024;

/** Every variable of a .env file, with others filled in: also those of `env`. Which of them are tokens is not decided here. */
export const readEnvFile = async (file: string, version: Version, env: Environment = {}): Promise<Sourced> => {
  const read = await readText(file);
  if ('what' in read) return troubled(read);
  const { text, changedAt } = read;
  const scope = `file:${resolve(file)}`;
  const tokens = parseDotenv(text, env).map((variable) =>
    localToken({ ...variable, scope, where: `${file} line ${variable.line}`, changedAt }, version),
  );
  return { tokens, troubles: [] };
};

type Read = { readonly text: string; readonly changedAt: Instant };

const readText = async (file: string): Promise<Read | Trouble> => {
  try {
    const { size, mtimeMs } = await stat(file);
    if (size > MAX_BYTES)
      return { what: `cannot read ${file}`, why: 'it is larger than 1 MiB', remedy: 'name a .env file' };
    return { text: decode(await readFile(file)), changedAt: Math.floor(mtimeMs) };
  } catch (error) {
    return unreadable(file, Object(error).code);
  }
};

/** Bytes that are no UTF-8 become U+FFFD, which lint names where one is in a token. */
const decode = (bytes: Buffer): string => new TextDecoder(encodingOf(bytes)).decode(bytes);

/** Of a file, by its first bytes: Windows PowerShell writes UTF-16 with `>`. */
export const encodingOf = ([first, second]: Buffer): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'its rights forbid it',
  EISDIR: 'it is a folder',
};

const unreadable = (file: string, code: unknown): Trouble => ({
  what: `cannot read ${file}`,
  why: REASONS[String(code)] ?? `the system says ${code}`,
  remedy: 'name the file, or use --env NAME or --stdin: token-health check --help',
});
