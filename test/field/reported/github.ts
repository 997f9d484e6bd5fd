import { GITHUB, json } from '../answers.ts';
import { type Answering, because, inDays, right, type Situations } from '../case.ts';
import { fineGrained, github as githubShape, hex, statelessInstallation } from '../shapes.ts';

const classic = githubShape('ghp_');
const CLASSIC = { from: 'stdin', provider: 'github', value: classic } as const;
const INSTALLATION = { ...CLASSIC, value: githubShape('ghs_') } as const;
const NOT_FOR_APPS = GITHUB.forbidden('Resource not accessible by integration');

/** `/user` is for people: an installation may ask for its limits. */
const installation: Answering = ({ path }) => (path === '/rate_limit' ? GITHUB.limits : NOT_FOR_APPS);

/** The API of an Enterprise Server; everything else of the host is for browsers. */
const enterprise: Answering = ({ path }) =>
  path.startsWith('/api/v3/')
    ? GITHUB.user()
    : { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>Not Found</html>' };

/** `2026-11-30 14:24:22`, as GitHub writes the date in its header. */
const spaced = (days: number): string => inDays(days).slice(0, 19).replace('T', ' ');
const inFive = spaced(5);
const expires = (zone: string) => GITHUB.user({ 'github-authentication-token-expiration': `${inFive} ${zone}` });
const FIVE = { ...right('expiring'), expiresAt: `${inFive.replace(' ', 'T')}.000Z` };

export const github: Situations = {
  'an address allow-list of the organization says that the credentials are right': {
    ...CLASSIC,
    id: 'G01',
    source: 'aquasecurity/trivy#10567',
    answer: GITHUB.forbidden(
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
    ),
    right: because(['blocked', 'insufficient-scope'], 'indeterminate', 'degraded'),
  },
  'a secondary limit without any limit header': {
    ...CLASSIC,
    id: 'G03',
    source: 'trufflesecurity/trufflehog#3658',
    answer: json(403, {
      documentation_url:
        'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    }),
    right: because('rate-limited', 'indeterminate'),
  },
  'an installation token may not ask who it is, and works': {
    ...INSTALLATION,
    id: 'G04',
    source: 'trufflesecurity/trufflehog#3262',
    answer: installation,
    right: right('healthy'),
  },
  'the new installation token of about 520 characters': {
    ...CLASSIC,
    id: 'G06',
    source: 'betterleaks/betterleaks#107',
    value: statelessInstallation,
    answer: installation,
    right: right('healthy'),
  },
  'the new installation token in a file, told from its shape': {
    ...CLASSIC,
    id: 'G07',
    source: 'snok/container-retention-policy#132',
    from: 'dotenv',
    name: 'APP_KEY',
    value: statelessInstallation,
    answer: installation,
    right: right('healthy'),
  },
  'the header of the end has an offset in place of UTC': {
    ...CLASSIC,
    id: 'G09',
    source: 'google/go-github#2650',
    value: fineGrained,
    answer: expires('+0000'),
    right: FIVE,
  },
  'the header of the end is no ISO date': {
    ...CLASSIC,
    id: 'G10',
    source: 'refined-github/refined-github#9048',
    value: fineGrained,
    answer: expires('UTC'),
    right: FIVE,
  },
  'an Enterprise Server, named with its path /api/v3': {
    ...CLASSIC,
    id: 'G13',
    source: 'barecheck/code-coverage-action#270',
    basePath: '/api/v3',
    answer: enterprise,
    right: right('healthy'),
  },
  'an Enterprise Server, named in the tag by its host alone': {
    ...CLASSIC,
    id: 'G14',
    source: 'rmacklin/team-sync#28',
    urlTagPath: '',
    answer: enterprise,
    right: right('healthy', 'misconfigured'),
  },
  'the installation of the app was suspended': {
    ...INSTALLATION,
    id: 'G15',
    source: 'octokit/octokit.rb#1307',
    answer: GITHUB.forbidden('This installation has been suspended'),
    right: because('account-disabled', 'rejected', 'degraded'),
  },
  'a token of before April 2021 is 40 hexadecimal digits, and works': {
    ...CLASSIC,
    id: 'G16',
    source: 'sourcecred/sourcecred#2897',
    value: hex(40),
    answer: GITHUB.user(),
    right: right('healthy'),
  },
  'such an old token in a variable called GITHUB_TOKEN': {
    ...CLASSIC,
    id: 'G23',
    source: 'jasperapp/jasper#204',
    from: 'dotenv',
    name: 'GITHUB_TOKEN',
    value: hex(40),
    answer: GITHUB.user(),
    right: right('healthy', 'indeterminate'),
  },
  'GitHub saw no token in the request at all': {
    ...CLASSIC,
    id: 'G18',
    source: 'github/gh-gei#943',
    answer: json(401, {
      message: 'Requires authentication',
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    }),
    right: right('indeterminate'),
  },
  'an organization forbids fine-grained tokens that live longer than a year': {
    ...CLASSIC,
    id: 'G20',
    source: 'GladysAssistant/v4-website#408',
    value: fineGrained,
    answer: GITHUB.forbidden(
      "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.",
      { 'x-ratelimit-remaining': '4882' },
    ),
    right: because(['insufficient-scope', 'blocked'], 'degraded', 'indeterminate'),
  },
};
