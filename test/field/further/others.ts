import { json, SLACK_OK, slackError, VAULT_DEAD, VAULT_MOUNTS, vaultErrors, vaultSelf, vaultUses } from '../answers.ts';
import { because, MALFORMED, right, type Situation, type Situations } from '../case.ts';
import { jwt, npmGranular, prefixed, slackBot, slackUser, slackWebhook, uuid, vaultService } from '../shapes.ts';

const SERVICE = { from: 'stdin', provider: 'vault', value: vaultService, source: 'like V02' } as const;

export const vault: Situations = {
  'a token with two uses is looked at four times': {
    ...SERVICE,
    id: 'V101',
    source: 'like V05',
    runs: 4,
    answer: vaultUses(2),
    right: right('healthy', 'indeterminate', 'expiring'),
  },
  'the namespace is two levels deep': {
    ...SERVICE,
    id: 'V102',
    source: 'like V06',
    tags: { 'token-health:namespace': 'admin/team-a' },
    answer: ({ headers, path }) => {
      if (headers['x-vault-namespace'] !== 'admin/team-a') return vaultErrors('permission denied');
      return path.endsWith('/lookup-self') ? vaultSelf(60) : VAULT_MOUNTS;
    },
    right: right('healthy', 'expiring'),
  },
  'the quota of requests is used up': {
    ...SERVICE,
    id: 'V103',
    answer: json(429, { errors: ['request path "auth/token/lookup-self": rate limit quota exceeded'] }),
    right: because('rate-limited', 'indeterminate'),
  },
  'the server is sealed': {
    ...SERVICE,
    id: 'V104',
    answer: json(503, { errors: ['Vault is sealed'] }),
    right: because('provider-outage', 'indeterminate'),
  },
  'the pages for browsers answer in place of the API': {
    ...SERVICE,
    id: 'V105',
    basePath: '/ui',
    answer: {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!DOCTYPE html><html></html>',
    },
    right: right('indeterminate', 'misconfigured'),
  },
  'the namespace in an old token is not there': {
    ...SERVICE,
    id: 'V106',
    value: (draw) => `s.${draw(24)}.${draw(5)}`,
    answer: json(500, {
      errors: ['error performing token check: failed to look up namespace from the token: no namespace'],
    }),
    right: right('indeterminate', 'rejected', 'misconfigured'),
  },
  'two errors are a dead token': {
    ...SERVICE,
    id: 'V107',
    answer: VAULT_DEAD,
    right: right('rejected'),
  },
  'a policy lacks lookup-self': {
    ...SERVICE,
    id: 'V108',
    answer: ({ path }) =>
      path === '/v1/sys/internal/ui/mounts'
        ? VAULT_MOUNTS
        : vaultErrors('1 error occurred:\n\t* permission denied\n\n'),
    right: right('healthy', 'indeterminate', 'degraded'),
  },
};

const slackCase = (
  id: string,
  answer: Situation['answer'] & object,
  rightly: Situation['right'],
  value = slackBot,
): Situation => ({
  id,
  source: 'like S10',
  from: 'stdin',
  provider: 'slack',
  value,
  answer,
  right: rightly,
});

export const slack: Situations = {
  'the token was revoked': slackCase('S101', slackError('token_revoked'), because('revoked', 'rejected')),
  'the user or the workspace was deactivated': slackCase(
    'S102',
    slackError('account_inactive'),
    because('account-disabled', 'rejected'),
  ),
  'a scope is missing': slackCase(
    'S103',
    json(200, { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'users:read' }),
    because('insufficient-scope', 'degraded'),
  ),
  'Slack moves the workspace into an organization': slackCase(
    'S104',
    slackError('org_login_required'),
    because('provider-outage', 'indeterminate'),
  ),
  'the network is not allowed': slackCase('S105', slackError('accesslimited'), because('blocked', 'indeterminate')),
  'the cookie of a session': slackCase(
    'S106',
    slackError('invalid_auth'),
    right('misconfigured', 'indeterminate'),
    prefixed('xoxd-', 120),
  ),
  'a user token with rotation': slackCase('S107', json(200, SLACK_OK), right('healthy'), prefixed('xoxe.xoxp-1-', 160)),
  'the word Bearer was pasted along': {
    ...slackCase('S108', slackError('invalid_auth'), MALFORMED, (draw) => `Bearer ${slackUser(draw)}`),
    stays: true,
  },
  'the address of a workflow cannot be asked without starting it': {
    ...slackCase('S109', { status: 200, body: 'ok' }, right('indeterminate'), (draw) =>
      slackWebhook(draw).replace('/services/', '/workflows/'),
    ),
    provider: 'slack.webhook',
    stays: true,
  },
};

const REGISTRY = { from: 'stdin', provider: 'npm.registry', value: prefixed('', 40), source: 'like N06' } as const;
const userAndPassword = (draw: (length: number) => string) => Buffer.from(`deploy:${draw(24)}`).toString('base64');

export const npm: Situations = {
  'a registry that offers Basic alone': {
    ...REGISTRY,
    id: 'N101',
    source: 'like N03',
    value: userAndPassword,
    answer: ({ headers }, value) =>
      headers.authorization === `Basic ${value}`
        ? json(200, { username: 'deploy' })
        : json(401, { error: 'unauthorized' }, { 'www-authenticate': 'Basic realm="npm"' }),
    right: right('healthy', 'misconfigured', 'indeterminate'),
  },
  'an old UUID in NPM_TOKEN': {
    ...REGISTRY,
    id: 'N102',
    source: 'like N05',
    from: 'dotenv',
    provider: 'npm',
    name: 'NPM_TOKEN',
    value: uuid,
    answer: json(401, {}),
    right: right('misconfigured', 'rejected', 'indeterminate'),
  },
  'the whole line of .npmrc was pasted': {
    ...REGISTRY,
    id: 'N103',
    provider: 'npm',
    value: (draw) => `//npm.example.org/:_authToken=${npmGranular(draw)}`,
    answer: json(401, {}),
    stays: true,
    right: right('misconfigured', 'rejected'),
  },
  'the registry wants a one-time password': {
    ...REGISTRY,
    id: 'N104',
    answer: json(401, { error: 'You must provide a one-time pass.' }, { 'www-authenticate': 'OTP' }),
    right: because('blocked', 'indeterminate'),
  },
  'a token of a registry that is a JWT': {
    ...REGISTRY,
    id: 'N105',
    value: jwt({ exp: 2_000_000_000 }),
    answer: json(200, { username: 'deploy' }),
    right: right('healthy'),
  },
};
