import { decodeBase64Url } from '../core/base/base64.ts';
import type { Flaw } from '../core/model/observation.ts';
import { remedies } from './kit.ts';
import { type AnswerRule, defineProvider, type Kind, type OnlineProbe } from './provider.ts';

const SETTLE = [
  'Try it from where it is used: npm whoami --registry URL. A token that is bound to addresses (CIDR) works there alone.',
  'Ask the operator of the registry whether its user database can be read: while it cannot, every token looks unknown.',
  'If it is refused there too, log in again: npm login --registry URL',
] as const;

const ANSWERS: readonly AnswerRule[] = [
  { status: 200, body: { username: { type: 'string' } }, say: 'accepted', reading: { subject: 'username' } },
  // Verdaccio treats a token that it does not know, or that has expired, as nobody's.
  {
    status: 200,
    text: /^\s*\{\s*\}\s*$/,
    say: 'ambiguous',
    otherwise: 'the registry cannot read its own user database',
    settle: SETTLE,
  },
  { status: [401, 403], header: { 'npm-notice': /access token expired or revoked/i }, say: 'refused' },
  {
    status: 403,
    body: { error: /^unauthorized access$/i },
    say: 'ambiguous',
    otherwise: 'it is bound to other addresses (CIDR)',
    settle: SETTLE,
  },
  {
    status: [401, 403],
    header: { 'www-authenticate': /\b(?:otp|ipaddress)\b/i },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the registry wants a one-time password, or another address',
    remedy: [
      'Use a granular token, which needs no one-time password: npmjs.com > Access Tokens.',
      'If it is bound to addresses, add the outgoing one of the monitor to them.',
    ],
  },
];

/** Registries of one's own say it in many words, and some of them also while their back end is broken. */
const UNKNOWN_THERE: AnswerRule = {
  status: 401,
  body: { error: /credentials|authori[sz]ation required|unauthori[sz]ed|invalid token/i },
  say: 'ambiguous',
  otherwise: 'the registry cannot ask its own back end about it',
  settle: SETTLE,
};

/** Of another registry's token nobody but the deployment can say whose it is; the prefix npm_ is npm's own. */
const probe: OnlineProbe = {
  online: true,
  method: 'GET',
  host: 'configured',
  url: '/-/whoami',
  headers: { authorization: 'Bearer {token}' },
  answers: ANSWERS,
};

const common: Pick<Kind, 'probe' | 'impact' | 'remedies' | 'docs'> = {
  probe,
  docs: 'https://docs.npmjs.com/about-access-tokens',
  impact: 'Installing private packages and publishing with it fail.',
  remedies: remedies(
    'npmjs.com > Access Tokens > Generate New Token, or for another registry: npm login --registry URL.',
    'npmjs.com > Access Tokens shows whether it is still listed; a token that was published is revoked by npm itself.',
    {
      'insufficient-scope': [
        'Generate a new token with the packages and rights that are missing: they cannot be added later.',
        'Store the new value in {name}.',
      ],
    },
  ),
};

/**
 * `_auth` of an .npmrc: `user:password` in base64, for Basic. Sent as a token it would be refused, and that would prove nothing. Verdaccio's own
 * tokens decode to 32 hexadecimal digits, a colon and more of them; one that was mistyped must still be asked about.
 */
const isUserPassword = (value: string): boolean => {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  const text = decodeBase64Url(value.replaceAll('+', '-').replaceAll('/', '_')) ?? '';
  return /^[\x21-\x39\x3b-\x7e]{1,214}:[\x20-\x7e]+$/.test(text) && !/^[^:]{32}:[^:]+$/.test(text);
};

const AUTH: Flaw = {
  flaw: 'credentials',
  says: 'it decodes to user:password: this is an _auth, which npm sends as Basic, and no token (_authToken)',
  certain: false,
};

const CUT: Flaw = {
  flaw: 'cut',
  says: 'it begins like an npm access token but is shorter, or has other characters',
  certain: false,
};

export const npm = defineProvider({
  id: 'npm',
  name: 'npm',
  docs: 'https://docs.npmjs.com/about-access-tokens',
  statusPage: 'https://status.npmjs.org',
  sources: [
    'verdaccio 6.10.4, tried: whoami 200 {} for missing, unknown and expired tokens, and for good ones while htpasswd cannot be read; 403 unauthorized access for revoked ones, and for good ones of another CIDR; npm/cli#5867',
    'verdaccio 6.10.4, tried: 401 no credentials provided, with a Bearer challenge, also for good tokens while its back end is broken; artipie/artipie#176: 401 unauthorized without a challenge',
    'npm clients print the header npm-notice: Access token expired or revoked (deverrors.com/errors/npm-auth-token-expired)',
    'unsure: body of a 401 from the public registry; without npm-notice it counts as a 401 of its own host that nobody documented',
    'unsure: checksum of npm_ tokens (no source confirms it, so it rejects nothing)',
  ],
  budget: { perSecond: 10, concurrency: 8 },
  limits: {
    counts: 'token',
    source:
      'unsure: npm publishes no limits; npm/cli#836 and blog.npmjs.org/post/164799520460 tell of users and of addresses, and a page of Cloudflare with 1015 says so itself',
  },
  words: { message: ['error', 'message'] },
  kinds: [
    {
      id: 'granular',
      name: 'npm access token',
      shape: {
        pattern: /^npm_[A-Za-z0-9]{36,200}$/,
        alphabet: /^[A-Za-z0-9_]$/,
        minLength: 40,
        distinctive: true,
        startsWith: ['npm_'],
        headerPrefixes: ['Bearer '],
      },
      ...common,
      probe: { ...probe, defaultBase: { url: 'https://registry.npmjs.org', trust: 'public' } },
    },
    {
      id: 'registry',
      name: 'npm registry token',
      shape: {
        pattern: /^[A-Za-z0-9+/_.~-]{20,4096}={0,2}$/,
        alphabet: /^[A-Za-z0-9+/=_.~-]$/,
        minLength: 20,
        distinctive: false,
        open: true,
        headerPrefixes: ['Bearer '],
      },
      lint: (value) => (isUserPassword(value) ? AUTH : value.startsWith('npm_') ? CUT : undefined),
      ...common,
      probe: { ...probe, answers: [...ANSWERS, UNKNOWN_THERE] },
    },
  ],
});
