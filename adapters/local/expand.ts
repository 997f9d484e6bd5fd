/** One value as it stands in the file; `literal` in single quotes, where nothing is filled in. */
export type Raw = { readonly value: string; readonly literal: boolean };

/** What the process itself knows. A name of the file wins over it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `\$`, `${NAME}`, `${NAME-default}`, `${NAME:-default}`, `$NAME`. */
const PART = /\\\$|\$\{([A-Za-z_]\w*)(?:(:?-)([^{}]*))?\}|\$([A-Za-z_]\w*)/g;

/**
 * The values of a file with the variables in them filled in, as compose and dotenv-expand do: from the file, else from the environment. Where
 * one name is known to neither, the whole value stays as it is written: plain dotenv reads it so, and a token may hold a `$`.
 */
export const expand = (raw: ReadonlyMap<string, Raw>, env: Environment): ReadonlyMap<string, string> =>
  new Map([...raw].map(([name, one]) => [name, filled(one, raw, env, new Set([name])) ?? one.value]));

/** Undefined when a name is unknown, or leads back to itself. */
const filled = (
  { value, literal }: Raw,
  raw: ReadonlyMap<string, Raw>,
  env: Environment,
  above: ReadonlySet<string>,
): string | undefined => {
  if (literal || !value.includes('$')) return value;
  let known = true;
  const text = value.replace(PART, (part, braced?: string, sign?: string, fallback?: string, plain?: string) => {
    const name = braced ?? plain;
    if (name === undefined) return '$';
    const found = lookUp(name, raw, env, above);
    const isMissing = found === undefined || (found === '' && sign === ':-');
    if (isMissing && fallback === undefined) known = found !== undefined && known;
    return (isMissing ? fallback : found) ?? part;
  });
  return known ? text : undefined;
};

const lookUp = (
  name: string,
  raw: ReadonlyMap<string, Raw>,
  env: Environment,
  above: ReadonlySet<string>,
): string | undefined => {
  const one = raw.get(name);
  if (one === undefined) return env[name];
  return above.has(name) ? undefined : filled(one, raw, env, new Set([...above, name]));
};
