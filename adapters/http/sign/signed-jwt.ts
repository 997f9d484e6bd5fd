import { createPrivateKey, sign } from 'node:crypto';
import { type Instant, MINUTE, SECOND } from '../../../core/base/time.ts';

/** Claims and header of a JWT besides its dates, filled. */
export type JwtClaims = Readonly<Record<string, string>>;

/** GitHub and Apple take ten and twenty minutes at most; a minute back is for clocks that differ. */
const LIFE = 5 * MINUTE;

const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');

const seconds = (at: Instant): number => Math.floor(at / SECOND);

/** A JWT (RFC 7519) signed with a private key: RS256 of an RSA key, ES256 of a P-256 key (RFC 7518). Throws where the text is no such key. */
export const signedJwt = (pem: string, claims: JwtClaims, keyId: string | undefined, now: Instant): string => {
  const key = createPrivateKey(pem);
  const alg = key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
  const header = part({ alg, typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) });
  const body = part({ iat: seconds(now - MINUTE), exp: seconds(now + LIFE), ...claims });
  const signature = sign('sha256', Buffer.from(`${header}.${body}`), { key, dsaEncoding: 'ieee-p1363' });
  return `${header}.${body}.${signature.toString('base64url')}`;
};
