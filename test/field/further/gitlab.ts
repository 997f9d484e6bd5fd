import { GITLAB } from '../answers.ts';
import { because, right, type Situation, type Situations } from '../case.ts';
import { glpat, prefixed } from '../shapes.ts';

const PAT = { from: 'stdin', provider: 'gitlab', value: glpat } as const;
const ACCOUNT = because(['account-disabled', 'insufficient-scope'], 'rejected', 'degraded');
const NOT_DEAD = right('healthy', 'indeterminate', 'misconfigured', 'unchecked');

/** No request that GitLab offers says whether one of these lives. */
const OTHER_KINDS = {
  gldt: 'a deploy token',
  glrt: 'a token of a runner',
  glptt: 'a token of a pipeline trigger',
  gloas: 'the secret of an OAuth application',
  glcbt: 'the token of a CI job',
  glimt: 'a token of incoming mail',
  glagent: 'the token of an agent for Kubernetes',
  glsoat: 'a token of SCIM',
  glffct: 'the token of a client of feature flags',
  glft: 'a token of a feed',
} as const;

const otherKinds: Situations = Object.fromEntries(
  Object.entries(OTHER_KINDS).map(([prefix, what], n): [string, Situation] => [
    `${what} in GITLAB_TOKEN`,
    {
      id: `L${101 + n}`,
      source: 'like L20',
      from: 'dotenv',
      provider: 'gitlab',
      name: 'GITLAB_TOKEN',
      value: prefixed(`${prefix}-`, prefix === 'glagent' ? 50 : 20),
      answer: GITLAB.unauthorized,
      right: NOT_DEAD,
    },
  ]),
);

const denied = (id: string, reason: string): Situation => ({
  ...PAT,
  id,
  source: 'like L08',
  answer: GITLAB.denied(reason),
  right: ACCOUNT,
});

const own = (id: string, value: Situation['value'], more: Partial<Situation> = {}): Situation => ({
  ...PAT,
  id,
  source: 'like L13',
  value,
  answer: GITLAB.self(),
  right: right('healthy'),
  ...more,
});

export const gitlab: Situations = {
  ...otherKinds,
  'an instance whose prefix ends with an underscore': own('L111', prefixed('corp_', 20)),
  'an instance without any prefix': own('L112', prefixed('', 20)),
  'an instance whose prefix has a period': own('L113', prefixed('git.acme-', 20), {
    right: right('healthy', 'misconfigured'),
  }),
  'a routable token': own('L114', (draw) => `glpat-${draw(27)}.01.${'0'.repeat(3)}${draw(6).toLowerCase()}`),
  'a routable token with a prefix of the instance': own(
    'L115',
    (draw) => `acme-${draw(27)}.01.${'0'.repeat(3)}${draw(6).toLowerCase()}`,
  ),
  'a prefix of the instance, in a file that names the kind': own('L116', prefixed('acme-', 20), {
    from: 'dotenv',
    name: 'DEPLOY_KEY',
    file: (value) => `# token-health: provider=gitlab\nDEPLOY_KEY=${value}\n`,
  }),
  'a token with a prefix of the instance was revoked': own('L117', prefixed('acme-', 20), {
    answer: GITLAB.self({ revoked: true, active: false }),
    right: because('revoked', 'rejected'),
  }),
  'the user behind the token was deactivated': denied(
    'L120',
    'Your account has been deactivated by your administrator. Please log back in from a web browser to reactivate your account at https://git.example.org',
  ),
  'the user behind the token has not confirmed the address': denied(
    'L121',
    'Your primary email address is not confirmed. Please check your inbox for the confirmation instructions.',
  ),
  'the user behind the token waits for approval': denied(
    'L122',
    'Your account is pending approval from your GitLab administrator and hence blocked.',
  ),
  'the token belongs to an internal user': denied('L123', 'This action cannot be performed by internal users'),
  'the scope api holds read_user': {
    ...PAT,
    id: 'L125',
    source: 'like L17',
    tags: { 'token-health:required-scopes': 'read_user' },
    answer: GITLAB.self(),
    right: right('healthy'),
  },
  'read_api does not hold write_repository': {
    ...PAT,
    id: 'L126',
    source: 'like L17',
    tags: { 'token-health:required-scopes': 'write_repository' },
    answer: GITLAB.self({ scopes: ['read_api'] }),
    right: because('insufficient-scope', 'degraded'),
  },
};
