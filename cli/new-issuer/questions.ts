import { readFileSync } from 'node:fs';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { type Json, parseJson } from '../../core/base/json.ts';
import { kindId } from '../../providers/contract/kind.ts';
import { compiled } from '../../providers/contract/pattern.ts';
import { headerName, link } from '../../providers/contract/text.ts';
import { hasTokenShape } from '../commands/token-shape.ts';
import type { Draft, Pasted, Sending } from './draft.ts';

/** What was meant, or what to write instead. Never what was written: it may be a token. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly says: string };

const fine = <T>(value: T): Parsed<T> => ({ ok: true, value });
const wrong = <T>(says: string): Parsed<T> => ({ ok: false, says });

export const idOf = (text: string): Parsed<string> => {
  if (!kindId.safeParse(text).success) return wrong('write small letters, digits and dashes, such as acme');
  return ['http', 'auto', ...REGISTRY.ids].includes(text)
    ? wrong(`another issuer is called ${text}; choose a name of its own`)
    : fine(text);
};

export const nameOf = (text: string): Parsed<string> =>
  text !== '' && text.length <= 60 && !looksLikeToken(text)
    ? fine(text)
    : wrong('write what people call it, such as Acme');

export const docsOf = (text: string): Parsed<string> =>
  link.safeParse(text).success ? fine(text) : wrong('write an https address, such as https://docs.acme.example/tokens');

/** A beginning longer than any that an issuer gives away: somebody pasted a whole token. */
const LONGEST_PREFIX = 24;

const looksLikeToken = (text: string): boolean => hasTokenShape(text, REGISTRY);

const SHAPE =
  'write its beginning and what follows, such as acme_[A-Za-z0-9]{32}, or a whole pattern from ^ to $; never a token itself';

/** Where none is told, as much as is common. */
const ANY_REST = '[A-Za-z0-9._~+/=-]{16,512}';

/** `acme_[A-Za-z0-9]{32}`, `acme_` alone, or `^…$`. */
export const shapeOf = (text: string): Parsed<Draft['shape']> => {
  if (text.startsWith('^')) return patternOf(text);
  const [, prefix = '', rest = ''] = /^([A-Za-z0-9_.:/=+~@#!-]*?)((?:[[(]|\\[dws]).*)?$/.exec(text) ?? [];
  const unfit = prefix + rest === '' || prefix.length > LONGEST_PREFIX;
  if (unfit || (rest !== '' && compiled(`^(?:${rest})$`) === undefined)) return wrong(SHAPE);
  const shape = { rest: rest === '' ? ANY_REST : rest };
  return fine(prefix === '' ? shape : { prefix, ...shape });
};

const patternOf = (text: string): Parsed<Draft['shape']> =>
  text.endsWith('$') && compiled(text) !== undefined && !looksLikeToken(text.slice(1, -1).replace(/\\(.)/g, '$1'))
    ? fine({ pattern: text })
    : wrong(SHAPE);

const URL_SAYS =
  'write the https address of a request that only reads, such as https://api.acme.example/v1/me, with {token} where the token stands in it; never a token itself';

export const urlOf = (text: string): Parsed<string> => {
  const known = /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?\/|http:\/\/127\.0\.0\.1(?::\d{1,5})?\/)[\x21-\x7e]*$/;
  const words = text.split(/[/?&=]/);
  return known.test(text) && !words.some(looksLikeToken) ? fine(text) : wrong(URL_SAYS);
};

const AUTH =
  'write bearer, basic (the token is the user), address (it stands in the address as {token}), or a header: x-api-key, or authorization: Token';

/** `bearer`, `basic`, `address`, `x-api-key`, `authorization: Token`. */
export const authOf = (text: string): Parsed<Sending> => {
  const word = text.toLowerCase();
  if (word === 'bearer' || word === 'basic' || word === 'address') return fine({ by: word });
  const [, name = '', scheme] = /^([A-Za-z0-9-]+)(?::\s*([A-Za-z0-9=_-]{1,30})?)?$/.exec(text) ?? [];
  const header = name.toLowerCase();
  if (!headerName.safeParse(header).success || looksLikeToken(text)) return wrong(AUTH);
  return fine({ by: 'header', header, ...(scheme !== undefined && { scheme }) });
};

export const statusOf = (text: string): Parsed<number> =>
  /^[2-4]\d\d$/.test(text) && !/^3/.test(text)
    ? fine(Number(text))
    : wrong(
        'write the status of the answer, such as 200 or 401; redirects and faults of the server (3xx, 5xx) say nothing',
      );

const BODY = 'write the body of the answer, as JSON or plain text, or the name of a file that holds it';
const HTML = 'find a request that answers JSON: a page of HTML proves nothing';

/** JSON, a text, or a file of either. */
export const bodyOf = (text: string): Parsed<Json> => {
  const content = (contentOf(text) ?? text).trim();
  if (content === '') return wrong(BODY);
  if (/^<(?:!doctype|html|head|body)/i.test(content)) return wrong(HTML);
  const json = parseJson(content);
  if (json === undefined && /^[[{]/.test(content)) return wrong(`${BODY}; this begins like JSON and is none`);
  return fine(json ?? content);
};

const contentOf = (name: string): string | undefined => {
  if (name.length > 500 || /^[[{"]/.test(name)) return undefined;
  try {
    return readFileSync(name, 'utf8');
  } catch {
    return undefined;
  }
};

export const pastedOf = (status: number, body: Json | undefined): Pasted => ({
  status,
  ...(body !== undefined && { body }),
});
