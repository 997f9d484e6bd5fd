import type { Flaw } from '../model/observation.ts';
import { beginningOf, cutBy, usualLength } from './length.ts';
import { isPlaceholder } from './placeholder.ts';
import { endsInLineBreak, paddingOf, strangersIn, takenOffBy } from './where.ts';

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
  if (value.length > MAX_LENGTH)
    return [flaw('oversized', `it has ${value.length} characters: more than 64 KiB, no ${target.name} has`, false)];
  if (target.shape?.pattern.test(value)) return ownFlaw(value, target);
  const wrapped = wrapping(value, value.trim(), target);
  return wrapped.length > 0 ? wrapped : strangeness(value, target);
};

/** Nothing was ever filled in, whatever kind it should be. */
export const unfilled = (value: string, names: readonly string[] = []): Flaw | undefined => {
  if (value.length > MAX_LENGTH) return undefined;
  const trimmed = value.trim();
  if (value === '') return flaw('empty', 'the value is empty');
  if (trimmed === '') return flaw('empty', `the value is empty: nothing but ${value.length} characters of white space`);
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
  if (value !== trimmed) found.push(padded(value, target));
  if (bare !== trimmed) found.push(flaw('quoted', `there are ${bracketsOf(trimmed)} around it`));
  // Without a shape nobody can say that a prefix is not meant.
  if (prefix) found.push(flaw('prefixed', `it begins with "${prefix}", which belongs to the header`, !!shape));
  if (ASSIGNMENT.test(bare))
    found.push(flaw('prefixed', 'it begins with a variable name and "="', !!shape && !shape.open));
  if (shape && !shape.open && HALF_QUOTED.test(bare))
    found.push(flaw('quoted', `there is a quotation mark ${endOf(bare)}`, shape.pattern.test(unhalved(bare))));
  return found;
};

/** `certain` but for one thing: who takes a line break at the end off gets the token, so that nobody can say that it is dead. */
const padded = (value: string, { shape, lint: own }: LintTarget): Flaw => {
  const bare = value.trim();
  const isWhole = endsInLineBreak(value) && shape?.pattern.test(bare) === true && own?.(bare) === undefined;
  const says = `there is ${paddingOf(value)}`;
  return isWhole ? flaw('padded', `${says}: ${takenOffBy(value)}`, false) : flaw('padded', says);
};

const bracketsOf = (text: string): string => (text.startsWith('<') ? 'angle brackets' : 'quotation marks');

const endOf = (text: string): string => (/^["'`“]/.test(text) ? 'at its beginning' : 'at its end');

const unhalved = (text: string): string => text.replace(/^["'`“]|["'`”]$/g, '');

/** What it is unlike. Only what fits into no header at all is proof. */
const strangeness = (value: string, target: LintTarget): readonly Flaw[] => {
  const strange = strangeCharacters(value);
  if (strange !== undefined) return [flaw('alphabet', `it has ${strange}, which fits into no header`)];
  if (/^\{\s*"/.test(value)) return [flaw('json', 'it is JSON: the field that holds the token must be named', false)];
  if (target.shape === undefined || target.shape.open) return ownFlaw(value, target);
  return [unlike(value, target.shape, target.name)];
};

/** Formats grow, and people choose their own: none of this is proof. */
const unlike = (value: string, shape: Shape, name: string): Flaw => {
  const strange = strangersIn(value, (character) => !shape.alphabet.test(character));
  if (strange !== undefined) return flaw('alphabet', `it has what no ${name} known to us has: ${strange}`, false);
  const { least, most, says } = usualLength(shape);
  const length = `it has ${value.length} characters, any ${name} known to us has ${says}`;
  const hint = beginningOf(value, shape.startsWith);
  if (value.length < least)
    return flaw(
      'cut',
      `${length}: a part may be missing${cutBy(value.length)}${hint === undefined ? '' : `; ${hint}`}`,
      false,
    );
  if (hint !== undefined) return flaw('shape', `it does not look like any ${name} known to us: ${hint}`, false);
  const far = value.length > most ? `: ${length}${isTwice(value) ? ', and the same text stands there twice' : ''}` : '';
  return flaw('shape', `it does not look like any ${name} known to us${far}`, false);
};

const isTwice = (value: string): boolean => value.slice(0, value.length / 2) === value.slice(value.length / 2);

/** What fits into no header: RFC 9110 section 5.5 takes visible characters and, between them, spaces. */
const strangeCharacters = (value: string): string | undefined =>
  /[^\x20-\x7e]/.test(value) ? strangersIn(value, (character) => !/[\x20-\x7e]/.test(character)) : undefined;
