import type { AnswerRule, Provider } from './provider.ts';

/** GitHub's own words about a request, not about the token. */
export const NOT_HEARD: readonly AnswerRule[] = [
  {
    status: 401,
    body: { message: /^Requires authentication$/ },
    say: 'unanswered',
    why: 'blocked',
    detail: 'GitHub saw no token in the request: something on the way removed it',
    remedy: ['Look for a proxy between the monitor and GitHub that takes the header Authorization away.'],
  },
  {
    status: 401,
    body: { message: /^Must authenticate to access this API/ },
    say: 'ambiguous',
    otherwise: 'it did not arrive, since an Enterprise Server in private mode says the same to no token at all',
    settle: [
      'Compare the base URL: of an Enterprise Server it ends in /api/v3.',
      'Look for a proxy on the way that takes the header Authorization away.',
      'If both are right, make a new token there, and store it.',
    ],
  },
  {
    status: 403,
    body: { message: /^Although you appear to have the correct authorization credentials/ },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the token is known, but the organization does not allow requests from this address',
    remedy: [
      'Let an owner add the outgoing address of the monitor: organization > Settings > Authentication security > IP allow list.',
    ],
  },
  {
    status: 403,
    body: { message: /forbids access via a fine-grained personal access tokens?\b.*\blifetime\b/ },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the token is known, but lives longer than a policy of the organization allows',
    remedy: [
      'https://github.com/settings/personal-access-tokens > the token > Regenerate token, with a lifetime that the organization allows.',
    ],
  },
  {
    status: 403,
    body: { message: /forbids access via a (?:fine-grained )?personal access tokens?\b/ },
    say: 'unanswered',
    why: 'blocked',
    detail: 'the token is known, but a policy of the organization forbids tokens of its kind',
    remedy: [
      'Make a token of a kind that the organization allows: its words above say which. Or ask an owner: organization > Settings > Personal access tokens.',
    ],
  },
];

/** The tree of the page where a classic token is made, and what the docs add to it. */
export const SCOPE_TREE: NonNullable<Provider['scopeTree']> = {
  repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events', 'admin:repo_hook'],
  'write:packages': ['read:packages'],
  'admin:org': ['write:org', 'manage_runners:org'],
  'write:org': ['read:org'],
  'admin:public_key': ['write:public_key'],
  'write:public_key': ['read:public_key'],
  'admin:repo_hook': ['write:repo_hook'],
  'write:repo_hook': ['read:repo_hook'],
  user: ['read:user', 'user:email', 'user:follow'],
  'write:discussion': ['read:discussion'],
  'admin:enterprise': ['manage_runners:enterprise', 'manage_billing:enterprise', 'read:enterprise'],
  audit_log: ['read:audit_log'],
  codespace: ['codespace:secrets'],
  copilot: ['manage_billing:copilot'],
  'write:network_configurations': ['read:network_configurations'],
  project: ['read:project'],
  'admin:gpg_key': ['write:gpg_key'],
  'write:gpg_key': ['read:gpg_key'],
  'admin:ssh_signing_key': ['write:ssh_signing_key'],
  'write:ssh_signing_key': ['read:ssh_signing_key'],
};
