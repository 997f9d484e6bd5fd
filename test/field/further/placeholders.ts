import { DISCORD } from '../answers.ts';
import { MALFORMED, type Situation, type Situations } from '../case.ts';
import { fixed } from '../shapes.ts';

const placeholder = (id: string, name: string, text: string, more: Partial<Situation> = {}): Situation => ({
  id,
  source: 'like P01',
  from: 'dotenv',
  provider: name.split('_')[0]?.toLowerCase() ?? '',
  name,
  value: fixed(text),
  file: (value) => `${name}="${value}"\n`,
  answer: DISCORD.unauthorized,
  stays: true,
  right: MALFORMED,
  ...more,
});

export const placeholders: Situations = {
  YOUR_TOKEN_HERE: placeholder('P101', 'DISCORD_TOKEN', 'YOUR_TOKEN_HERE'),
  'your-bot-token': placeholder('P102', 'DISCORD_BOT_TOKEN', 'your-bot-token'),
  'the name of a variable of GitLab in itself': placeholder('P103', 'GITLAB_TOKEN', 'GITLAB_TOKEN'),
  'my-gitlab-token': placeholder('P104', 'GITLAB_TOKEN', 'my-gitlab-token'),
  'the prefix of GitLab and the letter x': placeholder('P105', 'GITLAB_TOKEN', `glpat-${'x'.repeat(20)}`),
  INSERT_DISCORD_TOKEN_HERE: placeholder('P106', 'DISCORD_TOKEN', 'INSERT_DISCORD_TOKEN_HERE'),
  'the name of a variable of Slack in itself': placeholder('P107', 'SLACK_BOT_TOKEN', 'SLACK_BOT_TOKEN'),
  'the prefix of Slack and a few letters x': placeholder('P108', 'SLACK_TOKEN', 'xoxb-xxxx'),
  'the prefix of GitHub and the letter x': placeholder('P109', 'GITHUB_TOKEN', `ghp_${'x'.repeat(36)}`),
  'the prefix of GitHub and capitals': placeholder('P110', 'GITHUB_TOKEN', 'ghp_YOUR_GITHUB_TOKEN'),
  'paste-token-here': placeholder('P111', 'DISCORD_TOKEN', 'paste-token-here'),
  TOKEN_GOES_HERE: placeholder('P112', 'GITHUB_TOKEN', 'TOKEN_GOES_HERE'),
  'stars, as a page shows a hidden value': placeholder('P113', 'DISCORD_TOKEN', '*'.repeat(24)),
  'the address of a Slack webhook with X, Y and Z': placeholder(
    'P114',
    'SLACK_WEBHOOK_URL',
    'https://hooks.slack.com/services/XXX/YYY/ZZZ',
  ),
  'the address of a Discord webhook with dots': placeholder(
    'P115',
    'DISCORD_WEBHOOK_URL',
    'https://discord.com/api/webhooks/...',
  ),
  'the prefix of Vault and words': placeholder('P116', 'VAULT_TOKEN', 'hvs.your-vault-token'),
  'the prefix of npm and the letter x': placeholder('P117', 'NPM_TOKEN', `npm_${'x'.repeat(36)}`),
  'N/A': placeholder('P118', 'DISCORD_TOKEN', 'N/A'),
  'example-token-12345': placeholder('P119', 'DISCORD_TOKEN', 'example-token-12345'),
  'the name of another variable, in an entry that names the kind': placeholder('P120', 'planted', 'BOT_TOKEN', {
    from: 'stdin',
    provider: 'discord.bot',
  }),
  'words in angle brackets and quotes, in the environment': placeholder(
    'P121',
    'GITHUB_TOKEN',
    '"<YOUR GITHUB TOKEN>"',
    {
      from: 'env',
      provider: 'github',
    },
  ),
  replace_with_your_gitlab_token: placeholder('P122', 'GITLAB_TOKEN', 'replace_with_your_gitlab_token'),
  'dummy-discord-token': placeholder('P123', 'DISCORD_TOKEN', 'dummy-discord-token'),
  'nothing at all': placeholder('P124', 'DISCORD_TOKEN', ''),
  'enter your token, with spaces': placeholder('P125', 'GITLAB_TOKEN', 'enter your token'),
};
