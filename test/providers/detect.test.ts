import { describe, expect, test } from 'vitest';
import { registryWith } from '../../adapters/issuers/built-in.ts';
import { lint } from '../../core/lint/lint.ts';
import { detect, otherProviderFlaw } from '../../providers/detect.ts';
import { kindId } from '../../providers/provider.ts';
import { botToken, hex, jwtToken, letters, SAMPLES } from '../support/samples.ts';
import { TARGETS } from '../support/targets.ts';

const REGISTRY = registryWith(TARGETS);

const found = (value: string, within?: string): string => {
  const detection = detect(value, REGISTRY, within);
  switch (detection.is) {
    case 'one':
      return kindId(detection.kind);
    case 'ambiguous':
      return `ambiguous: ${detection.kinds.map(kindId).join(' ')}`;
    case 'none':
      return 'none';
  }
};

const kind = (id: string) => {
  const one = REGISTRY.findKind(id);
  if (one === undefined) throw new Error(`no such kind: ${id}`);
  return one;
};

describe.each(Object.entries(SAMPLES))('%s', (id, value) => {
  const [provider = ''] = id.split('.');

  test('is told from its shape, or asks for the tag', () => {
    const one = found(value);
    // A value that people choose as they like is told by nothing but its tag.
    if (kind(id).kind.shape === undefined) return expect(one).not.toBe(id);
    if (kind(id).kind.shape?.distinctive) expect(one).toBe(id);
    else expect(one).toMatch(/^ambiguous: .*\S/);
    if (one.startsWith('ambiguous')) expect(one).toContain(id);
  });

  test('is told within its own provider, or by nothing at all where people choose it', () => {
    expect(found(value, provider)).toBe(kind(id).kind.shape === undefined ? 'none' : id);
  });

  test('is refused as any other issuer’s, if it is distinctive', () => {
    const strangers = REGISTRY.kinds.filter(
      (other) => other.provider.id !== provider && !other.kind.shape?.distinctive,
    );
    const flawed = strangers.filter((other) => otherProviderFlaw(value, other, REGISTRY) !== undefined);
    const mustBe = kind(id).kind.shape?.distinctive && !kind(id).provider.generic ? strangers : [];
    expect(flawed.map(kindId)).toEqual(mustBe.map(kindId));
  });

  test('is no other issuer’s token in its own field', () => {
    expect(otherProviderFlaw(value, kind(id), REGISTRY)).toBeUndefined();
  });
});

const CASES: readonly (readonly [sentence: string, value: string, kind: string])[] = [
  ['a JWT is no bot token', jwtToken({ sub: 'a' }), 'jwt.token'],
  ['a bot token is no JWT', botToken('987654321098765432'), 'discord.bot'],
  ['a bot token with an old third part is one', botToken('123456789012345678', 27), 'discord.bot'],
  ['a database password is nothing', 'correct horse battery', 'none'],
  ['a short word is nothing', 'hunter2', 'none'],
  ['32 hex digits are many things', '0123456789abcdef0123456789abcdef', 'ambiguous'],
  ['40 hex digits are many things', hex(40, 50), 'ambiguous'],
  ['a deploy token of GitLab is one, not an access token', `gldt-${letters(20, 51)}`, 'gitlab.deploy'],
  ['a runner token of a group too', `glrtr-${letters(20, 52)}`, 'gitlab.runner'],
  ['a token with a prefix that nobody knows is nothing', `acme.${letters(4, 53)}!`, 'none'],
  ['an id of Vault that people chose is nothing by itself', 'root', 'none'],
  ['a shape that the deployment declares is told', `acme_${letters(20, 1).toLowerCase()}`, 'http.shaped'],
  ['a GitHub token with a wrong checksum is still one of GitHub', `ghp_${letters(36, 2)}`, 'github.classic'],
  ['the beginning of a GitHub token is one, cut', 'ghp_abc', 'github.classic'],
  ['a GitLab token with a foreign character is one, damaged', `glpat-${letters(20, 3)}é`, 'gitlab.pat'],
  [
    'a webhook with a part missing is one, damaged',
    'https://discord.com/api/webhooks/123456789012345678',
    'discord.webhook',
  ],
  ['a page of Discord is nothing', 'https://discord.com/developers/applications', 'none'],
  ['a short npm token fits any registry no more', `npm_${letters(20, 4)}`, 'npm.granular'],
  ['an address of Slack that is no webhook is nothing', 'https://hooks.slack.com/other', 'none'],
  [
    'a webhook of a look-alike host is nothing',
    'https://discord.com.example.org/api/webhooks/123456789012345678/abc',
    'none',
  ],
  ['an empty value is nothing', '', 'none'],
  ['a beginning that many have tells nothing', 'MTIz', 'none'],
  ['an endless value is nothing', 'M'.repeat(70_000), 'none'],
];

test.each(CASES)('%s', (_sentence, value, expected) => {
  expect(expected === 'ambiguous' ? found(value).split(':')[0] : found(value)).toBe(expected);
});

test('what is told by its beginning alone is always flawed, so it never leaves', () => {
  for (const value of ['ghp_abc', 'glpat-', 'xoxb-1', 'hvs.x', 'npm_', 'https://hooks.slack.com/services/T1']) {
    const detection = detect(value, REGISTRY);
    if (detection.is !== 'one') throw new Error('not told');
    expect(lint(value, detection.kind.kind)).not.toEqual([]);
  }
});

describe('a token in the field of another issuer', () => {
  test('is named by its issuer, without any part of it', () => {
    const value = SAMPLES['github.classic'] ?? '';
    const flaw = otherProviderFlaw(value, kind('discord.bot'), REGISTRY);
    expect(flaw).toEqual({
      flaw: 'other-provider',
      says: 'it has the shape of a token of GitHub (github.classic), not of Discord',
      certain: true,
    });
  });

  test('is found inside quotes and behind a prefix', () => {
    const value = `"Bearer ${SAMPLES['gitlab.pat']}"\n`;
    expect(otherProviderFlaw(value, kind('discord.bot'), REGISTRY)?.says).toContain('GitLab');
  });

  test('is not another issuer’s when it is only another kind of the same', () => {
    expect(otherProviderFlaw(SAMPLES['discord.bot'] ?? '', kind('discord.oauth'), REGISTRY)).toBeUndefined();
  });

  test('may be a JWT anywhere, since many issuers give them out', () => {
    const value = jwtToken({ sub: 'a' });
    for (const id of ['npm.registry', 'oauth2-introspection.token', 'http.plain'])
      expect(otherProviderFlaw(value, kind(id), REGISTRY)).toBeUndefined();
  });

  test('never goes to an address of the deployment that declared no pattern', () => {
    expect(otherProviderFlaw(SAMPLES['github.classic'] ?? '', kind('http.plain'), REGISTRY)?.flaw).toBe(
      'other-provider',
    );
  });
});
