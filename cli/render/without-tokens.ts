import { REGISTRY } from '../../providers/index.ts';
import { hasTokenShape } from '../commands/token-shape.ts';

/** Letters of both cases and digits in one long word: nobody names a file so. */
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[^/\\]{20,}$/;

/** Words of the command line with everything left out that may be a token: it was typed in the wrong place. */
export const withoutTokens = (text: string): string =>
  text.replace(/[^\s"'=,]{16,}/g, (word) => (RANDOM.test(word) || hasTokenShape(word, REGISTRY) ? '[redacted]' : word));
