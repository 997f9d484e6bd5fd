import type { Shape } from '../core/diagnose/lint.ts';
import { remedies } from './kit.ts';
import type { Kind } from './provider.ts';

const DOCS = 'https://docs.gitlab.com';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly starts: readonly string[];
  /** The only requests that know it. */
  readonly takenBy: string;
  readonly impact: string;
  readonly renew: string;
};

/** `personal_access_tokens/self` answers 401 to all of these while they work (docs.gitlab.com: security/tokens, token prefixes). */
const ROWS: readonly Row[] = [
  {
    id: 'deploy',
    name: 'GitLab deploy token',
    starts: ['gldt-'],
    takenBy: 'git and the registries take it, together with its user name',
    impact: 'Clones and pulls of images and packages with it fail.',
    renew: 'GitLab > the project or group > Settings > Repository > Deploy tokens > Add token.',
  },
  {
    id: 'runner',
    name: 'GitLab runner token',
    starts: ['glrt-', 'glrtr-'],
    takenBy: 'only the requests of a runner take it, and those register it or fetch its jobs',
    impact: 'The runner gets no jobs any more.',
    renew: 'GitLab > Settings > CI/CD > Runners > New runner, then register it with the new token.',
  },
  {
    id: 'trigger',
    name: 'GitLab pipeline trigger token',
    starts: ['glptt-'],
    takenBy: 'the only request that takes it starts a pipeline',
    impact: 'Nothing can start the pipeline with it any more.',
    renew: 'GitLab > the project > Settings > CI/CD > Pipeline trigger tokens > Add new token.',
  },
  {
    id: 'oauth-secret',
    name: 'GitLab OAuth application secret',
    starts: ['gloas-'],
    takenBy: 'it is taken only beside a code or a refresh token, which would be used up',
    impact: 'Nobody can sign in through the application.',
    renew: 'GitLab > Applications > the application > Renew secret.',
  },
  {
    id: 'job',
    name: 'GitLab CI job token',
    starts: ['glcbt-'],
    takenBy: 'it lives as long as its job',
    impact: 'What runs in the job cannot reach GitLab.',
    renew: 'Nothing is to be stored: each job gets its own as CI_JOB_TOKEN.',
  },
  {
    id: 'incoming-mail',
    name: 'GitLab incoming mail token',
    starts: ['glimt-'],
    takenBy: 'only mails take it, and those make issues',
    impact: 'Mails to its address make no issues any more.',
    renew: 'GitLab > Edit profile > Access tokens > Incoming email token > reset it.',
  },
  {
    id: 'agent',
    name: 'GitLab agent token',
    starts: ['glagent-'],
    takenBy: 'only the connection of an agent takes it',
    impact: 'The agent in the cluster cannot connect.',
    renew: 'GitLab > Operate > Kubernetes clusters > the agent > Access tokens > Create token.',
  },
  {
    id: 'scim',
    name: 'GitLab SCIM token',
    starts: ['glsoat-'],
    takenBy: 'only the requests of SCIM take it, below an address that holds the name of the group',
    impact: 'The identity provider cannot add or remove users any more.',
    renew: 'GitLab > the group > Settings > SAML SSO > Generate a SCIM token.',
  },
  {
    id: 'feed',
    name: 'GitLab feed token',
    starts: ['glft-'],
    takenBy: 'only feeds and calendars take it, as a part of the address',
    impact: 'Feeds and calendars with it show nothing any more.',
    renew: 'GitLab > Edit profile > Access tokens > Feed token > reset it.',
  },
  {
    id: 'feature-flags',
    name: 'GitLab feature flags client token',
    starts: ['glffct-'],
    takenBy: 'only a feature flags client takes it, below an address that holds the number of the project',
    impact: 'Applications get no feature flags any more.',
    renew: 'GitLab > the project > Deploy > Feature flags > Configure > Regenerate.',
  },
];

const shapeOf = (starts: readonly string[]): Shape => ({
  pattern: new RegExp(`^(?:${starts.join('|')})[A-Za-z0-9_=.-]{16,300}$`),
  alphabet: /^[A-Za-z0-9_=.-]$/,
  minLength: Math.min(...starts.map(({ length }) => length)) + 16,
  distinctive: true,
  startsWith: starts,
});

/** Kinds of GitLab that nobody can be asked about: recognised, so that none of them is asked as an access token and called dead. */
export const GITLAB_UNASKED: readonly Kind[] = ROWS.map(({ id, name, starts, takenBy, impact, renew }) => ({
  id,
  name,
  shape: shapeOf(starts),
  probe: { online: false, reason: `no harmless request is known that tells whether a ${name} works: ${takenBy}` },
  docs: `${DOCS}/security/tokens/`,
  impact,
  remedies: remedies(
    renew,
    'Ask the owner of the project or group whether someone revoked it. If nobody did, treat it as leaked.',
  ),
}));
