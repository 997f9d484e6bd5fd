import type { RecordedAnswer } from '../support/answers-server.ts';
import type { Answering } from './case.ts';
import { inDays } from './case.ts';

/** JSON text exactly as an issuer sent it. */
export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RecordedAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const DISCORD = {
  bot: json(200, { id: '900016383716860831', username: 'orderbot', bot: true, discriminator: '0', flags: 0 }),
  unauthorized: json(401, { message: '401: Unauthorized', code: 0 }),
  webhook: (type: number) => json(200, { id: '123456789012345678', type, name: 'hook', application_id: '2' }),
} as const;

const OCTOCAT = { login: 'octocat', id: 1, type: 'User' };

export const GITHUB = {
  user: (headers: Readonly<Record<string, string>> = { 'x-oauth-scopes': 'repo' }) => json(200, OCTOCAT, headers),
  limits: json(200, {
    resources: { core: { limit: 5000, used: 1, remaining: 4999, reset: 1 } },
    rate: { limit: 5000 },
  }),
  badCredentials: json(401, {
    message: 'Bad credentials',
    documentation_url: 'https://docs.github.com/rest',
    status: '401',
  }),
  forbidden: (message: string, headers: Readonly<Record<string, string>> = {}) =>
    json(403, { message, documentation_url: 'https://docs.github.com/rest', status: '403' }, headers),
} as const;

export const GITLAB = {
  self: (more: object = {}) =>
    json(200, {
      id: 4,
      name: 't',
      revoked: false,
      created_at: inDays(-30),
      scopes: ['api'],
      user_id: 1,
      last_used_at: inDays(-1),
      active: true,
      expires_at: inDays(60).slice(0, 10),
      ...more,
    }),
  unauthorized: json(401, { message: '401 Unauthorized' }),
  /** Two spaces, as in lib/gitlab/auth. */
  denied: (reason: string) => json(403, { message: `403 Forbidden  - ${reason}` }),
} as const;

export const slackError = (
  error: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): RecordedAnswer => json(status, { ok: false, error }, headers);

export const SLACK_OK = {
  ok: true,
  url: 'https://x.slack.com/',
  team: 'x',
  user: 'bot',
  team_id: 'T0ABC123',
  user_id: 'U0ABC123',
  bot_id: 'B0ABC123',
};

export const vaultSelf = (days: number, more: object = {}): RecordedAnswer =>
  json(200, {
    request_id: 'x',
    data: {
      accessor: 'a',
      creation_time: Math.floor(Date.now() / 1000) - 86_400,
      creation_ttl: 2_764_800,
      display_name: 'token',
      entity_id: '',
      expire_time: inDays(days),
      explicit_max_ttl: 0,
      id: 'x',
      issue_time: inDays(-1),
      meta: null,
      num_uses: 0,
      orphan: true,
      path: 'auth/token/create',
      policies: ['default', 'app'],
      renewable: true,
      ttl: Math.round(days * 86_400),
      type: 'service',
      ...more,
    },
  });

/** GET sys/internal/ui/mounts of a token that lives: it says nothing of the token, and costs no use. */
export const VAULT_MOUNTS = json(200, {
  request_id: 'x',
  data: { auth: { 'token/': { type: 'token' } }, secret: { 'cubbyhole/': { type: 'cubbyhole' } } },
});

export const vaultErrors = (...errors: readonly string[]): RecordedAnswer => json(403, { errors });
const NO_WRAPPING = json(400, { errors: ['wrapping token is not valid or does not exist'] });
export const VAULT_DEAD = vaultErrors('2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');

/** So many uses: each lookup-self takes one, and a dead token is dead to every request that it makes. */
export const vaultUses = (count: number): Answering => {
  let uses = count;
  return ({ path }) => {
    if (path === '/v1/sys/wrapping/lookup') return NO_WRAPPING;
    if (uses === 0) return VAULT_DEAD;
    if (path === '/v1/sys/internal/ui/mounts') return VAULT_MOUNTS;
    uses -= 1;
    return vaultSelf(20, { num_uses: uses || -1 });
  };
};
