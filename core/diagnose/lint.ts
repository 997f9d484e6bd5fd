import type { Flaw } from '../model/observation.ts';
import { isPlaceholder } from './placeholder.ts';

export type Shape = {
  /** Anchored; the whole value. Linear: no nested quantifiers. */
  readonly pattern: RegExp;
  /** One character of those that are known. Any other is unlike what is known, no proof. */
  readonly alphabet: RegExp;
  /** The shortest that is known. */
  readonly minLength: number;
  /** True when the shape belongs to this kind alone, so that it may be told from the shape. */
  readonly distinctive: boolean;
  /** No issuer chose an alphabet: the pattern only tells what such values mostly look like. Any text that fits a header may be one (RFC 6749 A.12). */
  readonly open?: true;
  /** Beginnings one of which every such value has: a cheap test before the pattern. One of 4 characters or more tells a damaged value. */
  readonly startsWith?: readonly string[];
  /** Other values begin so too: a damaged one is not told by its beginning. */
  readonly common?: true;
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
const ASSIGNMENT =
  /^(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_]{0,60}(?:TOKEN|KEY|SECRET|PASSWORD|WEBHOOK|URL|PAT)[A-Z0-9_]{0,20}=[^=]/;
/** An address in angle brackets was pasted from a chat or a mail; anything else in them is a blank of an example. */
const QUOTED = /^(?:"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|<https?:\/\/[^<>]*>)$/;
const HALF_QUOTED = /^["'`“][^"'`“”]+$|^[^"'`“”]+["'`”]$/;

/**
 * What can be found without any request, worst first. A flaw that is `certain` proves that the value as stored cannot be
 * the token; that it merely looks unlike all that is known proves nothing. No sentence holds any part of the value but known prefixes.
 */
export const lint = (value: string, target: LintTarget, names: readonly string[] = []): readonly Flaw[] => {
  const blank = unfilled(value, names);
  if (blank !== undefined) return [blank];
  if (value.length > MAX_LENGTH) return [flaw('oversized', `it is longer than 64 KiB, no ${target.name} is`, false)];
  if (target.shape?.pattern.test(value)) return ownFlaw(value, target);
  const wrapped = wrapping(value, value.trim(), target);
  return wrapped.length > 0 ? wrapped : strangeness(value, target);
};

/** Nothing was ever filled in, whatever kind it should be. */
export const unfilled = (value: string, names: readonly string[] = []): Flaw | undefined => {
  if (value.length > MAX_LENGTH) return undefined;
  const trimmed = value.trim();
  if (trimmed === '') return flaw('empty', 'the value is empty');
  return isPlaceholder(unquoted(trimmed), names)
    ? flaw('placeholder', 'it is a placeholder, no token was ever filled in')
    : undefined;
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

const prefixOf = (text: string, prefixes: readonly string[]): string | undefined =>
  prefixes.find((prefix) => text.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase());

const ownFlaw = (value: string, target: LintTarget): readonly Flaw[] => {
  const found = target.lint?.(value);
  return found === undefined ? [] : [found];
};

const wrapping = (value: string, trimmed: string, target: LintTarget): readonly Flaw[] => {
  const found: Flaw[] = [];
  const { shape } = target;
  const bare = unquoted(trimmed);
  const prefix = prefixOf(bare, [...(shape?.headerPrefixes ?? []), ...HEADER_PREFIXES]);
  if (value !== trimmed) found.push(flaw('padded', 'there is white space or a line break before or after it'));
  if (bare !== trimmed) found.push(flaw('quoted', `there are ${bracketsOf(trimmed)} around it`));
  // Without a shape nobody can say that a prefix is not meant.
  if (prefix) found.push(flaw('prefixed', `it begins with "${prefix}", which belongs to the header`, !!shape));
  if (ASSIGNMENT.test(bare))
    found.push(flaw('prefixed', 'it begins with a variable name and "="', !!shape && !shape.open));
  if (shape && !shape.open && HALF_QUOTED.test(bare))
    found.push(flaw('quoted', 'there is a quotation mark at one of its ends', shape.pattern.test(unhalved(bare))));
  return found;
};

const bracketsOf = (text: string): string => (text.startsWith('<') ? 'angle brackets' : 'quotation marks');

const unhalved = (text: string): string => text.replace(/^["'`“]|["'`”]$/g, '');

/** What it is unlike. Only what fits into no header at all is proof. */
const strangeness = (value: string, target: LintTarget): readonly Flaw[] => {
  const strange = strangeCharacters(value);
  if (strange !== undefined) return [flaw('alphabet', `it contains ${strange}`)];
  if (/^\{\s*"/.test(value)) return [flaw('json', 'it is JSON: the field that holds the token must be named', false)];
  if (target.shape === undefined || target.shape.open) return ownFlaw(value, target);
  const { shape, name } = target;
  if ([...value].some((character) => !shape.alphabet.test(character)))
    return [flaw('alphabet', `it contains characters that no ${name} known to us has`, false)];
  if (value.length < shape.minLength)
    return [flaw('cut', `it is shorter than any ${name} known to us: a part may be missing`, false)];
  return [flaw('shape', `it does not look like any ${name} known to us`, false)];
};

const strangeCharacters = (value: string): string | undefined => {
  if (/\p{Cc}/u.test(value)) return 'a control character or a line break';
  return /[^\x20-\x7e]/.test(value) ? 'a character outside ASCII' : undefined;
};
