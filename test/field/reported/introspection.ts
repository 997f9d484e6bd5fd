import { json } from '../answers.ts';
import { right, type Situations, secondsIn } from '../case.ts';
import { opaque, prefixed, withClient } from '../shapes.ts';

const ACCESS = {
  from: 'stdin',
  provider: 'oauth2-introspection',
  value: withClient(opaque),
  tags: { 'token-health:field': 'access_token' },
} as const;
const invalid = (description: string) => json(400, { error: 'invalid_token', error_description: description });

export const introspection: Situations = {
  'Hydra answers 401 request_unauthorized': {
    ...ACCESS,
    id: 'O02',
    source: 'ory/hydra#457',
    answer: json(401, {
      error: 'request_unauthorized',
      error_description: 'The request could not be authorized',
      statusCode: 401,
    }),
    right: right('indeterminate', 'rejected'),
  },
  'access_denied, though the client is right': {
    ...ACCESS,
    id: 'O03',
    source: 'GluuFederation/oxAuth#1916',
    answer: json(403, {
      error: 'access_denied',
      error_description: 'The resource owner or authorization server denied the request.',
    }),
    right: right('indeterminate', 'rejected'),
  },
  'check_token says in words that the token has expired': {
    ...ACCESS,
    id: 'O05',
    source: 'spring-attic/spring-security-oauth#1942',
    answer: invalid('Token has expired'),
    right: right('expired', 'rejected'),
  },
  'the end of the answer is seconds of UTC': {
    ...ACCESS,
    id: 'O07',
    source: 'django-oauth/django-oauth-toolkit#1291',
    answer: json(200, { active: true, exp: secondsIn(3), scope: 'read', sub: 'a' }),
    right: right('expiring'),
  },
  'oxAuth answers 400 for a token that it does not find': {
    ...ACCESS,
    id: 'O08',
    source: 'GluuFederation/oxAuth#929',
    answer: invalid('Unable to find grant object by access token.'),
    right: right('rejected', 'indeterminate'),
  },
  'an opaque token with ^ and #': {
    ...ACCESS,
    id: 'O09',
    source: 'YosefHayim/ebay-mcp#67',
    value: withClient(prefixed('v^1.1#i^1#r^1#p^3#', 60)),
    answer: json(200, { active: true, scope: 'read', exp: secondsIn(60) }),
    right: right('healthy'),
  },
  'an opaque token of 12 characters': {
    ...ACCESS,
    id: 'O11',
    source: 'dart-lang/pub#3725',
    value: withClient(prefixed('', 12)),
    answer: json(200, { active: true }),
    right: right('healthy'),
  },
};
