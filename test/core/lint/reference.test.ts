import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registryWith } from '../../../adapters/issuers/built-in.ts';
import { isPlaceholder } from '../../../core/lint/placeholder.ts';
import { referenceIn } from '../../../core/lint/reference.ts';
import { kindId } from '../../../providers/provider.ts';
import { WORDED } from '../../support/fixtures.ts';
import { withoutLooks } from '../../support/sample-of.ts';
import { TARGETS } from '../../support/targets.ts';

const GOLDEN = 'test/golden/references.txt';

const braced = (inside: string): string => ['$', `{${inside}}`].join('');

const REFERENCES: Readonly<Record<string, string>> = {
  'op://Private/Discord/token': '1Password',
  'vault:secret/data/bot#TOKEN': 'Vault',
  'vault://secret/bot#token': 'Vault',
  'encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt': 'dotenvx',
  '{{resolve:secretsmanager:prod/bot:SecretString:token}}': 'CloudFormation',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/bot-AbCdEf': 'Secrets Manager',
  'arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a': 'Secrets Manager',
  'arn:aws:ssm:eu-west-1:123456789012:parameter/bot': 'Parameter Store',
  'ssm:/prod/bot': 'Parameter Store',
  'file:///run/secrets/bot': 'a file',
  'file:/etc/bot': 'a file',
  '/run/secrets/discord_token': 'a file',
  '/var/run/secrets/token': 'a file',
  'ENC[AES256_GCM,data:abc=,iv:abc=,tag:abc=,type:str]': 'SOPS',
  'ENC(abcdef0123456789)': 'Jasypt',
  'ref+vault://secret/bot#/token': 'vals',
  'secretref:bot-token': 'Azure Container Apps',
  'projects/123/secrets/bot/versions/latest': 'Google Secret Manager',
  '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/bot)': 'Azure Key Vault',
  'keyring:bot': 'the keyring',
  'bws:382580ab-1368-4e85-bfa3-b02e01400c9f': 'Bitwarden',
  'doppler:BOT_TOKEN': 'Doppler',
  'infisical:/bot/TOKEN': 'Infisical',
  'keeper://AbCdEf/field/password': 'Keeper',
  'pass://Work/Discord/token': 'Proton Pass',
  'secret://bot/token': 'a store of secrets',
  '!secret discord_token': 'Home Assistant',
  'secrets+age-import:///keys.txt?values.yaml': 'helm-secrets',
  'secretsmanager:prod/bot': 'Secrets Manager',
  'aws-sm://prod/bot': 'Secrets Manager',
  'secrets-manager://prod/bot': 'Secrets Manager',
  '/aws/reference/secretsmanager/prod/bot': 'Parameter Store',
  '~/.config/bot/token': 'a file',
  'sops:secrets.yaml#bot': 'SOPS',
  'gcp-sm:bot': 'Google Secret Manager',
  'akv:bot': 'Azure Key Vault',
  'keychain:bot': 'the keyring',
  '$ANSIBLE_VAULT;1.1;AES256 6338': 'Ansible Vault',
  $DISCORD_TOKEN: 'another variable',
  '$env:DISCORD_TOKEN': 'another variable',
  [braced('GH_PAT')]: 'another variable',
  [braced('GH_PAT:-none')]: 'another variable',
  [braced('{ secrets.GH_PAT }')]: 'an expression of GitHub Actions',
  'process.env.DISCORD_TOKEN': 'another variable',
  '$(cat token.txt)': 'a command',
  '%DISCORD_TOKEN%': 'another variable',
  '{{ .Values.bot.token }}': 'a template',
  '{{ $token }}': 'a template',
  '{{ env `DISCORD_TOKEN` }}': 'a template',
  '{{ token | b64enc }}': 'a template',
  '{{- lookup(ENV, TOKEN) -}}': 'a template',
};

describe('a reference is no token', () => {
  test.each(Object.entries(REFERENCES))('%s is one of %s', (value, tool) => {
    for (const written of [value, `"${value}"`, ` ${value}\n`, `Bearer ${value}`])
      expect(referenceIn(written)?.tool).toMatch(new RegExp(`^${tool}\\b`));
  });

  test('what is to be done about each, word by word; UPDATE_GOLDEN=1 writes it anew', () => {
    const lines = Object.keys(REFERENCES).map((value) => {
      const { tool, step } = referenceIn(value)!;
      return `${value}\n  ${tool}: ${step('BOT_TOKEN')}\n`;
    });
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, lines.join(''));
    expect(lines.join('')).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  test('its step is a command for the variable that holds it', () => {
    expect(referenceIn('op://a/b/c')?.step('DISCORD_TOKEN')).toBe(
      'Let its tool fill it in: op run -- token-health check --env DISCORD_TOKEN',
    );
  });
});

test.each([
  'https://discord.com/api/webhooks/1/a',
  'a$NAME',
  `a${braced('A')}`,
  'v1.vault:x',
  'fileserver',
  'opened://x',
  '$lower-case',
  'arn:aws:iam::123456789012:user/a',
  '{{DISCORD_TOKEN}}',
  '{{ your token }}',
])('%s is none', (value) => expect(referenceIn(value)).toBeUndefined());

const REGISTRY = registryWith(TARGETS);
/** Of issuers that are asked most, and of all others. */
const MANY = 5_000;
const SOME = 300;
/** What may be a token where no issuer chose an alphabet. */
const ANY_TEXT = /^[\x21-\x7e]{16,64}$/;

/** Even chances for each character, as issuers make them: fast-check would else try many zeros in a row, which are a placeholder. */
const madeOf = (pattern: RegExp, numRuns: number): readonly string[] =>
  fc
    .sample(fc.noBias(fc.stringMatching(withoutLooks(pattern), { size: 'small' })), { numRuns, seed: 4711 })
    .filter((value) => pattern.test(value));

const PATTERNS = REGISTRY.kinds.map(({ provider, kind }) => {
  const shape = kind.shape?.open ? undefined : kind.shape;
  const made = WORDED.includes(provider.id) ? MANY : SOME;
  return [kindId({ provider, kind }), shape?.pattern ?? ANY_TEXT, made] as const;
});

describe('no token of any shape is taken for a reference or a placeholder', () => {
  test.each(PATTERNS)('%s', (_id, pattern, made) => {
    const values = madeOf(pattern, made);
    const taken = values.filter((value) => referenceIn(value) !== undefined || isPlaceholder(value, ['DISCORD_TOKEN']));
    expect(new Set(values).size).toBeGreaterThan(made / 3);
    expect(taken).toEqual([]);
  });
});
