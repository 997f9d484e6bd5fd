import { base62, crc32 } from '../core/base/checksum.ts';
import { parseInstant } from '../core/base/time.ts';
import type { Shape } from '../core/diagnose/lint.ts';
import type { Answer } from '../core/model/answer.ts';
import type { Flaw } from '../core/model/observation.ts';
import { NOT_HEARD, SCOPE_TREE } from './github-answers.ts';
import { fromIssuer, remedies, scopesHeader } from './kit.ts';
import { type AnswerRule, defineProvider, type OnlineProbe } from './provider.ts';

const DOCS = 'https://docs.github.com/en';
const EXPIRATION = 'github-authentication-token-expiration';

/** `2026-12-01 00:00:00 UTC` or `2026-12-01 00:00:00 +0200`. */
const headerDate = (text: string) =>
  fromIssuer(
    parseInstant(
      text
        .trim()
        .replace(/ UTC$/, 'Z')
        .replace(/ ([+-]\d\d)(\d\d)$/, '$1:$2'),
    ),
  );

/** Tokens with a chosen lifetime always send the header; for the others its absence says nothing. */
const expiryOr = (absent: 'never' | 'unknown') => (answer: Answer) => {
  const text = answer.headers[EXPIRATION];
  return text === undefined ? absent : headerDate(text);
};

const LIMITS: readonly AnswerRule[] = [
  {
    status: [403, 429],
    header: { 'x-ratelimit-remaining': /^0$/ },
    say: 'unanswered',
    why: 'rate-limited',
    detail: 'the hourly limit of this token is used up',
  },
  {
    status: [403, 429],
    body: { message: /secondary rate limit|abuse detection/i },
    say: 'unanswered',
    why: 'rate-limited',
    detail: 'too many requests in a short time',
  },
  {
    status: 403,
    body: { message: /^Maximum number of login attempts exceeded/ },
    say: 'unanswered',
    why: 'rate-limited',
    detail: 'GitHub refuses this address for a while after bad tokens, good ones included',
  },
];

const lacking = ({ headers, json }: Answer): readonly string[] => {
  const permissions = headers['x-accepted-github-permissions'];
  if (permissions) return [permissions.slice(0, 100)];
  return /SAML/.test(JSON.stringify(json)) ? ['authorization for the SAML organization'] : ['access to this resource'];
};

const REFUSALS: readonly AnswerRule[] = [
  { status: 401, body: { message: /^Bad credentials$/ }, say: 'refused' },
  {
    status: 403,
    body: { message: /^(?:Sorry\. Your account was suspended|This installation has been suspended)/ },
    say: 'refused',
    meaning: 'account-disabled',
  },
  {
    status: 403,
    body: { message: /^Resource (?:not accessible by|protected by organization SAML)/ },
    say: 'lacking',
    lacking,
  },
];

const probe = (path: string, accepted: AnswerRule): OnlineProbe => ({
  online: true,
  method: 'GET',
  url: `https://api.github.com/${path}`,
  host: 'fixed',
  headers: { authorization: 'Bearer {token}', accept: 'application/vnd.github+json' },
  answers: [...LIMITS, accepted, ...REFUSALS, ...NOT_HEARD],
});

const userProbe = (absent: 'never' | 'unknown') =>
  probe('user', {
    status: 200,
    body: { login: { type: 'string' }, id: { type: 'number' } },
    say: 'accepted',
    reading: { subject: 'login', scopes: scopesHeader('x-oauth-scopes'), expiry: expiryOr(absent) },
  });

/** The last 6 of 36 are the CRC-32 of the first 30. Longer tokens are announced, so any other length is left alone. */
const checksum = (value: string): Flaw | undefined =>
  value.length !== 40 || base62(crc32(value.slice(4, 34)), 6) === value.slice(34)
    ? undefined
    : { flaw: 'checksum', says: 'its checksum is wrong: a character was changed, lost or added', certain: true };

const shape = (prefix: string, rest = '[A-Za-z0-9]{36,251}', alphabet = /^[A-Za-z0-9_]$/): Shape => ({
  pattern: new RegExp(`^${prefix}${rest}$`),
  alphabet,
  minLength: prefix.length + 36,
  distinctive: true,
  startsWith: [prefix],
  headerPrefixes: ['token ', 'Bearer '],
});

const LOG =
  'Look in https://github.com/settings/security-log for oauth_access or personal_access_token events: who revoked it, or was it found in a public repository?';
const SETTINGS = 'https://github.com/settings';
const SUSPENDED = [
  'Sign in as the account and read the notice, or ask the administrator of the organization.',
  'https://support.github.com',
];
const impact = 'Every call with it fails with 401: pushes, API calls and workflows that use it stop.';

const pat = (page: string) =>
  remedies(`${SETTINGS}/${page} > the token > Regenerate token (or Generate new token).`, LOG, {
    'insufficient-scope': [
      `${SETTINGS}/${page} > the token: add what is missing. A classic token keeps its value.`,
      'For an organization with SAML: Configure SSO > Authorize.',
    ],
    'account-disabled': SUSPENDED,
  });

/** 40 hexadecimal digits are many things: they tell nothing by themselves. */
const oldShape = (prefix: string): Shape => ({
  pattern: new RegExp(`^${prefix.replace('.', '\\.')}[0-9a-f]{40}$`),
  alphabet: /^[0-9a-fv.]$/,
  minLength: prefix.length + 40,
  distinctive: false,
  headerPrefixes: ['token ', 'Bearer '],
});

/** A good installation token gets 403 from /user. Nobody, a token lost on the way, gets 200 here with a limit of 60. */
const installationProbe = probe('rate_limit', {
  status: 200,
  body: { 'resources.core.limit': /^[1-9]\d{2,}$/ },
  say: 'accepted',
  reading: { expiry: expiryOr('unknown') },
});

export const github = defineProvider({
  id: 'github',
  name: 'GitHub',
  docs: `${DOCS}/rest/authentication/authenticating-to-the-rest-api`,
  statusPage: 'https://www.githubstatus.com',
  sources: [
    'docs.github.com: rest/using-the-rest-api/troubleshooting-the-rest-api (403 or 429 with x-ratelimit-remaining 0, secondary limits)',
    'google/go-github#2031 and the changelog of 2021-07-26: header github-authentication-token-expiration, with UTC (gh-aw#20097)',
    'google/go-github github.go: /rate_limit, 60 an hour without a token',
    'unsure: the same header with an offset such as +0200 (told in notes on clients, no recorded answer found)',
    'nrkno/terraform-registry#245: 401 Bad credentials on /rate_limit',
    'trufflehog detectors: shapes; checksum recomputed on one published ghp_ sample (provider-facts 3.4)',
    'octokit/octokit.rb#1307: 403 This installation has been suspended; github/gh-gei#943: 401 Requires authentication where no token arrived',
    'PyGithub/PyGithub#934: 401 Must authenticate to access this API (Enterprise Server in private mode, for a wrong token and for none)',
    'aquasecurity/trivy#10567: IP allow list; GladysAssistant/v4-website#408, composer/composer#12711: policies of organizations',
    'docs.github.com: apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps (which scopes hold others)',
    'unsure: nesting of packages, enterprise, audit_log, codespace, copilot and network scopes, as on the page where a classic token is made',
    'sourcecred/sourcecred#2897, jasperapp/jasper#204: tokens of before April 2021 have 40 hexadecimal digits and are still accepted',
    'unsure: v1. and 40 hexadecimal digits for installation tokens of old Enterprise Servers',
    'docs.github.com: enterprise-server rest (https://HOSTNAME/api/v3), enterprise-cloud data residency (api.SUBDOMAIN.ghe.com)',
    'unsure: text of a suspended account (seen in clients, not in the docs)',
    'unsure: checksum of github_pat_ (not used)',
  ],
  budget: { perSecond: 10, concurrency: 8 },
  limits: {
    counts: 'account',
    source:
      'docs.github.com: rest/using-the-rest-api/rate-limits-for-the-rest-api, all tokens of a user add up, an app counts by installation; unsure: whose requests a secondary limit adds up',
  },
  requestId: 'x-github-request-id',
  words: { message: ['message'] },
  scopeTree: SCOPE_TREE,
  // Enterprise Server has the API below its web address; a subdomain of ghe.com has it at api.SUBDOMAIN.ghe.com.
  base: {
    strip: ['/api/v3', '/api'],
    path: '/api/v3',
    rootHosts: /^(?:api\.github\.com|(?:[a-z0-9-]+\.)+ghe\.com)(?::\d+)?$/,
  },
  kinds: [
    {
      id: 'classic',
      name: 'GitHub personal access token (classic)',
      shape: shape('ghp_'),
      lint: checksum,
      probe: userProbe('never'),
      docs: `${DOCS}/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens`,
      impact,
      renewal: 'By hand: Settings, Developer settings, Tokens (classic), Regenerate.',
      remedies: pat('tokens'),
    },
    {
      id: 'fine-grained',
      name: 'GitHub fine-grained personal access token',
      shape: { ...shape('github_pat_', '[A-Za-z0-9]{22}_[A-Za-z0-9]{59,200}'), minLength: 93 },
      probe: userProbe('never'),
      docs: `${DOCS}/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens`,
      impact,
      renewal: 'By hand: Settings, Developer settings, Fine-grained tokens, Regenerate token.',
      remedies: pat('personal-access-tokens'),
    },
    {
      id: 'oauth',
      name: 'GitHub OAuth app token',
      shape: shape('gho_'),
      lint: checksum,
      probe: userProbe('unknown'),
      docs: `${DOCS}/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps`,
      impact,
      remedies: remedies(
        'Send the user through the authorization of the OAuth app again.',
        `See ${SETTINGS}/applications > Authorized OAuth Apps: was the app removed?`,
        { 'account-disabled': SUSPENDED },
      ),
    },
    {
      id: 'app-user',
      name: 'GitHub App user token',
      shape: shape('ghu_'),
      lint: checksum,
      probe: userProbe('unknown'),
      docs: `${DOCS}/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens`,
      impact,
      renewal: 'POST /login/oauth/access_token with grant_type=refresh_token; the refresh token changes too.',
      remedies: remedies(
        'Run the job that refreshes it with the ghr_ token, and store both new tokens.',
        `See ${SETTINGS}/apps/authorizations: was the app removed?`,
        { 'account-disabled': SUSPENDED },
      ),
    },
    {
      id: 'app-installation',
      name: 'GitHub App installation token',
      shape: shape('ghs_', '[A-Za-z0-9_.-]{36,1024}', /^[A-Za-z0-9_.-]$/),
      lint: checksum,
      probe: installationProbe,
      docs: `${DOCS}/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation`,
      impact: 'Every call of the app for this installation fails with 401.',
      renewal: 'POST /app/installations/{id}/access_tokens with a JWT of the app; it lives one hour.',
      remedies: remedies(
        'Let the app ask for a new one: POST /app/installations/{id}/access_tokens. It lives one hour, so it should not be stored at all.',
        `See ${SETTINGS}/installations: was the app uninstalled or suspended?`,
        {
          'account-disabled': [
            `${SETTINGS}/installations (of an organization: Settings > GitHub Apps) > Configure > Unsuspend, by whoever owns the account that installed it.`,
            'If the account itself was suspended: https://support.github.com',
          ],
        },
      ),
    },
    {
      id: 'old',
      name: 'GitHub token of before April 2021',
      shape: oldShape(''),
      probe: userProbe('unknown'),
      docs: `${DOCS}/authentication/keeping-your-account-and-data-secure/about-authentication-to-github`,
      impact,
      renewal: 'By hand: Settings, Developer settings, Tokens (classic), Regenerate. The new one begins with ghp_.',
      remedies: pat('tokens'),
    },
    {
      id: 'old-installation',
      name: 'GitHub App installation token of an old Enterprise Server',
      shape: oldShape('v1.'),
      probe: installationProbe,
      docs: `${DOCS}/authentication/keeping-your-account-and-data-secure/about-authentication-to-github`,
      impact: 'Every call of the app for this installation fails with 401.',
      renewal: 'POST /app/installations/{id}/access_tokens with a JWT of the app; it lives one hour.',
      remedies: remedies(
        'Let the app ask for a new one: POST /app/installations/{id}/access_tokens. It lives one hour, so it should not be stored at all.',
        'See the settings of the app on the server: was it uninstalled or suspended?',
      ),
    },
  ],
});
