import type { Trouble } from '../../adapters/local/source.ts';
import { plain } from './plain.ts';
import { withoutTokens } from './without-tokens.ts';

/** `error: ` what could not be done, then why and what to do. Never a stack, never a value. */
export const errorText = ({ what, why, remedy }: Trouble): string =>
  [
    `error: ${withoutTokens(plain(what))}`,
    ...(why === undefined ? [] : [`  why   ${plain(why)}`]),
    `  do    ${plain(remedy)}`,
  ].join('\n');
