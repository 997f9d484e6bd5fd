import type { LadderSetting } from './ladder-setting.ts';

/** What a deployment asks for some of its tokens. A token must fit each matcher that is there, and one entry of it. */
export type Rule = {
  /** Patterns of secret names; `*` stands for any characters. */
  readonly names?: readonly string[];
  /** Kinds, `discord.bot`, or all of an issuer, `discord`. */
  readonly kinds?: readonly string[];
  /** Tags of the secret, all of them with these values. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly ladder: LadderSetting;
};

/** What rules ask about a token. */
export type Ruled = {
  readonly name: string;
  readonly kind?: string;
  readonly tags: Readonly<Record<string, string>>;
};

export const fits = ({ names, kinds, tags }: Rule, token: Ruled): boolean =>
  (names === undefined || names.some((pattern) => matches(pattern, token.name))) &&
  (kinds === undefined || (token.kind !== undefined && kinds.some((kind) => isOfKind(kind, token.kind ?? '')))) &&
  (tags === undefined || Object.entries(tags).every(([key, value]) => valueAt(token.tags, key) === value));

const isOfKind = (asked: string, kind: string): boolean => kind === asked || kind.startsWith(`${asked}.`);

const valueAt = (tags: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(tags, key) ? tags[key] : undefined;

/** Without regular expressions: a pattern of many stars takes no longer than a plain one. */
const matches = (pattern: string, name: string): boolean => {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
};
