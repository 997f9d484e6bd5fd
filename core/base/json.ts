export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Parses JSON without ever quoting the input: `JSON.parse` puts the text into its error message, and the text may be a
 * token. Undefined when it is not JSON.
 */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `a.b.c` or `a.0.c`, own properties only; `$` is the whole. */
export const at = (value: Json | undefined, path: string): Json | undefined => {
  if (path === '$') return value;
  let here: Json | undefined = value;
  for (const key of path.split('.')) here = child(here, key);
  return here;
};

const child = (here: Json | undefined, key: string): Json | undefined => {
  if (Array.isArray(here)) return /^\d{1,4}$/.test(key) ? here[Number(key)] : undefined;
  return isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
};
