import { isObject, type Json } from '../../core/base/json.ts';
import { parseInstant } from '../../core/base/time.ts';
import type { Pasted } from './draft.ts';

const MADE_UP = 'made up';

/** What rules read or may read, and what is nobody's: kept as it was pasted. */
const KEPT =
  /^(?:scopes?|type|object|status|role|exp|.*expir.*|.*expires.*|valid_?(?:until|to)|error.*|code|message|msg|reason|detail|title|ok|active)$/i;

/**
 * An accepted answer as it goes on record: nothing of the account that somebody pasted it from. Names and types stay, and dates; every other
 * text and number is made up.
 */
export const withoutPerson = ({ status, body }: Pasted): Pasted => ({
  status,
  ...(body !== undefined && { body: typeof body === 'string' ? body : harmless(body, '') }),
});

const harmless = (json: Json, name: string): Json => {
  if (Array.isArray(json)) return json.slice(0, 2).map((one) => harmless(one, name));
  if (isObject(json))
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, harmless(value, key)]));
  if (KEPT.test(name)) return json;
  if (typeof json === 'string') return parseInstant(json) === undefined ? MADE_UP : json;
  return typeof json === 'number' ? 1 : json;
};

/** The same with every text taken out that the pattern of the token fits, whole or in part. */
export const withoutToken = ({ status, body }: Pasted, isToken: (word: string) => boolean): Pasted => ({
  status,
  ...(body !== undefined && { body: scrubbed(body, isToken) }),
});

const scrubbed = (json: Json, isToken: (word: string) => boolean): Json => {
  if (Array.isArray(json)) return json.map((one) => scrubbed(one, isToken));
  if (isObject(json))
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, scrubbed(value, isToken)]));
  if (typeof json !== 'string') return json;
  return json.replace(/[^\s"'`,;()<>]{8,}/g, (word) => (isToken(word.replace(/[.:!?]+$/, '')) ? '[redacted]' : word));
};
