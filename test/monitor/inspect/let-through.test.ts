import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import type { Observation } from '../../../core/model/observation.ts';
import { Secret } from '../../../core/model/secret.ts';
import { parseTags } from '../../../core/model/tags.ts';
import type { AskPorts } from '../../../monitor/inspect/ask.ts';
import { type Inspected, inspect } from '../../../monitor/inspect/inspect.ts';
import { botToken, letters, SAMPLES } from '../../support/samples.ts';

const OWN = 'https://git.example.org';
const BOT = botToken();
/** A GitLab token behind another beginning. */
const behind = (prefix: string): string => `${prefix}${letters(20, 60)}`;

type Asked = Inspected & { readonly sent: readonly AskRequest[] };

const look = async (
  value: string,
  tags: Readonly<Record<string, string>>,
  ports: Partial<AskPorts> = {},
): Promise<Asked> => {
  const sent: AskRequest[] = [];
  const ask: AskPorts['ask'] = async (request) => {
    sent.push(request);
    return { ok: false, failure: { why: 'network', detail: 'not sent' } };
  };
  const all = { ask, registry: REGISTRY, origins: {}, allowedOrigins: [OWN], mayLeave: () => true, ...ports };
  const { watch } = parseTags(Object.fromEntries(Object.entries(tags).map(([k, v]) => [`token-health:${k}`, v])));
  const ref = { id: 'id', name: 'prod/BILLING', source: 'arn' };
  const target = { ref, provider: watch.provider, watch, value: new Secret(value), siblings: {} };
  return { ...(await inspect(target, all, 1)), sent };
};

const insisted = { insisted: () => true };
const listedNot = { mayLeave: () => false };
const prefixes = (...texts: string[]) => ({ tokenPrefixes: { gitlab: texts }, mayLeave: () => false });
const bot = { provider: 'discord.bot' };
const gitlab = { provider: 'gitlab' };
const own = { ...gitlab, url: OWN };
const vault = { provider: 'vault', url: OWN };

type Row = readonly [value: string, tags: Readonly<Record<string, string>>, ports?: Partial<AskPorts>];

const SENT: Record<string, Row> = {
  'a cut value that somebody insists on': [BOT.slice(0, 40), bot, insisted],
  'a value with strange characters that somebody insists on': [`${BOT}!`, bot, insisted],
  'a prefix of its own at gitlab.com, insisted on': [behind('acme-'), gitlab, insisted],
  'any text said to be GitLab’s, at an address of its own, listed': [behind('acme-'), own],
  'a prefix that the deployment set, unlisted': [behind('acme-'), own, prefixes('acme-')],
  'no prefix, as the deployment set it, unlisted': [behind(''), own, prefixes('')],
  'a prefix that a tag says, unlisted': [behind('acme-'), { ...own, 'token-prefix': 'acme-' }, listedNot],
  'a base URL of the command line': [behind('PAT_'), gitlab, { origins: { gitlab: OWN } }],
  'an id of Vault that people chose, listed': ['root', vault],
  'a common token of Vault that is tagged as one that people chose': [
    SAMPLES['vault.token'] ?? '',
    { ...vault, provider: 'vault.custom' },
  ],
  'a UUID that is tagged as Vault’s own shape': [SAMPLES['vault.custom'] ?? '', { ...vault, provider: 'vault.token' }],
};

const KEPT: Record<string, Row> = {
  'a cut value': [BOT.slice(0, 40), bot],
  'white space inside, insisted on': [`${BOT.slice(0, 40)} x`, bot, insisted],
  'a line break inside, insisted on': [`${BOT.slice(0, 40)}\nx`, bot, insisted],
  'quotes, insisted on': [`"${BOT}"`, bot, insisted],
  'a placeholder, insisted on': ['your-bot-token', bot, insisted],
  'a reference, insisted on': ['op://a/b/c', bot, insisted],
  'a token of another issuer, insisted on': [SAMPLES['github.classic'] ?? '', bot, insisted],
  'a wrong checksum, insisted on': [`ghp_${letters(36, 61)}`, { provider: 'github.classic' }, insisted],
  'user and password for Basic, insisted on': [
    btoa(`ci:${letters(20, 62)}`),
    { ...own, provider: 'npm.registry' },
    insisted,
  ],
  'a prefix of its own at gitlab.com': [behind('acme-'), gitlab],
  'a prefix that was set, at gitlab.com': [behind('acme-'), gitlab, prefixes('acme-')],
  'gitlab.com named as an address of its own': [
    behind('acme-'),
    { ...gitlab, url: 'https://gitlab.com' },
    { allowedOrigins: ['https://gitlab.com'] },
  ],
  'any text under a kind whose owner chooses no shapes, at an address of its own, listed': [
    behind('acme-'),
    { ...own, provider: 'github.classic' },
  ],
  'any text at an address of its own, unlisted': [behind('acme-'), own, listedNot],
  'another prefix than was set, unlisted': [behind('evil-'), own, prefixes('acme-')],
  'a set prefix before something else': ['acme-hunter2', own, prefixes('acme-')],
  'a short prefix that only a tag says, unlisted': [behind(''), { ...own, 'token-prefix': '' }, listedNot],
  'a damaged token with GitLab’s own prefix': [`glpat-${letters(8, 63)}`, own],
  'a token of another issuer at an address of its own': [SAMPLES['slack.bot'] ?? '', own],
  'an id of Vault, unlisted': ['root', vault, listedNot],
  'an id of Vault by its looks alone': ['root', { ...vault, provider: 'auto' }],
  'a deploy token of GitLab that is tagged as an access token, insisted on': [
    SAMPLES['gitlab.deploy'] ?? '',
    { ...own, provider: 'gitlab.pat' },
    insisted,
  ],
  'another kind of the same issuer in quotes': [
    `"${SAMPLES['github.oauth']}"`,
    { provider: 'github.classic' },
    insisted,
  ],
  'a deploy token of GitLab': [SAMPLES['gitlab.deploy'] ?? '', own],
};

describe('goes to its issuer', () => {
  test.each(Object.entries(SENT))('%s', async (_, [value, tags, ports]) => {
    const { sent } = await look(value, tags, ports);
    expect(sent.map(({ fills }) => fills.token?.expose())).toEqual([value]);
  });
});

describe('stays here', () => {
  test.each(Object.entries(KEPT))('%s', async (_, [value, tags, ports]) => {
    expect((await look(value, tags, ports)).sent).toEqual([]);
  });
});

const letThroughOf = (observation: Observation): string | undefined =>
  observation.seen === 'flawed' ? observation.letThrough : undefined;

test('a value that is merely unlike its kind is told with the way to let it through', async () => {
  const cut = await look(BOT.slice(0, 40), bot);
  expect(letThroughOf(cut.observation)).toBe(
    'If it is right all the same, let it through: "unshaped": {"discord.bot": ["NAME"]} in the deployment, --provider NAME=discord.bot on the command line.',
  );
  const prefixed = await look(behind('acme-'), gitlab);
  expect(letThroughOf(prefixed.observation)).toContain('--token-prefix gitlab=PREFIX');
  expect(letThroughOf((await look(`"${BOT}"`, bot)).observation)).toBeUndefined();
});

test('a token of another kind of the same issuer is told as that', async () => {
  const { observation } = await look(SAMPLES['gitlab.deploy'] ?? '', { ...own, provider: 'gitlab.pat' });
  expect(observation).toEqual({
    seen: 'flawed',
    flaws: [{ flaw: 'other-kind', says: 'it has the shape of a GitLab deploy token (gitlab.deploy)', certain: false }],
    letThrough: 'If that is what it is, correct the tag: token-health:provider=gitlab.deploy',
  });
});

test.each([
  ['a variable by its name', { name: 'DISCORD_TOKEN' }, 'DISCORD_TOKEN'],
  ['a field by its name', { name: 'prod/keys', field: 'BOT_TOKEN' }, 'BOT_TOKEN'],
  ['what no shell takes as NAME', { name: 'prod/discord-bot' }, 'NAME'],
  ['what begins with a digit as NAME', { name: '2FA' }, 'NAME'],
])('a reference is resolved by a command that calls %s', async (_sentence, names, called) => {
  const ports = { ask: () => Promise.reject(new Error('asked')), registry: REGISTRY, origins: {}, allowedOrigins: [] };
  const ref = { id: 'id', source: 'env', ...names };
  const target = {
    ref,
    provider: 'discord.bot',
    watch: parseTags({}).watch,
    value: new Secret('op://a/b/c'),
    siblings: {},
  };
  const { observation } = await inspect(target, { ...ports, mayLeave: () => true }, 1);
  expect(observation).toMatchObject({
    remedy: [`Let its tool fill it in: op run -- token-health check --env ${called}`, expect.any(String)],
  });
});

test('a reference is unreadable, with a command for its holder, and nothing of it is said', async () => {
  const { observation, kind } = await look('op://Zq9vault/Zq9item/Zq9field', gitlab);
  expect(observation).toEqual({
    seen: 'unreadable',
    cause: 'unreadable-secret',
    detail: 'it is a reference (1Password, op://), which is resolved elsewhere: no token is in it, so nobody was asked',
    remedy: [
      'Let its tool fill it in: op run -- token-health check --env NAME',
      'Or store the token itself there: the monitor resolves no references.',
    ],
  });
  expect(kind?.kind.id).toBe('pat');
});

test('the name of its holder in place of a token is a placeholder, whatever the tag', async () => {
  for (const provider of ['discord', 'discord.bot', 'auto'])
    expect((await look('billing', { provider })).observation).toMatchObject({
      seen: 'flawed',
      flaws: [{ flaw: 'placeholder', certain: true }],
    });
});

test('where people choose values as they like a placeholder is no proof', async () => {
  expect((await look('changeme', vault)).observation).toMatchObject({
    flaws: [{ flaw: 'placeholder', certain: false }],
  });
});
