import { isObject } from '../../core/base/json.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import { type Failed, failed } from './failure.ts';
import type { Outgoing } from './send.ts';

export type Filled = { readonly ok: true; readonly outgoing: Outgoing; readonly values: readonly string[] };

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/** Thrown inside this file only: `fill` turns it into a failure. */
class Unfillable extends Error {}

/** Puts the values in: the only place where one is unwrapped. `shape` is the parsed address, its placeholders unfilled. */
export const fillRequest = (request: AskRequest, shape: URL, userAgent: string): Filled | Failed => {
  const values = valuesOf(request);
  try {
    const body = bodyOf(request, values);
    const outgoing: Outgoing = {
      method: request.method,
      url: fillUrl(request.url, shape, values),
      headers: headersOf(request, values, userAgent),
      ...(body === undefined ? {} : { body }),
    };
    return { ok: true, outgoing, values: sentValues(request, values) };
  } catch (error) {
    // Foreign errors (a lone surrogate makes encodeURIComponent throw) may quote the value: only our own words go on.
    return failed('blocked', error instanceof Unfillable ? error.message : 'the token cannot be put into a request');
  }
};

const same = (value: string): string => value;

/** What the placeholders stand for. */
export const valuesOf = ({ fills }: AskRequest): ReadonlyMap<string, string> =>
  new Map(Object.entries(fills).map(([name, secret]) => [name, secret.expose()]));

/** One pass, so that a value which looks like a placeholder is not filled again. */
export const fill = (
  template: string,
  values: ReadonlyMap<string, string>,
  encode: (value: string) => string = same,
): string =>
  template.replace(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Unfillable('the request needs a part that this token does not have');
    return encode(value);
  });

const fillUrl = (template: string, shape: URL, values: ReadonlyMap<string, string>): URL => {
  const filled = fill(template, values, encodeURIComponent);
  if (filled === template) return shape;
  const url = new URL(filled);
  // A value of `..` would climb to another path of the issuer; encoding does not touch dots.
  const kept = url.origin === shape.origin && segments(url) === segments(shape);
  if (!kept) throw new Unfillable('the token would change the address of the request');
  return url;
};

const segments = (url: URL): number => url.pathname.split('/').length;

const headersOf = (request: AskRequest, values: ReadonlyMap<string, string>, userAgent: string) => {
  const own = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), fill(value, values)]);
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: 'application/json',
    ...contentType(request),
    ...(request.basic === undefined ? {} : { authorization: basicHeader(request.basic, values) }),
    ...Object.fromEntries(own),
    'accept-encoding': 'identity',
  };
  for (const value of Object.values(headers)) {
    if (!/^[\x20-\x7e]*$/.test(value)) throw new Unfillable('the token has characters that no header may hold');
  }
  return headers;
};

const contentType = ({ form, json, jsonFields }: AskRequest): Record<string, string> => {
  if (form !== undefined) return { 'content-type': 'application/x-www-form-urlencoded' };
  return json === undefined && jsonFields === undefined ? {} : { 'content-type': 'application/json' };
};

const bodyOf = ({ form, json, jsonFields }: AskRequest, values: ReadonlyMap<string, string>): string | undefined => {
  const filled = (fields: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(fields).map(([name, value]) => [name, fill(value, values)]);
  if (form !== undefined) return new URLSearchParams(filled(form)).toString();
  if (jsonFields !== undefined)
    return JSON.stringify({ ...(isObject(json) && json), ...Object.fromEntries(filled(jsonFields)) });
  return json === undefined ? undefined : JSON.stringify(json);
};

const formEncode = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1);

type Basic = NonNullable<AskRequest['basic']>;

const basicHeader = (basic: Basic, values: ReadonlyMap<string, string>): string =>
  `Basic ${basicCredentials(basic, values)}`;

/** RFC 6749 2.3.1: of clients form-encoded first; then joined, then base64. */
const basicCredentials = ({ user, password, formEncoded }: Basic, values: ReadonlyMap<string, string>): string => {
  const joined = [user, password].map((part) => fill(part, values, formEncoded ? formEncode : same)).join(':');
  return Buffer.from(joined).toString('base64');
};

const sentValues = ({ basic }: AskRequest, values: ReadonlyMap<string, string>): readonly string[] =>
  basic === undefined ? [...values.values()] : [...values.values(), basicCredentials(basic, values)];
