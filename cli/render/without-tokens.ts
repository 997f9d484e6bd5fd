import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { hasTokenShape } from '../commands/token-shape.ts';

/** Letters of both cases and digits in one long word: nobody names a file so. */
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[^/\\]{20,}$/;

const REDACTED = '[redacted]';

/** Words of the command line with everything left out that may be a token: it was typed in the wrong place. */
export const withoutTokens = (text: string): string =>
  text.replace(/[^\s"'=,]{16,}/g, (word) =>
    mayBeToken(word)
      ? REDACTED
      : word.replace(/[^/\\@:?&#]{16,}/g, (part) => (isSecretPart(part, word) ? REDACTED : part)),
  );

const mayBeToken = (word: string): boolean => RANDOM.test(word) || hasTokenShape(word, REGISTRY);

/** A folder may have a name that looks random; a part of an address may not. */
const isSecretPart = (part: string, word: string): boolean =>
  word.includes('://') ? mayBeToken(part) : hasTokenShape(part, REGISTRY);
