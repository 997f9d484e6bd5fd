import { DISCORD, GITHUB, GITLAB } from '../answers.ts';
import { right, type Situations } from '../case.ts';
import { fixed, github, prefixed } from '../shapes.ts';

const IN_GITLAB = {
  from: 'dotenv',
  provider: 'gitlab',
  name: 'GITLAB_TOKEN',
  answer: GITLAB.unauthorized,
  stays: true,
} as const;
const REFERENCE = right('misconfigured', 'indeterminate');

export const references: Situations = {
  'a variable refers to another one of the file': {
    id: 'E03',
    source: 'motdotla/dotenv#694',
    from: 'dotenv',
    provider: 'github',
    name: 'GITHUB_TOKEN',
    value: github('ghp_'),
    file: (value) => `GH_PAT=${value}\nGITHUB_TOKEN=\${GH_PAT}\n`,
    answer: GITHUB.user(),
    right: right('healthy', 'indeterminate', 'misconfigured'),
  },
  'a reference of 1Password, which `op run` resolves': {
    ...IN_GITLAB,
    id: 'R01',
    source: 'openclaw/openclaw#76385',
    value: fixed('op://Private/GitLab/token'),
    right: REFERENCE,
  },
  'a value that dotenvx has encrypted, with its kind in a comment': {
    ...IN_GITLAB,
    id: 'R04',
    source: 'dotenvx/dotenvx#464',
    provider: 'discord',
    name: 'DISCORD_TOKEN',
    value: prefixed('encrypted:', 150),
    file: (value) => `DISCORD_TOKEN="${value}" # token-health: provider=discord.bot\n`,
    answer: DISCORD.unauthorized,
    right: REFERENCE,
  },
  'the ARN of the secret in place of what it holds': {
    ...IN_GITLAB,
    id: 'R06',
    source: 'aws/containers-roadmap#385',
    value: fixed('arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/gitlab-AbCdEf'),
    right: REFERENCE,
  },
  'the path of a file in place of what is in it': {
    ...IN_GITLAB,
    id: 'R07',
    source: 'linuxserver/docker-swag#35',
    value: fixed('/run/secrets/gitlab_token'),
    right: right('misconfigured', 'rejected', 'indeterminate'),
  },
};
