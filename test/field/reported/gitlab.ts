import { GITLAB, json } from '../answers.ts';
import { because, inDays, right, type Situations } from '../case.ts';
import { glpat, prefixed } from '../shapes.ts';

const PAT = { from: 'stdin', provider: 'gitlab', value: glpat } as const;
const FILE = { ...PAT, from: 'dotenv', name: 'GITLAB_TOKEN' } as const;
const ACCOUNT = because(['account-disabled', 'insufficient-scope'], 'rejected', 'degraded');
const tomorrow = inDays(1).slice(0, 10);

export const gitlab: Situations = {
  'GitLab itself says that the token is expired': {
    ...PAT,
    id: 'L01',
    source: 'WeblateOrg/hosted#706',
    answer: json(401, {
      error: 'invalid_token',
      error_description: 'Token is expired. You can either do re-authorization or token refresh.',
    }),
    right: because('expired', 'expired'),
  },
  'the instance lives below a path': {
    ...PAT,
    id: 'L02',
    source: 'xanzy/go-gitlab#922',
    basePath: '/gitlab',
    answer: ({ path }) => (path.startsWith('/gitlab/api/v4/') ? GITLAB.self() : { status: 404, body: 'Not found' }),
    right: right('healthy'),
  },
  'expired and never revoked: not active, not revoked': {
    ...PAT,
    id: 'L05',
    source: 'crossplane-contrib/provider-gitlab#306',
    answer: GITLAB.self({ active: false, expires_at: inDays(-3).slice(0, 10) }),
    right: because('expired', 'expired'),
  },
  'the token of a CI job is used like a personal one': {
    ...PAT,
    id: 'L06',
    source: 'python-gitlab/python-gitlab#1620',
    value: prefixed('glcbt-', 20),
    answer: GITLAB.unauthorized,
    right: right('indeterminate', 'misconfigured', 'rejected', 'unchecked'),
  },
  'the user behind the token has to accept new terms': {
    ...PAT,
    id: 'L08',
    source: 'dlang/dub-registry#343',
    answer: GITLAB.denied(
      'You (@registry) must accept the Terms of Service in order to perform this action. Please access GitLab from a web browser to accept these terms.',
    ),
    right: ACCOUNT,
  },
  'a challenge of Cloudflare in HTML': {
    ...PAT,
    id: 'L11',
    source: 'python-gitlab/python-gitlab#2510',
    answer: {
      status: 403,
      headers: { 'content-type': 'text/html; charset=UTF-8' },
      body: '<!DOCTYPE html><html><title>Checking your Browser - GitLab</title></html>',
    },
    right: because('blocked', 'indeterminate'),
  },
  'a date alone is the day at whose beginning the token dies': {
    ...PAT,
    id: 'L12',
    source: 'jmrplens/gitlab-mcp-server#328',
    answer: GITLAB.self({ expires_at: tomorrow }),
    right: { ...right('expiring'), expiresAt: `${tomorrow}T00:00:00.000Z` },
  },
  'an instance gives its tokens a prefix of its own': {
    ...PAT,
    id: 'L13',
    source: 'gabrie30/ghorg#175',
    value: prefixed('acme-', 20),
    answer: GITLAB.self(),
    right: right('healthy'),
  },
  'a prefix of its own that is longer than the usual one': {
    ...PAT,
    id: 'L18',
    source: 'gabrie30/ghorg#175',
    value: prefixed('acmecorp-pat-', 20),
    answer: GITLAB.self(),
    right: right('healthy'),
  },
  'a prefix of its own in capitals, in a file': {
    ...FILE,
    id: 'L19',
    source: 'mergestat/mergestat#1086',
    value: prefixed('PAT_', 20),
    answer: GITLAB.self(),
    right: right('healthy', 'indeterminate'),
  },
  'the random part begins with a hyphen': {
    ...PAT,
    id: 'L16',
    source: 'python-gitlab/python-gitlab#263',
    value: prefixed('glpat--', 19),
    answer: GITLAB.self(),
    right: right('healthy'),
  },
  'the scope api holds read_api, which the tag asks for': {
    ...PAT,
    id: 'L17',
    source: 'packistry/packistry#27',
    tags: { 'token-health:required-scopes': 'read_api' },
    answer: GITLAB.self(),
    right: right('healthy'),
  },
  'a deploy token, which no request can ask about, in GITLAB_TOKEN': {
    ...FILE,
    id: 'L20',
    source: 'python-gitlab/python-gitlab#1900',
    value: prefixed('gldt-', 20),
    answer: GITLAB.unauthorized,
    right: right('healthy', 'indeterminate', 'misconfigured', 'unchecked'),
  },
  'somebody left the prefix out': {
    ...PAT,
    id: 'L21',
    source: 'git-bug/git-bug#772',
    value: prefixed('', 20),
    answer: GITLAB.unauthorized,
    right: right('rejected', 'misconfigured'),
  },
  'the password of the user behind the token has expired': {
    ...PAT,
    id: 'L23',
    source: 'git-as-svn/git-as-svn#327',
    answer: GITLAB.denied('Your password expired. Please access GitLab from a web browser to update your password.'),
    right: ACCOUNT,
  },
  'the user behind the token is blocked': {
    ...PAT,
    id: 'L24',
    source: 'argos-ci/argos#1008',
    answer: GITLAB.denied('Your account has been blocked.'),
    right: because('account-disabled', 'rejected'),
  },
};
