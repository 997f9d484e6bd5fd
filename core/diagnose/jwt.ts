import { decodeBase64Url } from '../base/base64.ts';
import { isObject, type Json, parseJson } from '../base/json.ts';
import { plainWords } from '../base/text.ts';
import { fromSeconds, type Instant } from '../base/time.ts';
import type { Expiry } from '../model/expiry.ts';

type Claims = { readonly [claim: string]: Json };

/** What a JWT says about itself (RFC 7519). Nothing is verified: anybody can write such a text. */
export type JwtReading = {
  readonly expiry: Expiry;
  readonly notBefore?: Instant;
  readonly scopes?: readonly string[];
  readonly subject?: string;
};

const MAX_LENGTH = 16 * 1024;

/** The claims of a compact JWS with any `alg`. Undefined for anything else, encrypted tokens (five parts) included. */
export const jwtClaims = (value: string): Claims | undefined => {
  if (value.length > MAX_LENGTH) return undefined;
  const parts = value.split('.');
  const [header, claims] = parts.slice(0, 2).map(jsonObject);
  return parts.length === 3 && header && claims && typeof header.alg === 'string' ? claims : undefined;
};

const jsonObject = (part: string): Claims | undefined => {
  const text = decodeBase64Url(part);
  const json = text === undefined ? undefined : parseJson(text);
  return isObject(json) ? json : undefined;
};

/** An `exp` that is missing, a sentinel or in milliseconds leaves the expiry unknown. */
export const readJwt = (value: string): JwtReading => {
  const claims = jwtClaims(value) ?? {};
  const at = fromSeconds(claims.exp);
  const notBefore = fromSeconds(claims.nbf);
  const scopes = scopeList(claims.scope) ?? scopeList(claims.scp);
  const subject = typeof claims.sub === 'string' ? plainWords(claims.sub, 80) : '';
  return {
    expiry: at === undefined ? 'unknown' : { at, source: 'embedded' },
    ...(notBefore !== undefined && { notBefore }),
    ...(scopes !== undefined && { scopes }),
    ...(subject !== '' && { subject }),
  };
};

/** Scopes as one text separated by spaces (RFC 8693) or as a list; undefined when it is neither. */
export const scopeList = (scopes: Json | undefined): readonly string[] | undefined => {
  if (typeof scopes === 'string') return scopes.split(/\s+/).filter(isScope);
  return Array.isArray(scopes) ? scopes.filter(isScope) : undefined;
};

/** RFC 6749 appendix A.4, with a bound: anything else would reach people's screens. */
const isScope = (scope: unknown): scope is string => typeof scope === 'string' && /^[\x21-\x7e]{1,200}$/.test(scope);
