import { isObject, type Json, parseJson } from '../base/json.ts';

/** Where a token is. Never its value. */
export type TokenRef = {
  /** Stable and unique: made by `tokenId`. Key of the record and part of every alert id. */
  readonly id: string;
  /** Name of the secret or of the variable: text from outside, escaped wherever it is shown. */
  readonly name: string;
  /** Field of a JSON secret: names and list positions, joined by dots. */
  readonly field?: string;
  /** ARN of the secret, or file and line of the variable. */
  readonly source: string;
};

/**
 * Injective: both parts are encoded, so no name can imitate another's field. A field that no tag names has no part in it: the token of such a
 * secret keeps its history wherever in the secret it is found.
 */
export const tokenId = (source: string, field?: string): string =>
  field === undefined ? encodeURIComponent(source) : `${encodeURIComponent(source)}#${encodeURIComponent(field)}`;

/**
 * Bytes of a field in an id. With the longest name that Secrets Manager allows, 512 characters that are each three when encoded, an
 * alert's key stays under the 2,048 bytes of DynamoDB; one key above them would fail the whole batch, again and again.
 */
export const MAX_FIELD_BYTES = 256;

export const isFieldName = (field: string): boolean =>
  field.isWellFormed() && encodeURIComponent(field).length <= MAX_FIELD_BYTES;

/** `prod/discord-bot` or `prod/keys.DISCORD_TOKEN`: how a token is called in texts. */
export const tokenLabel = (ref: Pick<TokenRef, 'name' | 'field'>): string =>
  ref.field === undefined ? ref.name : `${ref.name}.${ref.field}`;

/** JSON texts inside JSON texts, as Kubernetes and some rotation functions store them: more layers are no document of anybody. */
const LAYERS = 4;

/** An object or a list. */
export type Container = { readonly [key: string]: Json } | readonly Json[];

const isContainer = (value: Json | undefined): value is Container => Array.isArray(value) || isObject(value);

/** The object or list that a text holds, also as JSON inside a JSON text. Undefined for every other text. */
export const documentIn = (text: string): Container | undefined => {
  let inner: Json | undefined = text;
  for (let layer = 0; layer < LAYERS && typeof inner === 'string' && /^\s*[[{"]/.test(inner); layer++)
    inner = parseJson(inner);
  return isContainer(inner) ? inner : undefined;
};

/** One text of a document. `beside`: the texts of the same object, and of those around it where their names are free. */
export type FieldText = { readonly text: string; readonly beside: Readonly<Record<string, string>> };

/** The text at a path. A name that holds dots wins over a path; undefined where there is no text. */
export const fieldAt = (here: Container, path: string, around: FieldText['beside'] = {}): FieldText | undefined => {
  for (const name of beginningsOf(path)) {
    const value = ownAt(here, name);
    if (value === undefined) continue;
    const beside = { ...around, ...textsBeside(here, name) };
    if (name === path) {
      if (typeof value === 'string') return { text: value, beside };
      continue;
    }
    const inner = typeof value === 'string' ? documentIn(value) : value;
    const found = isContainer(inner) ? fieldAt(inner, path.slice(name.length + 1), beside) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** `a.b.c`, `a.b`, `a`: the longest name first. */
const beginningsOf = (path: string): readonly string[] => [
  path,
  ...[...path.matchAll(/\./g)].map(({ index }) => path.slice(0, index)).reverse(),
];

const ownAt = (here: Container, name: string): Json | undefined => {
  if (Array.isArray(here)) return /^(?:0|[1-9]\d{0,3})$/.test(name) ? here[Number(name)] : undefined;
  return isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined;
};

const textsBeside = (here: Container, but: string): FieldText['beside'] =>
  Array.isArray(here)
    ? {}
    : Object.fromEntries(
        Object.entries(here).filter(
          (entry): entry is [string, string] => entry[0] !== but && typeof entry[1] === 'string',
        ),
      );

/** Deeper and more than these nobody stores by hand, and every one is held against shapes. */
const [DEEPEST, MOST] = [6, 200];

/** The paths of all texts of a document, those inside JSON texts in place of these. */
export const fieldsIn = (here: Container, before = '', depth = 1): readonly string[] => {
  const found: string[] = [];
  for (const [name, value] of Object.entries(here)) {
    if (found.length >= MOST) break;
    const path = `${before}${name}`;
    const inner = typeof value === 'string' ? documentIn(value) : value;
    if (isContainer(inner)) found.push(...(depth < DEEPEST ? fieldsIn(inner, `${path}.`, depth + 1) : []));
    else if (typeof value === 'string') found.push(path);
  }
  return [...new Set(found)].slice(0, MOST);
};
