import { DISCORD } from '../answers.ts';
import { MALFORMED, type Situation, type Situations } from '../case.ts';
import { fixed } from '../shapes.ts';

const inFile = (id: string, provider: string, text: string, name = `${provider.toUpperCase()}_TOKEN`): Situation => ({
  id,
  source: 'Kav-K/GPTDiscord#285',
  from: 'dotenv',
  provider,
  name,
  value: fixed(text),
  answer: DISCORD.unauthorized,
  stays: true,
  right: MALFORMED,
});

export const placeholders: Situations = {
  'an example in angle brackets': inFile('P01', 'discord', '<discord_bot_token>'),
  'the name of a variable of another file': inFile('P04', 'discord', 'DISCORD_BOT_TOKEN'),
  'a prefix of Slack and words': inFile('P06', 'slack', 'xoxb-your-token-here'),
  'a prefix of GitHub and words': inFile('P07', 'github', 'ghp_your_token_here'),
  'words and a number': inFile('P09', 'discord', 'my-bot-token-123'),
  'the address of a webhook with words in it': inFile(
    'P10',
    'discord',
    'https://discord.com/api/webhooks/ID/TOKEN',
    'DISCORD_WEBHOOK_URL',
  ),
  'words that ask to be replaced': inFile('P12', 'discord', 'replace-me-with-real-token'),
};
