import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import { parseTags } from '../../../core/model/tags.ts';
import { tokenId } from '../../../core/model/token.ts';
import type { AskPorts } from '../../../monitor/inspect/ask.ts';
import { contentAt, placesOf } from '../../../monitor/inspect/content.ts';
import { inspect } from '../../../monitor/inspect/inspect.ts';
import { kindId } from '../../../providers/provider.ts';
import { botToken, letters, SAMPLES } from '../../support/samples.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/keys-AbCdEf';
const BOT = botToken();
const GHP = SAMPLES['github.classic'] ?? '';
const GLPAT = SAMPLES['gitlab.pat'] ?? '';
const PASSWORD = letters(30, 3);
const OWN = 'https://git.example.org';

type Tags = Readonly<Record<string, string>>;
type Look = { readonly source?: string; readonly listed?: boolean };

/** Every token of one secret: what was sent, and what is said of it. */
const look = async (json: unknown, tags: Tags, { source = ARN, listed = true }: Look = {}) => {
  const sent: AskRequest[] = [];
  const ask: AskPorts['ask'] = async (request) => {
    sent.push(request);
    return { ok: false, failure: { why: 'network', detail: 'not sent' } };
  };
  const ports = { ask, registry: REGISTRY, origins: {}, allowedOrigins: [OWN], mayLeave: () => listed };
  const { watch } = parseTags(Object.fromEntries(Object.entries(tags).map(([k, v]) => [`token-health:${k}`, v])));
  const secret = new Secret(typeof json === 'string' ? json : JSON.stringify(json));
  const looks = await Promise.all(
    placesOf(source, 'prod/keys', watch).map(async (place) => {
      const content = contentAt(place, secret);
      if ('unreadable' in content)
        return { place, observation: content.unreadable, remarks: undefined, kind: undefined };
      return { place, remarks: undefined, ...(await inspect({ ...place, watch, ...content }, ports, 1)) };
    }),
  );
  return { sent: sent.map(({ fills, url }) => ({ value: fills.token?.expose(), url })), looks };
};

type Row = readonly [json: unknown, tags: Tags, value: string, remark: string];

const FOUND: Readonly<Record<string, Row>> = {
  'by its shape alone, of all issuers': [
    { name: 'the bot', value: BOT, port: '5432' },
    { provider: 'auto' },
    BOT,
    'no tag names its field: it was found in value, the only one with the shape of a Discord bot token',
  ],
  'by its shape, of the tagged issuer': [
    { github: GHP, discord: BOT },
    { provider: 'github' },
    GHP,
    'no tag names its field: it was found in github, the only one with the shape of a GitHub personal access token (classic)',
  ],
  'by its shape, of the tagged kind': [
    { github: GHP, discord: BOT },
    { provider: 'discord.bot' },
    BOT,
    'no tag names its field: it was found in discord, the only one with the shape of a Discord bot token',
  ],
  'inside other fields': [
    { data: { bots: [{ token: BOT }] } },
    { provider: 'auto' },
    BOT,
    'no tag names its field: it was found in data.bots.0.token, the only one with the shape of a Discord bot token',
  ],
  'inside a JSON text': [
    { data: JSON.stringify({ token: BOT }) },
    { provider: 'auto' },
    BOT,
    'no tag names its field: it was found in data.token, the only one with the shape of a Discord bot token',
  ],
  'inside a JSON text that the tag names': [
    { data: JSON.stringify({ token: BOT }), other: GHP },
    { provider: 'auto', field: 'data' },
    BOT,
    'no tag names its field: it was found in data.token, the only one with the shape of a Discord bot token',
  ],
  'by its name, where the shape is no proof': [
    { accessToken: PASSWORD, owner: letters(30, 4) },
    { provider: 'discord.oauth' },
    PASSWORD,
    'no tag names its field: it was found in accessToken, by its name and its shape',
  ],
  'by its name, beside the companions that its request needs': [
    { access_token: PASSWORD, client_id: 'id', client_secret: letters(30, 4) },
    { provider: 'oauth2-introspection.token', url: OWN },
    PASSWORD,
    'no tag names its field: it was found in access_token, by its name and its shape',
  ],
  'by the name of its issuer': [
    { discord: PASSWORD, owner: letters(30, 4) },
    { provider: 'discord.oauth' },
    PASSWORD,
    'no tag names its field: it was found in discord, by its name and its shape',
  ],
};

describe('a token whose field no tag names is found', () => {
  test.each(Object.entries(FOUND))('%s', async (_, [json, tags, value, remark]) => {
    const { sent, looks } = await look(json, tags);
    expect(sent.map((one) => one.value)).toEqual([value]);
    expect(looks[0]?.remarks).toEqual([remark]);
  });

  test('and keeps the id of its secret, whatever its field is called', async () => {
    for (const json of [{ a: BOT }, { b: { c: BOT } }])
      expect((await look(json, { provider: 'auto' })).looks[0]?.place.ref.id).toBe(tokenId(ARN));
  });
});

const UNFOUND: Readonly<Record<string, readonly [json: unknown, tags: Tags, says: RegExp, more?: Look]>> = {
  'two have the shape': [
    { A: BOT, B: botToken('234567890123456789') },
    { provider: 'discord' },
    /2 fields hold such a token: A, B; for all of them tag it: token-health:field=A B; else /,
  ],
  'two issuers have one each, and none is tagged': [
    { A: BOT, B: { C: GHP } },
    { provider: 'auto' },
    /2 fields hold such a token: A, B\.C; .*: token-health:field=A=discord\.bot B\.C=github\.classic;/,
  ],
  'none has the shape': [
    { A: 'x', B: { C: 'y' } },
    { provider: 'discord.bot' },
    /no tag says which field holds the token; tag it: token-health:field=A or B\.C$/,
  ],
  'it is damaged': [{ token: `${BOT.slice(0, 40)}` }, { provider: 'discord' }, /no tag says which field/],
  'a name alone tells no issuer': [{ token: PASSWORD }, { provider: 'auto' }, /no tag says which field/],
  'two are called like one': [
    { token: PASSWORD, secret: letters(30, 4) },
    { provider: 'discord.oauth' },
    /2 fields hold such a token: token, secret;/,
  ],
  'the only one is the password of a database': [
    { username: 'app', password: PASSWORD, host: 'db.example.org' },
    { provider: 'discord.oauth' },
    /no tag says which field/,
  ],
  'a program reads the whole variable': [
    { DISCORD_TOKEN: BOT },
    { provider: 'discord' },
    /the value is a JSON object, and no tag says which field/,
    { source: 'env:/home/me/app:BOT' },
  ],
  'a program reads the whole line of a file': [
    { DISCORD_TOKEN: BOT },
    { provider: 'discord' },
    /no comment says which field .*: # token-health: field=DISCORD_TOKEN$/,
    { source: 'file:/home/me/.env:BOT' },
  ],
  'its managed type is not known': [
    { key: 'x' },
    { provider: 'auto', 'managed-type': 'AcmeKey' },
    /its managed type AcmeKey is none that is known here/,
  ],
  'a byte order mark stands before the JSON': [
    `\uFEFF${JSON.stringify({ token: BOT })}`,
    { provider: 'discord', field: 'token' },
    /a byte order mark \(U\+FEFF\) stands before the JSON/,
  ],
};

describe('nothing leaves, and the words say why, where', () => {
  test.each(Object.entries(UNFOUND))('%s', async (_, [json, tags, says, more]) => {
    const { sent, looks } = await look(json, tags, more);
    const seen = looks[0]?.observation;
    if (seen?.seen !== 'unreadable') throw new Error(`it was ${seen?.seen}`);
    expect(`${seen.detail}; ${seen.remedy.join(' ')}`).toMatch(says);
    expect(sent).toEqual([]);
  });

  test('what is found by its name has no shape of its own, and nobody listed it', async () => {
    const { sent, looks } = await look({ accessToken: PASSWORD }, { provider: 'discord.oauth' }, { listed: false });
    expect(looks[0]?.observation).toMatchObject({ seen: 'unreadable', cause: 'bad-tag' });
    expect(sent).toEqual([]);
  });
});

test('several tokens by paths: one that is broken hides no other', async () => {
  const json = { data: { bot: BOT, hook: 7 }, github: [{ token: GHP }] };
  const field = 'data.bot data.hook data.gone github.0.token=github';
  const { sent, looks } = await look(json, { provider: 'discord.bot', field });
  expect(sent.map(({ value }) => value).sort()).toEqual([BOT, GHP].sort());
  expect(looks.map(({ observation }) => observation.seen)).toEqual([
    'unanswered',
    'unreadable',
    'unreadable',
    'unanswered',
  ]);
  expect(new Set(looks.map(({ place }) => place.ref.id)).size).toBe(4);
});

describe('a managed secret', () => {
  const managed = (more: object = {}) => ({ token: GLPAT, tokenId: '7', gitlabUrl: 'https://gitlab.com', ...more });
  const auto = { provider: 'auto', 'managed-type': 'GitLabAccessToken' };

  test.each<[string, Tags, object, string | undefined]>([
    ['of gitlab.com is asked about there', auto, {}, 'https://gitlab.com/'],
    ['of an own GitLab is asked about at its address', auto, { gitlabUrl: `${OWN}/` }, `${OWN}/`],
    ['of a GitLab that nobody allowed goes nowhere', auto, { gitlabUrl: 'https://evil.example' }, undefined],
    [
      'with an address that is none of GitLab goes to gitlab.com',
      auto,
      { gitlabUrl: 'see wiki' },
      'https://gitlab.com/',
    ],
    ['is asked about where its tag says', { ...auto, url: OWN }, {}, `${OWN}/`],
    [
      'that is tagged gitlab has its field from its type',
      { ...auto, provider: 'gitlab.pat' },
      {},
      'https://gitlab.com/',
    ],
  ])('%s', async (_, tags, more, url) => {
    // Another token of GitLab beside it: only the type says which of the two.
    const { sent } = await look({ ...managed(more), note: `glpat-${letters(20, 77)}` }, tags);
    expect(sent.map(({ value }) => value)).toEqual(url === undefined ? [] : [GLPAT]);
    if (url !== undefined) expect(sent[0]?.url.startsWith(url)).toBe(true);
  });

  test('that is tagged as another issuer’s has nothing from its type', async () => {
    const { looks, sent } = await look(managed({ bot: BOT }), { ...auto, provider: 'discord' });
    expect(sent.map(({ value }) => value)).toEqual([BOT]);
    expect(looks[0]).toMatchObject({ place: { provider: 'discord', ref: { name: 'prod/keys' } } });
    expect(looks[0]?.kind && kindId(looks[0].kind)).toBe('discord.bot');
  });

  test('every type names an issuer or a kind that is there', () => {
    const types = [
      'ConfluentCloudApiKey',
      'DatabricksPAT',
      'DatabricksSPSecret',
      'DatadogApiKey',
      'DatadogApplicationKey',
    ];
    const more = ['GitLabAccessToken', 'JenkinsApiToken', 'NetskopeApiToken', 'PaddleApiKey', 'SalesforceClientSecret'];
    for (const type of [...types, ...more, 'SnowflakePat', 'SonarQubeToken']) {
      const { watch } = parseTags({ 'token-health:managed-type': type });
      const [place] = placesOf(ARN, 'prod/keys', watch);
      const id = place?.provider ?? '';
      expect(id, type).not.toBe('auto');
      expect([...REGISTRY.ids, ...REGISTRY.kindIds], type).toContain(id);
    }
  });
});
