import { DISCORD, json } from '../answers.ts';
import { because, MALFORMED, right, type Situation, type Situations } from '../case.ts';
import { bot, fixed, inJson, prefixed, webhook } from '../shapes.ts';

const BOT = { from: 'stdin', provider: 'discord.bot', value: bot } as const;

const damaged = (id: string, value: Situation['value'], more: Partial<Situation> = {}): Situation => ({
  ...BOT,
  id,
  source: 'like D09',
  value,
  answer: DISCORD.unauthorized,
  stays: true,
  right: MALFORMED,
  ...more,
});

const works = (id: string, more: Partial<Situation>): Situation => ({
  id,
  source: 'like E06',
  from: 'dotenv',
  provider: 'discord',
  name: 'DISCORD_TOKEN',
  value: bot,
  answer: DISCORD.bot,
  right: right('healthy'),
  ...more,
});

export const discord: Situations = {
  'the word Bot was pasted along': damaged('D101', (draw) => `Bot ${bot(draw)}`),
  'a line break of Windows ends it': damaged('D102', (draw) => `${bot(draw)}\r\n`),
  'a word processor made the quotes round': damaged('D103', (draw) => `\u201C${bot(draw)}\u201D`),
  'a space that does not break was copied along': damaged('D104', (draw) => `${bot(draw)}\u00A0`),
  'a page showed it shortened': damaged('D105', (draw) => `${bot(draw).slice(0, 30)}\u2026`),
  'the id of the application was pasted in place of the token': damaged('D107', fixed('900016383716860831')),
  'the whole line of the file is the value': damaged('D108', (draw) => `DISCORD_TOKEN=${bot(draw)}`),
  'the value of a Kubernetes secret was not decoded': damaged(
    'D109',
    (draw) => Buffer.from(bot(draw)).toString('base64'),
    { right: right('rejected', 'misconfigured') },
  ),
  'the address of a webhook lost its end': damaged('D110', (draw) => webhook(draw).slice(0, 90), {
    provider: 'discord.webhook',
  }),
  'the client secret is in the variable of the token': works('D106', {
    source: 'Javacord/Javacord#84',
    value: prefixed('', 32),
    answer: DISCORD.unauthorized,
    right: right('rejected', 'misconfigured'),
  }),
  'Cloudflare answers 429 with a page': {
    ...BOT,
    id: 'D111',
    source: 'SealedSaucer/Voicecord#9',
    answer: { status: 429, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><html>1015</html>' },
    right: because(['blocked', 'rate-limited'], 'indeterminate'),
  },
  'the address of a webhook names a thread': {
    ...BOT,
    id: 'D112',
    source: 'like D19',
    provider: 'discord.webhook',
    value: (draw) => `${webhook(draw)}?thread_id=900016383716860831`,
    answer: DISCORD.webhook(1),
    right: right('healthy'),
  },
  'the code of a disabled account': {
    ...BOT,
    id: 'D113',
    source: 'like D16',
    answer: json(403, { message: 'You need to verify your account in order to perform this action.', code: 40002 }),
    right: because('account-disabled', 'rejected'),
  },
  'a comment after the value': works('E101', { file: (value) => `DISCORD_TOKEN=${value} # the order bot\n` }),
  'a colon in place of =': works('E102', { file: (value) => `DISCORD_TOKEN: ${value}\n` }),
  'backticks around the value': works('E103', { file: (value) => `DISCORD_TOKEN=\`${value}\`\n` }),
  'the kind stands in a comment on the line before': works('E104', {
    name: 'KEY',
    file: (value) => `# token-health: provider=discord.bot\nKEY=${value}\n`,
  }),
  'the name is set twice: the last one counts': works('E105', {
    file: (value) => `DISCORD_TOKEN=changeme\nDISCORD_TOKEN=${value}\n`,
  }),
  'the field named is not there': damaged('A101', inJson('other', bot), {
    tags: { 'token-health:field': 'token' },
    right: because('unreadable-secret', 'misconfigured'),
  }),
  'the secret is a list': damaged('A102', (draw) => JSON.stringify([bot(draw)]), {
    tags: { 'token-health:field': 'token' },
    right: because('unreadable-secret', 'misconfigured'),
  }),
};
