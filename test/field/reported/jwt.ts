import { inDays, MALFORMED, right, type Situations, secondsIn } from '../case.ts';
import { jwt as jwtOf } from '../shapes.ts';

const STORED = { from: 'stdin', provider: 'jwt', stays: true } as const;
const DEAD = right('expired', 'misconfigured', 'rejected');
const minutes = (many: number): number => many / 1440;
const fraction = secondsIn(3) + 0.5;

export const jwt: Situations = {
  'signed by a machine whose clock is ahead': {
    ...STORED,
    id: 'G21',
    source: 'octokit/auth-app.js#698',
    value: jwtOf({ iat: secondsIn(minutes(1)), exp: secondsIn(minutes(11)) }),
    right: right('expiring', 'indeterminate', 'healthy'),
  },
  'its end is written as text with microseconds, and is past': {
    ...STORED,
    id: 'J01',
    source: 'lcobucci/jwt#693',
    value: jwtOf({ exp: `${secondsIn(-2)}.482913` }),
    right: DEAD,
  },
  'its end has a fraction': {
    ...STORED,
    id: 'J03',
    source: 'Keats/jsonwebtoken#212',
    value: jwtOf({ exp: fraction }),
    right: { ...right('expiring'), expiresAt: new Date(fraction * 1000).toISOString() },
  },
  'its end is written in milliseconds, and is past': {
    ...STORED,
    id: 'J04',
    source: 'auth0/angular2-jwt#272',
    value: jwtOf({ exp: secondsIn(-2) * 1000 }),
    right: DEAD,
  },
  'its beginning is some seconds ahead of our clock': {
    ...STORED,
    id: 'J06',
    source: 'surrealdb/surrealdb#7491',
    value: (draw) => {
      const soon = secondsIn(0) + 20;
      return jwtOf({ iat: soon, nbf: soon, exp: secondsIn(60) })(draw);
    },
    right: right('healthy'),
  },
  'the file of a service account ends with a line break': {
    ...STORED,
    id: 'J08',
    source: 'wso2/product-apim#2409',
    value: (draw) => `${jwtOf({ exp: secondsIn(60) })(draw)}\n`,
    right: MALFORMED,
  },
  'an offline token whose end is 0': {
    ...STORED,
    id: 'J09',
    source: 'keycloak/keycloak#4131',
    value: jwtOf({ exp: 0 }),
    right: right('healthy', 'indeterminate'),
  },
  'its end is text, and the tag has the date': {
    ...STORED,
    id: 'J11',
    source: 'lcobucci/jwt#693',
    value: jwtOf({ exp: `${secondsIn(5)}.482913` }),
    tags: { 'token-health:expires-at': inDays(5).slice(0, 10) },
    right: right('expiring'),
  },
  'it ends in eight hours': {
    ...STORED,
    id: 'J13',
    source: 'ardanlabs/service#435',
    value: jwtOf({ exp: secondsIn(1 / 3) }),
    right: right('expiring', 'healthy'),
  },
};
