import { at } from '../core/base/json.ts';
import { scopeList } from '../core/diagnose/jwt.ts';
import { GITLAB_UNASKED } from './gitlab-unasked.ts';
import { expiryAt, remedies, scopesAt } from './kit.ts';
import { type AnswerRule, defineProvider } from './provider.ts';

const DOCS = 'https://docs.gitlab.com';
const self = { id: { type: 'number' }, scopes: { type: 'array' } } as const;

/** The token is good, and nothing works with it until the person behind it has done something in the browser. */
const PERSON_MUST: readonly (readonly [message: RegExp, must: string])[] = [
  [/must accept the Terms of Service/, 'the Terms of Service, which the user behind it must accept in the browser'],
  [/Your password expired/, 'a new password of the user behind it, whose old one expired: sign in with the browser'],
  [
    /primary email address is not confirmed/,
    'a confirmed e-mail address of the user behind it: follow the link in the mail',
  ],
];
/** What stands behind the prefix, which a GitLab of one's own may replace or leave out. */
const REST = '(?:[A-Za-z0-9_=-]{20,64}|[A-Za-z0-9_=-]{27,300}\\.[0-9a-z]{2}\\.[0-9a-z]{9})';

const ANSWERS: readonly AnswerRule[] = [
  {
    status: 200,
    body: { ...self, active: true, revoked: false },
    say: 'accepted',
    // A bare date: the token dies at midnight UTC when that day begins.
    reading: { subject: 'user_id', scopes: scopesAt('scopes'), expiry: expiryAt('expires_at') },
  },
  { status: 200, body: { ...self, revoked: true }, say: 'refused', meaning: 'revoked' },
  { status: 200, body: { ...self, active: false, revoked: false }, say: 'refused', meaning: 'expired' },
  {
    status: 401,
    body: { error: 'invalid_token', error_description: /^Token is expired/ },
    say: 'refused',
    meaning: 'expired',
  },
  {
    status: 401,
    body: { error: 'invalid_token', error_description: /^Token was revoked/ },
    say: 'refused',
    meaning: 'revoked',
  },
  {
    status: 401,
    body: { error: 'invalid_token', error_description: /^(?:Bad Access Token|Token is an impersonation token)/ },
    say: 'refused',
  },
  { status: 401, body: { message: /^401 Unauthorized$/ }, say: 'refused' },
  {
    status: 403,
    body: {
      message:
        /Your account (?:has been (?:blocked|deactivated)|is pending approval)|cannot be performed by internal users/,
    },
    say: 'refused',
    meaning: 'account-disabled',
  },
  ...PERSON_MUST.map(
    ([message, must]): AnswerRule => ({ status: 403, body: { message }, say: 'lacking', lacking: () => [must] }),
  ),
  {
    status: 403,
    body: { error: 'insufficient_scope' },
    say: 'lacking',
    lacking: ({ json }) => scopeList(at(json, 'scope')) ?? ['a scope that GitLab does not name'],
  },
];

export const gitlab = defineProvider({
  id: 'gitlab',
  name: 'GitLab',
  docs: `${DOCS}/api/personal_access_tokens/`,
  statusPage: 'https://status.gitlab.com',
  sources: [
    'docs.gitlab.com: api/personal_access_tokens (self: active, revoked, expires_at, scopes)',
    'gitlab-org/gitlab lib/api/api_guard.rb: invalid_token with Token is expired / Token was revoked / Bad Access Token; insufficient_scope',
    'gitlab-org/gitlab lib/gitlab/auth/user_access_denied_reason.rb and gitbeaker#3547: a blocked user is 403 Your account has been blocked',
    'the same file: 403 texts of deactivated, pending and internal users, of terms, password and e-mail; dlang/dub-registry#343, git-as-svn/git-as-svn#327',
    'docs.gitlab.com: security/tokens/access_token_scopes, api/personal_access_tokens (self/rotate); gitlab-org/gitlab-foss!26021: api holds write_repository, which holds read_repository',
    'docs.gitlab.com: administration/settings/account_and_limit_settings (personal access token prefix, also none), security/tokens (prefixes of other kinds)',
    'unsure: read_api holds read_registry of a personal token only, so it is not taken to',
    'unsure: text of a user blocked by LDAP (taken to be that of a blocked one)',
    'unsure: checksum of routable tokens (not used)',
  ],
  budget: { perSecond: 10, concurrency: 8 },
  limits: {
    counts: 'account',
    source:
      'docs.gitlab.com: administration/settings/user_and_ip_rate_limits, authenticated API requests count by user, those of nobody by address',
  },
  requestId: 'x-request-id',
  words: { code: 'error', message: ['error_description', 'message'] },
  scopeTree: {
    api: ['read_api', 'write_repository', 'write_registry', 'create_runner', 'self_rotate'],
    read_api: ['read_user'],
    write_repository: ['read_repository'],
    write_registry: ['read_registry'],
  },
  base: { strip: ['/api/v4', '/api/v3', '/api'] },
  kinds: [
    {
      id: 'pat',
      name: 'GitLab access token',
      shape: {
        pattern: new RegExp(`^glpat-${REST}$`),
        alphabet: /^[A-Za-z0-9_=.-]$/,
        minLength: 26,
        distinctive: true,
        startsWith: ['glpat-'],
        headerPrefixes: ['Bearer '],
      },
      ownShapes: true,
      afterOwnPrefix: new RegExp(`^${REST}$`),
      otherwise: true,
      probe: {
        online: true,
        method: 'GET',
        host: 'configured',
        defaultBase: { url: 'https://gitlab.com', trust: 'public' },
        url: '/api/v4/personal_access_tokens/self',
        headers: { 'private-token': '{token}' },
        answers: ANSWERS,
      },
      docs: `${DOCS}/user/profile/personal_access_tokens/`,
      impact: 'Every API call, clone and push with it fails with 401.',
      renewal:
        'POST /api/v4/personal_access_tokens/self/rotate kills the old one at once; without expires_at the new one lives one week.',
      remedies: remedies(
        'GitLab > Edit profile > Access tokens > Add new token (for a project or group: Settings > Access tokens). Rotating in place kills the old one at once.',
        'GitLab > Access tokens > Inactive tokens shows it if it was revoked there; ask the owner. If nobody did it, treat it as leaked.',
        {
          'insufficient-scope': [
            'If the person behind it must do something (terms, password, e-mail): sign in as that user with the browser once. The token keeps its value.',
            'Scopes of a token cannot be changed: add a new token with the missing scope.',
            'Store the new value in {name}, then revoke the old token.',
          ],
          'account-disabled': [
            'Ask an administrator of this GitLab to unblock or approve the user behind the token; a deactivated one signs in with the browser once.',
            'Better: a project or group token, which belongs to no person.',
          ],
        },
      ),
    },
    ...GITLAB_UNASKED,
  ],
});
