import { DISCORD, json } from '../answers.ts';
import { right, type Situations } from '../case.ts';
import { bot, inJson, prefixed } from '../shapes.ts';

const FILE = { from: 'dotenv', provider: 'discord', name: 'DISCORD_TOKEN', value: bot, answer: DISCORD.bot } as const;

export const dotenv: Situations = {
  'double quotes keep a value with # whole': {
    ...FILE,
    id: 'E02',
    source: 'YosefHayim/ebay-mcp#67',
    provider: 'http.own',
    name: 'EBAY_KEY',
    value: prefixed('v^1.1#i^1#r^1#p^3#', 60),
    file: (value) => `EBAY_KEY="${value}" # token-health: provider=http.own\n`,
    answer: ({ headers }, value) => json(headers.authorization === `Bearer ${value}` ? 200 : 401, {}),
    right: right('healthy'),
  },
  'export stands before the name, single quotes and a comment after it': {
    ...FILE,
    id: 'E06',
    source: 'docker/for-linux#1208',
    file: (value) => `export DISCORD_TOKEN='${value}' # the order bot\n`,
    right: right('healthy'),
  },
  'a file of Windows: byte order mark and CRLF': {
    ...FILE,
    id: 'E07',
    source: 'docker/docs#25799',
    file: (value) => `\uFEFFPORT=3000\r\nDISCORD_TOKEN=${value}\r\nDEBUG=1\r\n`,
    right: right('healthy'),
  },
  'JSON without quotes around it, with # in a text': {
    ...FILE,
    id: 'E09',
    source: 'motdotla/dotenv#601',
    value: inJson('token', bot, { note: 'room # 7' }),
    right: right('healthy', 'misconfigured'),
  },
};
