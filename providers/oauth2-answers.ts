import type { AnswerRule } from './provider.ts';

const CLIENT = [
  'Compare client_id and client_secret beside the token with those of the client at the authorization server.',
  'If the secret of that client was rotated, or the client disabled, store what is valid now in the same secret.',
] as const;

const MAY_INTROSPECT = [
  'Use a confidential client that the authorization server lets introspect, and store its client_id and client_secret beside the token.',
] as const;

/** Nothing is said of the token: what stands beside it is wrong. */
const ABOUT_THE_CLIENT: readonly AnswerRule[] = [
  {
    status: [400, 401, 403],
    body: { error: 'invalid_client' },
    say: 'misconfigured',
    detail:
      'the client_id or client_secret beside the token is wrong, or that client is disabled: the token was not judged',
    remedy: CLIENT,
  },
  {
    status: 401,
    text: /^\s*no valid authorization\s*$/i,
    say: 'misconfigured',
    detail: 'Gitea does not know the client_id and client_secret beside the token: the token was not judged',
    remedy: CLIENT,
  },
  {
    status: [400, 401, 403],
    body: { error: 'unauthorized_client' },
    say: 'misconfigured',
    detail: 'this client may not introspect: the token was not judged',
    remedy: MAY_INTROSPECT,
  },
  {
    status: 403,
    body: { error: 'invalid_request', error_description: /^client not allowed/i },
    say: 'misconfigured',
    detail: 'this client may not introspect, as a public one never may: the token was not judged',
    remedy: MAY_INTROSPECT,
  },
];

const ENDPOINT = [
  'Correct the address: it is the whole introspection endpoint, as introspection_endpoint in the discovery document of the server says.',
  'Of Keycloak: https://HOST/realms/REALM/protocol/openid-connect/token/introspect',
] as const;

const ABOUT_THE_ADDRESS: readonly AnswerRule[] = [
  {
    status: 404,
    body: { error: /^realm does not exist/i },
    say: 'misconfigured',
    detail: 'the address names a realm that does not exist: the token was not judged',
    remedy: ENDPOINT,
  },
  {
    status: [404, 405],
    body: { error: /^(?:unable to find matching target resource method|http 40[45] )/i },
    say: 'misconfigured',
    detail: 'the address is no introspection endpoint: the token was not judged',
    remedy: ENDPOINT,
  },
];

const NOT_JUDGED: readonly AnswerRule[] = [
  {
    status: [400, 403],
    body: { error: 'access_denied', error_description: /^realm not enabled/i },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the realm is switched off: none of its tokens works or can be judged until it is switched on again',
    remedy: ['Ask the operator of the authorization server whether the realm was meant to be disabled.'],
  },
  {
    status: [400, 403],
    body: { error: 'access_denied' },
    say: 'unanswered',
    why: 'blocked',
    detail: 'this client may not introspect, or the server says so of a token that it does not know',
    remedy: [
      'Let the operator of the authorization server allow this client to introspect; some servers say the same of an unknown token.',
      'Try the token where it is used: if it is refused there, fetch a new one at the token endpoint.',
    ],
  },
  {
    status: 401,
    body: { error: 'request_unauthorized' },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the server did not authorize the request, and does not say whether because of the client or the token',
    remedy: [
      'Compare client_id and client_secret beside the token with those of the client at the authorization server.',
      'Try the token where it is used: if it is refused there, fetch a new one at the token endpoint.',
    ],
  },
  {
    status: 401,
    text: /^\s*failed to authenticate user\s*$/i,
    say: 'unanswered',
    why: 'blocked',
    detail:
      'Gitea found nobody behind the token: it is no OAuth2 token of this Gitea, or the client is not the one it was issued to',
    remedy: [
      'Ask with the client that the token was issued to: store its client_id and client_secret beside it.',
      'A personal access token of Gitea cannot be introspected: declare GET /api/v1/user of your Gitea as an `http` address instead.',
    ],
  },
  {
    status: 400,
    body: { error: 'unsupported_token_type' },
    say: 'unanswered',
    why: 'blocked',
    detail: 'this server does not introspect tokens of this kind, such as JWTs',
    remedy: ['Have the date of a JWT watched instead: tag it `jwt`. Or let the server issue opaque tokens.'],
  },
  {
    status: 400,
    body: { error: 'invalid_request' },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the server did not understand the request: the token was not judged',
    remedy: [
      'Read the words of the server above: it may want the client to authenticate in another way than HTTP Basic.',
    ],
  },
];

/** The words of RFC 7662, and those of servers that have their own. */
export const UNJUDGED: readonly AnswerRule[] = [...ABOUT_THE_CLIENT, ...ABOUT_THE_ADDRESS, ...NOT_JUDGED];
