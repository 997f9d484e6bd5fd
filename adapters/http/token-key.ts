import { createHash, randomBytes } from 'node:crypto';

declare const keyed: unique symbol;

/** Tells one token from another while the process lives. Says nothing of its value: the key was drawn at the start. */
export type TokenKey = string & { readonly [keyed]: true };

const KEY = randomBytes(32);

/**
 * Of all values of one request. They are fed one by one: no text is made that holds them together. The key goes in front: an
 * HMAC costs ten times as much for every request, and nothing made here leaves the process.
 */
export const tokenKey = (values: readonly string[]): TokenKey => {
  const hash = createHash('sha256').update(KEY);
  for (const value of values) hash.update(`${value.length}:`).update(value);
  return hash.digest('base64') as TokenKey;
};

/** Tokens of one origin that are remembered at once. Of more, the one that was heard of longest ago is forgotten. */
export const MOST_REMEMBERED = 1000;

export const remember = <T>(tokens: Map<TokenKey, T>, token: TokenKey, what: T): void => {
  tokens.delete(token);
  tokens.set(token, what);
  const [oldest] = tokens.keys();
  if (tokens.size > MOST_REMEMBERED && oldest !== undefined) tokens.delete(oldest);
};
