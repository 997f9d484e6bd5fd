import { describe, expect, test } from 'vitest';
import { parseTags } from '../../../core/model/tags.ts';

const tag = (name: string, value: string) => ({ [`token-health:${name}`]: value });

describe('tags', () => {
  test.each([
    ['provider', 'discord.bot', { provider: 'discord.bot' }],
    [
      'field',
      'DISCORD_TOKEN GITHUB_TOKEN=github',
      { fields: [{ field: 'DISCORD_TOKEN' }, { field: 'GITHUB_TOKEN', provider: 'github' }] },
    ],
    ['field', '  DISCORD_TOKEN \t ', { fields: [{ field: 'DISCORD_TOKEN' }] }],
    [
      'field',
      'data.token=discord.bot bots.0.token',
      { fields: [{ field: 'data.token', provider: 'discord.bot' }, { field: 'bots.0.token' }] },
    ],
    ['managed-type', 'GitLabAccessToken', { managedType: 'GitLabAccessToken' }],
    ['provider', ' discord ', { provider: 'discord' }],
    ['required-scopes', ' repo\t\tread:org ', { requiredScopes: ['repo', 'read:org'] }],
    ['ladder', ' 7 30 ', { ladder: [30, 7] }],
    ['expires-at', '2027-01-31', { expiresAt: Date.UTC(2027, 0, 31) }],
    ['max-age-days', '90', { maxAgeDays: 90 }],
    ['required-scopes', 'repo read:org', { requiredScopes: ['repo', 'read:org'] }],
    ['ladder', '7 60 30 30', { ladder: [60, 30, 7] }],
    ['url', 'https://git.example.org/', { url: 'https://git.example.org' }],
    ['token-prefix', 'acme-', { tokenPrefix: 'acme-' }],
    ['token-prefix', '', { tokenPrefix: '' }],
    ['enabled', 'false', { enabled: false }],
  ])('%s is read', (name, value, expected) => {
    const { watch, problems } = parseTags(tag(name, value));
    expect(watch).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  test.each([
    ['provider', 'Discord Bot!', 'write an issuer (discord), a kind (discord.bot) or auto'],
    ['field', ' ', 'write FIELD, a path such as data.token, or FIELD=provider, separated by spaces'],
    ['field', '語'.repeat(200), 'write a shorter field: its name may take 256 bytes when it is percent-encoded'],
    ['field', '\ud800', 'write a shorter field: its name may take 256 bytes when it is percent-encoded'],
    ['expires-at', '31.01.2027', 'write a date such as 2027-01-31'],
    ['max-age-days', '0', 'write a whole number of days from 1 to 3650, such as 90'],
    ['max-age-days', '-1', 'write a whole number of days from 1 to 3650, such as 90'],
    ['ladder', '1 2 3 4 5 6 7 8 9 10 11', 'write up to 10 numbers of days, such as 60 30 7'],
    ['ladder', '7 3651', 'write up to 10 numbers of days, such as 60 30 7'],
    ['ladder', 'soon', 'write up to 10 numbers of days, such as 60 30 7'],
    ['runbook', 'javascript:alert(1)', 'write an https address'],
    ['url', 'https://user@evil.example', 'write the base URL, such as https://git.example.org'],
    ['token-prefix', 'a b', 'write what the tokens of your own issuer begin with, such as acme-'],
    ['snooze-until', 'never', 'write a date such as 2026-12-24'],
    ['enabled', 'no', 'write true or false'],
  ])('a wrong %s "%s" says how to write it and leaves the default', (name, value, remedy) => {
    const { watch, problems } = parseTags(tag(name, value));
    expect(problems).toEqual([{ tag: `token-health:${name}`, says: 'its value cannot be read', remedy }]);
    expect(watch).toEqual({ provider: 'auto', fields: [], requiredScopes: [], enabled: true });
  });

  test.each([
    ['that cannot be read', 'GOOD =discord', 'write FIELD, a path such as data.token, or FIELD=provider'],
    ['that is too long', `GOOD ${'x'.repeat(300)}`, 'write a shorter field'],
    ['that is there already', 'GOOD GOOD=github', 'write each field once'],
  ])('a field %s hides no other', (_, value, remedy) => {
    const { watch, problems } = parseTags(tag('field', value));
    expect(watch.fields).toEqual([{ field: 'GOOD' }]);
    expect(problems[0]?.remedy).toContain(remedy);
  });

  test('an unknown tag of ours is a typing error, a stranger’s tag is not', () => {
    expect(parseTags({ 'token-health:expires': '2027-01-31', Team: 'bots' }).problems.map(({ tag }) => tag)).toEqual([
      'token-health:expires',
    ]);
  });

  test('a tag named like a method of objects is unknown', () => {
    expect(parseTags(tag('constructor', 'x')).problems[0]?.says).toBe('no such tag');
  });
});
