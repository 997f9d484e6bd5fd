import { GITHUB, json } from '../answers.ts';
import { type Answering, because, MALFORMED, right, type Situation, type Situations } from '../case.ts';
import { github as githubShape, hex, statelessInstallation } from '../shapes.ts';

const classic = githubShape('ghp_');
const CLASSIC = { from: 'stdin', provider: 'github', value: classic } as const;
const ALIVE = because(['blocked', 'insufficient-scope'], 'indeterminate', 'degraded');

const forbidden = (id: string, message: string, rightly = ALIVE): Situation => ({
  ...CLASSIC,
  id,
  source: 'like G01',
  answer: GITHUB.forbidden(message),
  right: rightly,
});

const scopes = (id: string, has: string, needs: string, rightly = right('healthy')): Situation => ({
  ...CLASSIC,
  id,
  source: 'like L17',
  tags: { 'token-health:required-scopes': needs },
  answer: GITHUB.user({ 'x-oauth-scopes': has }),
  right: rightly,
});

const ENTERPRISE_401 = json(401, {
  message: 'Must authenticate to access this API.',
  documentation_url: 'https://docs.github.com/enterprise/rest',
});

const installation: Answering = ({ path }) =>
  path === '/rate_limit' ? GITHUB.limits : GITHUB.forbidden('Resource not accessible by integration');

const enterprise: Answering = ({ path }) =>
  path.startsWith('/api/v3/')
    ? GITHUB.user()
    : { status: 406, headers: { 'content-type': 'text/html' }, body: '<html></html>' };

export const github: Situations = {
  'an installation token of before 2021': {
    ...CLASSIC,
    id: 'G101',
    source: 'like G16',
    value: hex(40, 'v1.'),
    answer: installation,
    right: right('healthy'),
  },
  '40 hexadecimal digits that GitHub does not know': {
    ...CLASSIC,
    id: 'G102',
    source: 'like G16',
    value: hex(40),
    answer: GITHUB.badCredentials,
    right: right('rejected'),
  },
  '40 hexadecimal digits in a file that names the issuer': {
    ...CLASSIC,
    id: 'G103',
    source: 'like G23',
    from: 'dotenv',
    name: 'DEPLOY_KEY',
    value: hex(40),
    file: (value) => `DEPLOY_KEY=${value} # token-health: provider=github\n`,
    answer: GITHUB.user(),
    right: right('healthy'),
  },
  'an Enterprise Server in private mode wants a token, or another one': {
    ...CLASSIC,
    id: 'G104',
    source: 'PyGithub/PyGithub#934',
    basePath: '/api/v3',
    answer: ENTERPRISE_401,
    right: right('indeterminate', 'rejected'),
  },
  'the installation behind a token of the new kind was suspended': {
    ...CLASSIC,
    id: 'G105',
    source: 'like G15',
    value: statelessInstallation,
    answer: GITHUB.forbidden('This installation has been suspended'),
    right: because('account-disabled', 'rejected', 'degraded'),
  },
  'the account was suspended': forbidden(
    'G106',
    'Sorry. Your account was suspended',
    because('account-disabled', 'rejected'),
  ),
  'SAML has to be confirmed for the organization': forbidden(
    'G107',
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    because('insufficient-scope', 'degraded'),
  ),
  'the organization restricts OAuth apps': forbidden(
    'G108',
    'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
  ),
  'an address allow-list of the enterprise': forbidden(
    'G109',
    'Although you appear to have the correct authorization credentials, the `acme` enterprise has an IP allow list enabled, and your IP address is not permitted to access this resource.',
  ),
  'a managed user may not see this': forbidden('G110', 'As an Enterprise Managed User, you cannot access this content'),
  'classic tokens are forbidden by the organization': forbidden(
    'G111',
    '`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
  ),
  'the hourly limit of the token is used up': {
    ...CLASSIC,
    id: 'G112',
    source: 'like G03',
    answer: GITHUB.forbidden('API rate limit exceeded for user ID 1.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1',
    }),
    right: because('rate-limited', 'indeterminate'),
  },
  'an Enterprise Server, named in the tag with its path': {
    ...CLASSIC,
    id: 'G113',
    source: 'like G14',
    urlTagPath: '/api/v3',
    answer: enterprise,
    right: right('healthy'),
  },
  'an Enterprise Server, named in the tag by its host and a slash': {
    ...CLASSIC,
    id: 'G114',
    source: 'like G14',
    urlTagPath: '/',
    answer: enterprise,
    right: right('healthy', 'misconfigured'),
  },
  'the word token was pasted along': {
    ...CLASSIC,
    id: 'G115',
    source: 'like D11',
    value: (draw) => `token ${classic(draw)}`,
    answer: GITHUB.badCredentials,
    stays: true,
    right: MALFORMED,
  },
  'one character was lost': {
    ...CLASSIC,
    id: 'G116',
    source: 'like D21',
    value: (draw) => classic(draw).slice(0, -1),
    answer: GITHUB.badCredentials,
    stays: true,
    right: MALFORMED,
  },
  'the scope repo holds public_repo': scopes('G117', 'repo', 'public_repo'),
  'the scope admin:org holds read:org': scopes('G118', 'admin:org', 'read:org'),
  'the scope user holds user:email': scopes('G119', 'user', 'user:email'),
  'the scope repo does not hold workflow': scopes(
    'G120',
    'repo, read:org',
    'workflow',
    because('insufficient-scope', 'degraded'),
  ),
};
