import { describe, expect, test } from 'vitest';
import { REGISTRY, registryWith } from '../../../adapters/issuers/built-in.ts';
import { saysAt } from '../../../core/diagnose/says.ts';
import { addressOf, originOf, requestLine } from '../../../monitor/inspect/where-to-ask.ts';
import type { OnlineProbe } from '../../../providers/provider.ts';

const rules = { origins: {}, allowedOrigins: ['https://git.example.org', 'http://127.0.0.1:9000'] };

const address = (
  kind: string,
  tagged?: string,
  parts: Partial<typeof rules> = {},
  source = 'arn:aws:secretsmanager',
) => {
  const found = REGISTRY.findKind(kind);
  if (!found?.kind.probe.online) throw new Error(`${kind} is not asked online`);
  return addressOf(found, found.kind.probe as OnlineProbe, tagged, { ...rules, ...parts }, saysAt(source));
};

describe('where a token is asked about', () => {
  test.each([
    [
      'its issuer’s own address by default',
      'discord.bot',
      undefined,
      'https://discord.com/api/v10/users/@me',
      'public',
    ],
    [
      'an allowed address that its tag selects',
      'gitlab.pat',
      'https://git.example.org',
      'https://git.example.org/api/v4/personal_access_tokens/self',
      'allow-listed',
    ],
    [
      'an allowed address with a path of its own',
      'gitlab.pat',
      'https://git.example.org/gitlab/',
      'https://git.example.org/gitlab/api/v4/personal_access_tokens/self',
      'allow-listed',
    ],
    [
      'gitlab.com when nothing is said',
      'gitlab.pat',
      undefined,
      'https://gitlab.com/api/v4/personal_access_tokens/self',
      'public',
    ],
  ])('is %s', (_sentence, kind, tagged, url, trust) => {
    expect(address(kind, tagged)).toEqual({ url, trust, ownHost: tagged === undefined });
  });

  test('of a setting is the address that it names, by its own word allowed, and no public issuer’s', () => {
    const target = { url: 'https://build.example.org/me', header: 'Authorization', expect: 200 };
    const found = registryWith({ build: target }).findKind('http.build');
    expect(found?.kind.probe.online).toBe(true);
    const asked = addressOf(found!, found!.kind.probe as OnlineProbe, undefined, rules, saysAt('env:BUILD'));
    expect(asked).toEqual({ url: target.url, trust: 'allow-listed', ownHost: false });
  });

  const API: readonly (readonly [kind: string, base: string, url: string])[] = [
    ['github.classic', 'https://git.example.org/api/v3', 'https://git.example.org/api/v3/user'],
    ['github.classic', 'https://git.example.org/api/v3//', 'https://git.example.org/api/v3/user'],
    ['github.classic', 'https://git.example.org/api', 'https://git.example.org/api/v3/user'],
    ['github.classic', 'https://api.github.com', 'https://api.github.com/user'],
    ['github.classic', 'https://api.acme.ghe.com/', 'https://api.acme.ghe.com/user'],
    ['gitlab.pat', 'https://git.example.org/api/v4/', 'https://git.example.org/api/v4/personal_access_tokens/self'],
    ['gitlab.pat', 'https://git.example.org/api/v3', 'https://git.example.org/api/v4/personal_access_tokens/self'],
    [
      'gitlab.pat',
      'https://git.example.org/gitlab',
      'https://git.example.org/gitlab/api/v4/personal_access_tokens/self',
    ],
    [
      'gitlab.pat',
      'https://git.example.org/gitlab/api/v4',
      'https://git.example.org/gitlab/api/v4/personal_access_tokens/self',
    ],
    ['vault.token', 'https://git.example.org/v1', 'https://git.example.org/v1/auth/token/lookup-self'],
    ['vault.token', 'https://git.example.org/ui/', 'https://git.example.org/v1/auth/token/lookup-self'],
    ['vault.token', 'https://git.example.org/vault/v1', 'https://git.example.org/vault/v1/auth/token/lookup-self'],
    ['discord.bot', 'https://git.example.org/api/v10', 'https://git.example.org/api/v10/users/@me'],
    ['npm.registry', 'https://git.example.org/npm/api/', 'https://git.example.org/npm/api/-/whoami'],
  ];
  test.each(API)('is the API of %s, however its base is written: %s', (kind, base, url) => {
    const allowedOrigins = [new URL(base).origin];
    const found = address(kind, base, { allowedOrigins });
    expect(found).toMatchObject({ url, trust: 'allow-listed' });
    expect(found).not.toHaveProperty('elsewhere');
  });

  test.each([
    'https://git.example.org',
    'https://git.example.org/',
    'https://git.example.org/below',
    'https://ghe.com.example.org',
  ])('is both the base and the path below it, where %s says neither', (base) => {
    const bare = base.replace(/\/$/, '');
    expect(address('github.classic', base, { allowedOrigins: [new URL(base).origin] })).toMatchObject({
      url: `${bare}/user`,
      elsewhere: `${bare}/api/v3/user`,
    });
  });

  test.each([
    'https://evil.example',
    'https://git.example.org.evil.example',
    'https://git.example.org:444',
    'http://git.example.org',
    'http://169.254.169.254',
    'https://discord.com.evil.example',
  ])('is never what only a tag says: %s', (tagged) => {
    expect(address('discord.bot', tagged)).toHaveProperty('problem');
    expect(address('gitlab.pat', tagged)).toHaveProperty('problem');
  });

  test('is not guessed for an issuer without an address of its own', () => {
    expect(address('vault.token')).toHaveProperty('problem');
  });

  test('a base of the deployment counts when it is allowed', () => {
    const origins = { discord: 'http://127.0.0.1:9000' };
    expect(address('discord.bot', undefined, { origins })).toMatchObject({ trust: 'allow-listed' });
    expect(address('discord.bot', undefined, { origins, allowedOrigins: [] })).toHaveProperty('problem');
  });
});

test.each([
  ['https://User@evil.example/', 'https://user'],
  ['HTTPS://GIT.EXAMPLE.ORG/x', 'https://git.example.org'],
  ['ftp://x', undefined],
])('the origin of %s is %s', (url, origin) => expect(originOf(url)).toBe(origin));

test('a request is named without its query', () => {
  expect(requestLine('GET', 'https://a.example/b?token=x#y')).toBe('GET a.example/b');
  expect(requestLine('GET', 'https://discord.com/api/webhooks/{id}/{token}?wait={token}')).toBe(
    'GET discord.com/api/webhooks/{id}/{token}',
  );
});
