import { remedies, scopesAt, secondsAt } from './kit.ts';
import { UNJUDGED } from './oauth2-answers.ts';
import { type AnswerRule, defineProvider } from './provider.ts';

/** RFC 7662 2.2: inactive is also what a token is said to be that this client may not know of. */
const INACTIVE: AnswerRule = {
  status: 200,
  body: { active: false },
  say: 'ambiguous',
  otherwise: 'this client may not be allowed to see it',
  settle: [
    'Ask with the client that the token was issued to: store its client_id and client_secret beside it.',
    'Or let the operator put this client into the audience of the token (Keycloak: an audience mapper).',
    'If it is inactive there too, fetch a new one at the token endpoint, and store it.',
  ],
};

/** Words of check_token and of other servers: RFC 7662 itself answers 200. */
const REFUSED: readonly AnswerRule[] = [
  {
    status: [400, 401],
    body: { error: 'invalid_token', error_description: /\bexpired\b/i },
    say: 'refused',
    meaning: 'expired',
  },
  { status: [400, 401], body: { error: 'invalid_token' }, say: 'refused' },
];

export const oauth2Introspection = defineProvider({
  id: 'oauth2-introspection',
  name: 'OAuth2 introspection',
  docs: 'https://www.rfc-editor.org/rfc/rfc7662',
  sources: [
    'RFC 7662 sections 2.1 to 2.3: active true or false, exp, scope, sub, username; an unknown or expired token is active:false, not an error',
    'RFC 7662 section 2.1: token_type_hint; Keycloak 26.7.3, tried: a live refresh token is active:false without it',
    'Keycloak 26.7.3, tried: active:false for a live token whose aud lacks the asking client (since 26.6.2 the default), 401 invalid_client, 403 Client not allowed, 403 Realm not enabled, 404 Realm does not exist',
    'oidc-provider 9.13.3, tried: active:false for the token of another client, 401 invalid_client for a wrong client, 400 unsupported_token_type for a JWT access token',
    'Gitea 1.26.0, tried: 401 no valid authorization for a wrong client, 401 Failed to authenticate user for an unknown token, active:false for a live personal token',
    'spring-attic/spring-security-oauth#1942, GluuFederation/oxAuth#929: 400 invalid_token with Token has expired, Unable to find grant object',
    'ory/hydra#457: 401 request_unauthorized; GluuFederation/oxAuth#1916: 403 access_denied for an unknown token',
    'unsure: words of Keycloak for a wrong path below a realm (Unable to find matching target resource method, HTTP 404 Not Found)',
  ],
  budget: { perSecond: 20, concurrency: 8 },
  limits: {
    counts: 'token',
    source:
      'unsure: RFC 7662 says nothing of limits; servers may count the client that asks, which a second token shows',
  },
  generic: true,
  words: { code: 'error', message: ['error_description'] },
  kinds: [
    {
      id: 'token',
      name: 'OAuth2 token',
      shape: {
        pattern: /^[A-Za-z0-9._~+/-]{16,8192}={0,2}$/,
        alphabet: /^[A-Za-z0-9._~+/=-]$/,
        minLength: 16,
        distinctive: false,
        open: true,
        headerPrefixes: ['Bearer '],
      },
      companions: ['client_id', 'client_secret'],
      probe: {
        online: true,
        method: 'POST',
        // The base URL is the introspection endpoint itself.
        url: '',
        host: 'configured',
        headers: {},
        form: { token: '{token}' },
        refreshHint: { token_type_hint: 'refresh_token' },
        basic: ['client_id', 'client_secret'],
        answers: [
          {
            status: 200,
            body: { active: true },
            say: 'accepted',
            reading: { subject: 'sub', scopes: scopesAt('scope'), expiry: secondsAt('exp') },
          },
          INACTIVE,
          ...REFUSED,
          ...UNJUDGED,
        ],
      },
      docs: 'https://www.rfc-editor.org/rfc/rfc7662#section-2.2',
      impact: 'Every service that asks the authorization server about it refuses it.',
      renewal: 'By the refresh token or the client credentials that fetched it.',
      remedies: remedies(
        'Fetch a new one at the token endpoint, by refresh token or client credentials, and store both tokens of the answer.',
        'Ask the operator of the authorization server whether the grant or the session was revoked; replaying an old refresh token revokes it too.',
        {
          'insufficient-scope': [
            'Ask for the missing scope when fetching the token, and let the operator grant it to the client.',
            'Store the new value in {name}.',
          ],
        },
      ),
    },
  ],
});
