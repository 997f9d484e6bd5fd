import type { Flaw } from '../model/observation.ts';

export type Shape = {
  /** Anchored; the whole value. Linear: no nested quantifiers. */
  readonly pattern: RegExp;
  /** One allowed character. Any other proves damage. */
  readonly alphabet: RegExp;
  /** Shorter than this proves a cut value. */
  readonly minLength: number;
  /** True when the shape belongs to this kind alone, so that it may be told from the shape. */
  readonly distinctive: boolean;
  /** Beginnings one of which every such value has: a cheap test before the pattern. One of 4 characters or more tells a damaged value. */
  readonly startsWith?: readonly string[];
  /** A beginning that tells a damaged value where no constant one does. Anchored at its start. */
  readonly begins?: RegExp;
  /** `Bot `: prefixes that belong to the header, not to the token. */
  readonly headerPrefixes?: readonly string[];
};

/** What a value is held against. A `Kind` of providers/provider.ts is one. */
export type LintTarget = {
  readonly name: string;
  readonly shape?: Shape;
  readonly lint?: (value: string) => Flaw | undefined;
};

export const MAX_LENGTH = 64 * 1024;

const HEADER_PREFIXES = ['Bearer ', 'Bot ', 'Basic ', 'token '] as const;
const PLACEHOLDER_WORDS =
  /^(?:change[-_ ]?me|to[-_ ]?do|tbd|fix[-_ ]?me|none|null|nil|undefined|n\/a|dummy|redacted|placeholder|example|test|secret|token|password)$/i;
const PLACEHOLDER_PHRASE =
  /^(?:your|my|insert|enter|put|replace|paste|add|some)[-_ ][a-z_ -]{0,60}(?:token|key|secret|here|value|password|this|me)[a-z_ -]{0,20}$/i;
const PLACEHOLDER_MARKS =
  /^(?:<[^<>]{0,200}>|\[[^[\]]{0,200}\]|\$\{[^{}]{0,200}\}|\{\{[^{}]{0,200}\}\}|\$[A-Z_]{2,100}|%[A-Z_]{2,100}%)$/;
const PLACEHOLDER_RUN = /^(?:x{3,}|\*{3,}|\.{3,}|0{6,}|-{3,})$|x{12}|\*{6}|0{16}|\.{6}/i;
const ASSIGNMENT =
  /^(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_]{0,60}(?:TOKEN|KEY|SECRET|PASSWORD|WEBHOOK|URL|PAT)[A-Z0-9_]{0,20}=[^=]/;
const QUOTED = /^(?:"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”)$/;

/**
 * What can be found without any request, worst first. A flaw that is `certain` proves that the value as stored cannot be
 * the token. No sentence holds any part of the value but known prefixes.
 */
export const lint = (value: string, target: LintTarget): readonly Flaw[] => {
  if (value.length > MAX_LENGTH) return [flaw('shape', `it is longer than 64 KiB, no ${target.name} is`)];
  const trimmed = value.trim();
  if (trimmed === '') return [flaw('empty', 'the value is empty')];
  if (isPlaceholder(unquoted(trimmed)))
    return [flaw('placeholder', 'it is a placeholder, no token was ever filled in')];
  if (target.shape?.pattern.test(value)) return ownFlaw(value, target);
  const wrapped = wrapping(value, trimmed, target);
  return wrapped.length > 0 ? wrapped : damage(value, target);
};

/** The value without white space, quotes, header prefix or `NAME=` around it: only to say what it would be. */
export const unwrapped = (value: string): string => {
  let bare = unquoted(value.slice(0, MAX_LENGTH).trim());
  if (ASSIGNMENT.test(bare)) bare = unquoted(bare.slice(bare.indexOf('=') + 1).trim());
  const prefix = prefixOf(bare, HEADER_PREFIXES);
  return prefix === undefined ? bare : bare.slice(prefix.length).trim();
};

const flaw = (name: Flaw['flaw'], says: string, certain = true): Flaw => ({ flaw: name, says, certain });

const unquoted = (text: string): string => (QUOTED.test(text) ? text.slice(1, -1).trim() : text);

const isPlaceholder = (text: string): boolean =>
  [PLACEHOLDER_WORDS, PLACEHOLDER_PHRASE, PLACEHOLDER_MARKS, PLACEHOLDER_RUN].some((pattern) => pattern.test(text));

const prefixOf = (text: string, prefixes: readonly string[]): string | undefined =>
  prefixes.find((prefix) => text.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase());

const ownFlaw = (value: string, target: LintTarget): readonly Flaw[] => {
  const found = target.lint?.(value);
  return found === undefined ? [] : [found];
};

const wrapping = (value: string, trimmed: string, target: LintTarget): readonly Flaw[] => {
  const found: Flaw[] = [];
  const bare = unquoted(trimmed);
  const prefix = prefixOf(bare, [...(target.shape?.headerPrefixes ?? []), ...HEADER_PREFIXES]);
  if (value !== trimmed) found.push(flaw('padded', 'there is white space or a line break before or after it'));
  if (bare !== trimmed) found.push(flaw('quoted', 'there are quotation marks around it'));
  // Without a shape nobody can say that a prefix is not meant.
  if (prefix) found.push(flaw('prefixed', `it begins with "${prefix}", which belongs to the header`, hasShape(target)));
  if (ASSIGNMENT.test(bare)) found.push(flaw('prefixed', 'it begins with a variable name and "="', hasShape(target)));
  return found;
};

const hasShape = (target: LintTarget): boolean => target.shape !== undefined;

const damage = (value: string, target: LintTarget): readonly Flaw[] => {
  const strange = strangeCharacters(value);
  if (strange !== undefined) return [flaw('alphabet', `it contains ${strange}`)];
  const { shape, name } = target;
  if (shape === undefined) return [];
  if (value.startsWith('{')) return [flaw('shape', 'it is JSON: the field that holds the token must be named')];
  if ([...value].some((character) => !shape.alphabet.test(character)))
    return [flaw('alphabet', `it contains characters that no ${name} has`)];
  if (value.length < shape.minLength) return [flaw('cut', `it is shorter than any ${name}: a part was cut off`)];
  return [flaw('shape', `it does not look like any ${name}`, false)];
};

const strangeCharacters = (value: string): string | undefined => {
  if (/\p{Cc}/u.test(value)) return 'a control character or a line break';
  return /[^\x20-\x7e]/.test(value) ? 'a character outside ASCII' : undefined;
};
