import { remedies, scopesAt, secondsAt } from './kit.ts';
import { type AnswerRule, defineProvider } from './provider.ts';

const unanswered = (status: readonly number[], error: string, detail: string): AnswerRule => ({
  status,
  body: { error },
  say: 'unanswered',
  why: 'blocked',
  detail,
});

export const oauth2Introspection = defineProvider({
  id: 'oauth2-introspection',
  name: 'OAuth2 introspection',
  docs: 'https://www.rfc-editor.org/rfc/rfc7662',
  sources: [
    'RFC 7662 sections 2.1 to 2.3: active true or false, exp, scope, sub, username; an unknown or expired token is active:false, not an error',
    'oidc-provider 9.13.3, tried: 401 invalid_client for a wrong client, 400 unsupported_token_type for a JWT access token',
  ],
  budget: { perSecond: 20, concurrency: 8 },
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
        basic: ['client_id', 'client_secret'],
        answers: [
          {
            status: 200,
            body: { active: true },
            say: 'accepted',
            reading: { subject: 'sub', scopes: scopesAt('scope'), expiry: secondsAt('exp') },
          },
          { status: 200, body: { active: false }, say: 'refused' },
          unanswered(
            [400, 401, 403],
            'invalid_client',
            'the client_id or client_secret beside the token is wrong: the token was not judged',
          ),
          unanswered(
            [400, 401, 403],
            'unauthorized_client',
            'this client may not introspect: the token was not judged',
          ),
          unanswered([400, 403], 'access_denied', 'this client may not introspect: the token was not judged'),
          unanswered(
            [400],
            'unsupported_token_type',
            'this server does not introspect tokens of this kind, such as JWTs',
          ),
          unanswered([400], 'invalid_request', 'the server did not understand the request: the token was not judged'),
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
