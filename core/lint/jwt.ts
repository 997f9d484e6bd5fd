import { decodeBase64Url } from '../base/base64.ts';
import { isObject, type Json, parseJson } from '../base/json.ts';
import { plainWords } from '../base/text.ts';
import { fromSeconds, type Instant, isPlausible, parseInstant, utc } from '../base/time.ts';
import type { Expiry } from '../model/expiry.ts';

type Claims = { readonly [claim: string]: Json };

/** What a JWT says about itself (RFC 7519). Nothing is verified: anybody can write such a text. */
export type JwtReading = {
  readonly expiry: Expiry;
  readonly notBefore?: Instant;
  readonly scopes?: readonly string[];
  readonly subject?: string;
  /** `aud`, as a list. */
  readonly audience?: readonly string[];
  /** `typ` of its claims (Keycloak: Bearer, Refresh, Offline, ID). */
  readonly type?: string;
  /** What is wrong with its dates, as sentences. */
  readonly faults?: readonly [string, ...string[]];
};

const MAX_LENGTH = 16 * 1024;

/** The claims of a compact JWS with any `alg`. Undefined for anything else, encrypted tokens (five parts) included. */
export const jwtClaims = (value: string): Claims | undefined => {
  if (value.length > MAX_LENGTH) return undefined;
  const [first = '', second = '', ...rest] = value.split('.');
  if (rest.length !== 1) return undefined;
  const header = jsonObject(first);
  return typeof header?.alg === 'string' ? jsonObject(second) : undefined;
};

/** A compact JWE (RFC 7516 section 7.1): five parts, and only its header can be read without the key. */
export const isEncryptedJwt = (value: string): boolean => {
  const parts = value.slice(0, MAX_LENGTH + 1).split('.');
  if (parts.length !== 5) return false;
  const header = jsonObject(parts[0] ?? '');
  return typeof header?.alg === 'string' && typeof header.enc === 'string';
};

/** As base64url, a brace or the white space that may stand before it (RFC 8259 section 2). */
const BEGINS_OBJECT = /^[eICD]/;

const jsonObject = (part: string): Claims | undefined => {
  const text = BEGINS_OBJECT.test(part) ? decodeBase64Url(part) : undefined;
  const json = text === undefined ? undefined : parseJson(text);
  return isObject(json) ? json : undefined;
};

/**
 * An `exp` that is missing or a sentinel leaves the expiry unknown; so does one in milliseconds or as text, which is read and named as the
 * fault it is: who checks the token reads it otherwise, or refuses it.
 */
export const readJwt = (value: string): JwtReading => {
  const claims = jwtClaims(value) ?? {};
  const at = fromSeconds(claims.exp);
  const notBefore = fromSeconds(claims.nbf);
  const scopes = scopeList(claims.scope) ?? scopeList(claims.scp);
  const subject = typeof claims.sub === 'string' ? plainWords(claims.sub, 80) : '';
  const audience = audienceOf(claims.aud);
  const fault = at === undefined ? expFault(claims.exp) : undefined;
  return {
    expiry: at === undefined ? 'unknown' : { at, source: 'embedded' },
    ...(notBefore !== undefined && { notBefore }),
    ...(scopes !== undefined && { scopes }),
    ...(subject !== '' && { subject }),
    ...(audience !== undefined && { audience }),
    ...(typeof claims.typ === 'string' && { type: plainWords(claims.typ, 20) }),
    ...(fault !== undefined && { faults: [fault] }),
  };
};

const audienceOf = (aud: Json | undefined): readonly string[] | undefined => {
  if (typeof aud === 'string') return [aud];
  return Array.isArray(aud) ? aud.filter((one): one is string => typeof one === 'string') : undefined;
};

/** RFC 7519 section 2: NumericDate is a number of seconds. */
const expFault = (exp: Json | undefined): string | undefined => {
  if (typeof exp === 'number' && isPlausible(exp))
    return `its exp is in milliseconds, ${utc(exp)}: whoever checks it as seconds takes it for endless`;
  if (typeof exp !== 'string') return undefined;
  const read = instantOfText(exp.trim());
  const meant = read === undefined ? '' : `, read as ${utc(read)}`;
  return `its exp is text${meant}: it must be a number of seconds, and many libraries refuse it`;
};

/** Seconds or milliseconds as digits, with a fraction or without, or an ISO date. */
const instantOfText = (text: string): Instant | undefined => {
  if (!/^\d{1,16}(?:\.\d{1,9})?$/.test(text)) return parseInstant(text);
  const number = Number(text);
  return fromSeconds(number) ?? (isPlausible(number) ? Math.floor(number) : undefined);
};

/** Scopes as one text separated by spaces (RFC 8693) or as a list; undefined when it is neither. */
export const scopeList = (scopes: Json | undefined): readonly string[] | undefined => {
  if (typeof scopes === 'string') return scopes.split(/\s+/).filter(isScope);
  return Array.isArray(scopes) ? scopes.filter(isScope) : undefined;
};

/** RFC 6749 appendix A.4, with a bound: anything else would reach people's screens. */
const isScope = (scope: unknown): scope is string => typeof scope === 'string' && /^[\x21-\x7e]{1,200}$/.test(scope);
