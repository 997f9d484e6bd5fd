import type { HttpTargets } from '../../providers/http-target.ts';

/** Addresses such as a deployment would declare. */
export const TARGETS: HttpTargets = {
  plain: { url: 'https://api.example.org/ping?deep=1', header: 'X-Api-Key', expect: 204, refused: [401] },
  words: {
    url: 'https://api.example.org/words',
    header: 'Authorization',
    prefix: 'Bearer ',
    expect: 200,
    bodyIncludes: 'pong (v1.0)',
  },
  full: {
    url: 'https://api.example.org/full',
    header: 'Authorization',
    prefix: 'Bearer ',
    expect: 200,
    refused: [401],
    refusedIncludes: 'token unknown',
    lacking: [{ status: 403, includes: 'missing role', says: 'the role deployer' }],
    ambiguous: [404],
    expiry: 'data.expires_at',
    scopes: 'data.scopes',
  },
  basic: { url: 'https://api.example.org/basic', header: 'Authorization', expect: 200, refused: [401], basic: true },
  shaped: { url: 'https://api.example.org/', header: 'Authorization', expect: 200, pattern: /^acme_[a-z0-9]{20}$/ },
};
