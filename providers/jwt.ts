import { isEncryptedJwt, jwtClaims, readJwt } from '../core/diagnose/jwt.ts';
import type { Flaw } from '../core/model/observation.ts';
import { remedies } from './kit.ts';
import { defineProvider } from './provider.ts';

const damage = (value: string): Flaw | undefined => {
  if (jwtClaims(value) !== undefined || isEncryptedJwt(value)) return undefined;
  const signed = value.split('.').length === 3;
  const says = signed
    ? 'its first two parts do not decode to JSON objects: a part may be changed or missing'
    : 'its first part does not decode to the header of an encrypted JWT (alg and enc): it may be changed or cut';
  return { flaw: 'shape', says, certain: false };
};

export const jwt = defineProvider({
  id: 'jwt',
  name: 'JSON Web Token',
  docs: 'https://www.rfc-editor.org/rfc/rfc7519',
  sources: [
    'RFC 7519 section 4.1 (exp, nbf, sub), RFC 8693 section 4.2 (scope), RFC 7516 section 7.1 (five parts of an encrypted one); scp is a custom of some issuers',
  ],
  budget: { perSecond: 1, concurrency: 1 },
  generic: true,
  kinds: [
    {
      id: 'token',
      name: 'JSON Web Token',
      shape: {
        // Three parts are signed, five are encrypted; of those only the first is JSON.
        pattern:
          /^(?:eyJ|ewo|eyA)[A-Za-z0-9_-]{8,8000}\.(?:(?:eyJ|ewo|eyA|e30)[A-Za-z0-9_-]{0,14000}\.[A-Za-z0-9_-]{0,4000}|[A-Za-z0-9_-]{0,4000}\.[A-Za-z0-9_-]{1,1000}\.[A-Za-z0-9_-]{1,14000}\.[A-Za-z0-9_-]{1,200})$/,
        alphabet: /^[A-Za-z0-9_.-]$/,
        minLength: 20,
        distinctive: true,
        startsWith: ['eyJ', 'ewo', 'eyA'],
        headerPrefixes: ['Bearer '],
      },
      lint: damage,
      probe: {
        online: false,
        reason:
          'a JWT names no issuer that could be trusted with it: only its own dates were read (of an encrypted one nothing can be), the signature was not checked',
        read: readJwt,
      },
      impact: 'Every service that checks its dates refuses it.',
      renewal: 'By its issuer: see the claim iss.',
      remedies: remedies(
        'Ask its issuer (claim iss) for a new one, mostly by the job that fetched this one.',
        'Ask the owner of its issuer whether the key or the session was revoked.',
      ),
    },
  ],
});
