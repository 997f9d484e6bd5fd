import { unwrapped } from '../../core/lint.ts';
import { detect } from '../../providers/detect.ts';
import { REGISTRY } from '../../providers/index.ts';

/** Words of the command line with everything left out that has the shape of a token: it was typed in the wrong place. */
export const withoutTokens = (text: string): string =>
  text.replace(/[^\s"'=]{16,}/g, (word) =>
    [word, unwrapped(word)].some((part) => detect(part, REGISTRY).is !== 'none') ? '[redacted]' : word,
  );
