/** `/…/` or `/…/i` in two; undefined for any other text. */
export const slashedParts = (text: string): { readonly source: string; readonly flags: string } | undefined => {
  const [, source, flags = ''] = /^\/(.+)\/(i?)$/s.exec(text) ?? [];
  return source === undefined ? undefined : { source, flags };
};

/** The regular expression that `/…/i` stands for; undefined for any other text. */
export const patternOf = (text: string): RegExp | undefined => {
  const parts = slashedParts(text);
  return parts && compiled(parts.source, parts.flags);
};

export const compiled = (source: string, flags?: string): RegExp | undefined => {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
};
