import { DISCORD, json } from '../answers.ts';
import { type Answering, because, MALFORMED, right, type Situations } from '../case.ts';
import { bot, fixed, hex, inJson, webhook } from '../shapes.ts';

const ATTACHED = { from: 'stdin', provider: 'discord.bot', value: bot } as const;
const HOOK = { from: 'stdin', provider: 'discord.webhook', value: webhook } as const;
const FILE = { from: 'dotenv', provider: 'discord', name: 'DISCORD_TOKEN', value: bot } as const;
const text = (status: number, body: string, headers = {}) => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body,
});

/** Discord lets nobody in who does not say that a bot is asking. */
const botsOnly: Answering = ({ headers }) =>
  headers['user-agent']?.startsWith('DiscordBot ')
    ? DISCORD.bot
    : json(403, { message: 'internal network error', code: 40333 });

export const discord: Situations = {
  'Cloudflare blocks with code 40333 and calls it an internal network error': {
    ...ATTACHED,
    id: 'D02',
    source: 'discord/discord-api-docs#6473',
    answer: json(403, { message: 'internal network error', code: 40333 }),
    right: because('blocked', 'indeterminate'),
  },
  'the edge says internal network error and gives no code': {
    ...ATTACHED,
    id: 'D03',
    source: 'paradigmxyz/centaur#768',
    answer: json(403, { message: 'internal network error' }),
    right: because(['blocked', 'network', 'provider-outage'], 'indeterminate'),
  },
  'Cloudflare answers 1020 as plain text': {
    ...ATTACHED,
    id: 'D05',
    source: 'discord/discord-api-docs#2802',
    answer: text(403, 'error code: 1020'),
    right: because('blocked', 'indeterminate'),
  },
  'only a request that calls itself DiscordBot is let in': {
    ...ATTACHED,
    id: 'D06',
    source: 'discord/discord-api-docs#4908',
    answer: botsOnly,
    right: right('healthy'),
  },
  'the address of a webhook is limited by Cloudflare, 1015 as plain text': {
    ...HOOK,
    id: 'D08',
    source: 'discord/discord-api-docs#5385',
    answer: text(429, 'error code: 1015', { 'retry-after': '3600' }),
    right: because(['rate-limited', 'blocked'], 'indeterminate'),
  },
  'a Kubernetes secret was made with echo, so a line break ends it': {
    ...ATTACHED,
    id: 'D09',
    source: 'discordjs/discord.js#8710',
    value: (draw) => `${bot(draw)}\n`,
    answer: DISCORD.unauthorized,
    stays: true,
    right: MALFORMED,
  },
  'docker --env-file keeps the quotes in the variable': {
    ...ATTACHED,
    id: 'D11',
    source: 'docker/cli#3630',
    from: 'env',
    value: (draw) => `"${bot(draw)}"`,
    answer: DISCORD.unauthorized,
    stays: true,
    right: MALFORMED,
  },
  'the variable holds its own name': {
    ...FILE,
    id: 'D12',
    source: 'Safemoon-Protocol/Discord-Bot#3',
    value: fixed('DISCORD_TOKEN'),
    answer: DISCORD.unauthorized,
    stays: true,
    right: MALFORMED,
  },
  'the token is in a variable called TOKEN': {
    ...FILE,
    id: 'D13',
    source: 'aeziotech/discord-invite-logger#11',
    name: 'TOKEN',
    answer: DISCORD.bot,
    right: right('healthy'),
  },
  'the global limit is reached, and the library calls the token invalid': {
    ...ATTACHED,
    id: 'D15',
    source: 'discordjs/discord.js#5165',
    answer: json(
      429,
      { message: 'You are being rate limited.', retry_after: 1337.57, global: true },
      { 'retry-after': '1338', 'x-ratelimit-global': 'true' },
    ),
    right: because('rate-limited', 'indeterminate'),
  },
  'the webhook was deleted, and its address is still used': {
    ...HOOK,
    id: 'D16',
    source: 'CortexPE/DiscordWebhookAPI#25',
    answer: json(404, { message: 'Unknown Webhook', code: 10015 }),
    right: because(['revoked', 'unrecognised'], 'rejected'),
  },
  'Discord answers 500 to the token of a webhook': {
    ...HOOK,
    id: 'D18',
    source: 'discord/discord-api-docs#2925',
    answer: json(500, { message: '500: Internal Server Error', code: 0 }),
    right: because('provider-outage', 'indeterminate'),
  },
  'a webhook of an application, at an older host and version': {
    ...HOOK,
    id: 'D19',
    source: 'discord/discord-api-docs#1033',
    value: (draw) => webhook(draw).replace('discord.com/api/', 'canary.discordapp.com/api/v9/'),
    answer: DISCORD.webhook(3),
    right: right('healthy'),
  },
  'the public key of the application was pasted in place of the token': {
    ...ATTACHED,
    id: 'D21',
    source: 'RutexOrg/DiscordFileStorage#5',
    value: hex(64),
    answer: DISCORD.unauthorized,
    stays: true,
    right: MALFORMED,
  },
  'accepted, with limit headers that hold fractions and nothing left': {
    ...ATTACHED,
    id: 'D22',
    source: 'discordjs/discord.js#3891',
    answer: {
      ...DISCORD.bot,
      headers: {
        'content-type': 'application/json',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1606613168.588',
        'x-ratelimit-reset-after': '5.000',
      },
    },
    right: right('healthy'),
  },
  'the word token was given on the command line of docker': {
    ...ATTACHED,
    id: 'D24',
    source: 'alexemanuelol/rustplusplus#82',
    from: 'env',
    value: fixed('token'),
    answer: DISCORD.unauthorized,
    stays: true,
    right: MALFORMED,
  },
  'the field named is inside another field': {
    ...ATTACHED,
    id: 'A02',
    source: 'dmno-dev/varlock#1009',
    value: (draw) => JSON.stringify({ discord: { token: bot(draw) } }),
    tags: { 'token-health:field': 'discord.token' },
    answer: DISCORD.bot,
    right: right('healthy', 'misconfigured'),
  },
  'the name of the field has a period in it': {
    ...ATTACHED,
    id: 'A03',
    source: 'external-secrets/external-secrets#963',
    value: inJson('discord.token', bot),
    tags: { 'token-health:field': 'discord.token' },
    answer: DISCORD.bot,
    right: right('healthy'),
  },
  'a byte order mark stands before the JSON of the secret': {
    ...ATTACHED,
    id: 'A05',
    source: 'ClusterHQ/fli#4',
    value: (draw) => `\uFEFF${inJson('token', bot)(draw)}`,
    tags: { 'token-health:field': 'token' },
    answer: DISCORD.bot,
    right: right('healthy', 'misconfigured'),
  },
  'a zero-width space was copied along': {
    ...ATTACHED,
    id: 'A06',
    source: 'firefly-iii/firefly-iii#2225',
    value: (draw) => bot(draw).replace('.G', '.\u200BG'),
    answer: DISCORD.unauthorized,
    stays: true,
    right: MALFORMED,
  },
  'the whole JSON document is in the variable': {
    ...ATTACHED,
    id: 'A08',
    source: 'aws/containers-roadmap#385',
    from: 'env',
    provider: 'discord',
    value: inJson('DISCORD_TOKEN', bot),
    answer: DISCORD.unauthorized,
    stays: true,
    right: right('misconfigured', 'rejected'),
  },
};
