import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { saysAt } from '../../../core/diagnose/says.ts';
import { Secret } from '../../../core/model/secret.ts';
import { parseTags } from '../../../core/model/tags.ts';
import { contentAt, placesOf, unreadableBecause } from '../../../monitor/inspect/content.ts';
import { inspect } from '../../../monitor/inspect/inspect.ts';
import { SAMPLES } from '../../support/samples.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/keys-AbCdEf';
const FILE = 'file:/home/me/app/.env:KEYS';
const ENVIRONMENT = 'env:/home/me/app:KEYS';

type Case = { readonly tags: Readonly<Record<string, string>>; readonly value: string };

/** What the owner is told to do about a value that cannot be asked about, as `detail; remedy`. */
const toldAbout = async ({ tags, value }: Case, source: string): Promise<string> => {
  const { watch } = parseTags(
    Object.fromEntries(Object.entries(tags).map(([tag, word]) => [`token-health:${tag}`, word])),
  );
  const [place] = placesOf(source, 'KEYS', watch);
  const content = contentAt(place!, new Secret(value));
  const ports = {
    ask: () => Promise.reject(new Error('nobody is to be asked')),
    origins: {},
    allowedOrigins: [],
    mayLeave: (kind: string) => kind !== 'discord.oauth',
    registry: REGISTRY,
  };
  const seen =
    'unreadable' in content
      ? content.unreadable
      : (await inspect({ ref: place!.ref, provider: place!.provider, watch, ...content }, ports, 0)).observation;
  if (seen.seen !== 'unreadable') throw new Error(`it was ${seen.seen}`);
  expect(seen.cause).toBe('unreadable' in content || /JSON/.test(seen.detail) ? 'unreadable-secret' : 'bad-tag');
  return `${seen.detail}; ${seen.remedy.join(' ')}`;
};

const CASES: Readonly<Record<string, [Case, secret: RegExp, file: RegExp, environment: RegExp]>> = {
  'a JSON object without a field': [
    { tags: {}, value: '{"BOT":"x","HOOK":"y"}' },
    /the secret is a JSON object, and no tag .*; tag it: token-health:field=BOT or HOOK$/,
    /the value is a JSON object, and no comment .*; write beside it: # token-health: field=BOT or HOOK$/,
    /the value is a JSON object, .*; send it by --stdin with the tag token-health:field=BOT or HOOK$/,
  ],
  'a field of what is no JSON': [
    { tags: { field: 'BOT' }, value: 'x' },
    /the secret is not a JSON object; .* or drop the tag token-health:field$/,
    /the value is not a JSON object; .* or drop the word field in its comment$/,
    /the value is not a JSON object; /,
  ],
  'a shape that fits several kinds': [
    { tags: {}, value: SAMPLES['discord.oauth'] ?? '' },
    /; say which kind it is by the tag token-health:provider, such as discord\.bot/,
    /; say which kind it is by --provider, or the word provider in its comment, such as discord\.bot/,
    /; say which kind it is by --provider, such as discord\.bot/,
  ],
  'an issuer that nobody knows': [
    { tags: { provider: 'discrod' }, value: 'x' },
    /; use "discord" in the tag token-health:provider$/,
    /; use "discord" in --provider, or the word provider in its comment$/,
    /; use "discord" in --provider$/,
  ],
  'an issuer without an address of its own': [
    { tags: { provider: 'vault.token' }, value: SAMPLES['vault.token'] ?? '' },
    /; tag it: token-health:url=https:\/\/HOST, and allow that host: selfHosted in the deployment/,
    /; say it: --provider-url vault=https:\/\/HOST$/,
    /; say it: --provider-url vault=https:\/\/HOST$/,
  ],
  'an address that is not allowed': [
    { tags: { provider: 'gitlab.pat', url: 'https://git.example.org' }, value: SAMPLES['gitlab.pat'] ?? '' },
    /; allow it: selfHosted in the deployment, .* or correct the tag token-health:url$/,
    /; allow it: --allow-host https:\/\/HOST, or correct the word url in its comment$/,
    /; allow it: --allow-host https:\/\/HOST, or correct the tag token-health:url on standard input$/,
  ],
  'a kind without a shape of its own': [
    { tags: { provider: 'discord.oauth' }, value: SAMPLES['discord.oauth'] ?? '' },
    /; list its name: "unshaped": \{"discord\.oauth": \["NAME-PATTERN"\]\} in the deployment/,
    /; say what it is: --provider NAME=discord\.oauth$/,
    /; say what it is: --provider NAME=discord\.oauth$/,
  ],
  'a kind that needs fields beside it': [
    { tags: { provider: 'oauth2-introspection.token' }, value: SAMPLES['oauth2-introspection.token'] ?? '' },
    /beside it; store them in the same JSON secret$/,
    /beside it; make the value a JSON object that holds them too, and name its field: # token-health: field=NAME$/,
    /beside it; send a JSON object that holds them too by --stdin$/,
  ],
};

describe('what to do is said in the words of the place', () => {
  test.each(Object.entries(CASES))('%s', async (_, [about, secret, file, environment]) => {
    expect(await toldAbout(about, ARN)).toMatch(secret);
    expect(await toldAbout(about, FILE)).toMatch(file);
    expect(await toldAbout(about, ENVIRONMENT)).toMatch(environment);
    expect(await toldAbout(about, FILE)).not.toMatch(/\btag\b|deployment|the secret/);
  });

  test('a secret whose name looks like a place on this machine is a secret', () => {
    expect(saysAt('prod/file').holder).toBe('secret');
  });
});

test('a secret that was not read since Secrets Manager was busy says nothing of its token', () => {
  expect(unreadableBecause({ read: false, why: 'throttled', detail: 'ThrottlingException' }, 'prod/bot')).toEqual({
    seen: 'unanswered',
    why: 'network',
    detail: 'Secrets Manager is busy',
  });
});
