const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const SPACES = /\s+/g;
/** Longer than any word of a sentence: it may be a token, or a part of one. */
const TOKEN_LIKE = /[A-Za-z0-9_\-.+/=~%]{24,}/g;

/**
 * Words of a stranger made fit for a table, a ticket or a terminal: no control or invisible characters, one line, at most
 * `max` characters. Escaping for HTML or Slack is still the writer's business.
 */
export const plainWords = (text: string, max: number): string => {
  const plain = text.slice(0, 4096).replace(INVISIBLE, ' ').replace(SPACES, ' ').trim();
  return plain.length > max ? `${plain.slice(0, max - 1)}…` : plain;
};

/** The same for sentences, where anything that could be a token is taken out as well. */
export const cleanWords = (text: string, max: number): string =>
  plainWords(text.slice(0, 4096).replace(TOKEN_LIKE, '[removed]'), max);
