import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../../adapters/aws/calls.ts';
import { readSecrets } from '../../../adapters/aws/values.ts';
import { unreadableBecause } from '../../../monitor/inspect/content.ts';
import { type Input, startAws } from '../../promises/loopback-aws.ts';
import { botToken } from '../../support/samples.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** What is read of a secret that holds this, and nothing else. */
const reading = async (value: Input) => {
  const entry = { ARN: 'bot', Name: 'bot', VersionId: 'v1', ...value };
  const server = await startAws(() => ({ SecretValues: [entry] }));
  open.push(server.close);
  const client = new SecretsManagerClient({ ...CLIENT_SETTINGS, ...server.settings });
  return (await readSecrets(client)(['bot'])).get('bot');
};

const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64');
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(botToken(), 'utf16le')]);

describe('a secret without text is told as what it is:', () => {
  test.each<[string, Input, RegExp]>([
    [
      'text that was stored as bytes',
      { SecretBinary: base64(`${botToken()}\n`) },
      /^the secret holds its text as binary .*: bot \(its \d+ bytes are plain UTF-8 text\); store it as text: .*--secret-string file:\/\/FILE/,
    ],
    [
      'bytes that are no text',
      { SecretBinary: base64(new Uint8Array([0x80, 1])) },
      /^the secret is binary.*\(2 bytes that are not UTF-8\);/,
    ],
    ['a text of UTF-16', { SecretBinary: base64(utf16) }, /not UTF-8: they begin with the byte order mark of UTF-16/],
    [
      'bytes with controls among them',
      { SecretBinary: base64('a\u0000b') },
      /3 bytes with control characters among them/,
    ],
    ['no bytes at all', { SecretBinary: '' }, /^the secret has a version without any value/],
    ['nothing', {}, /^the secret has a version without any value: bot .*; store the token/],
  ])('%s', async (_, value, says) => {
    const found = await reading(value);
    if (found === undefined || found.read) throw new Error('it was read');
    const seen = unreadableBecause(found, 'bot');
    if (seen.seen !== 'unreadable') throw new Error(`it was ${seen.seen}`);
    expect(`${seen.detail}; ${seen.remedy.join(' ')}`).toMatch(says);
    expect(JSON.stringify(seen)).not.toContain(botToken().slice(0, 12));
  });
});

test('a line break at the end of a text is read as it is stored: the SDK takes nothing off', async () => {
  const found = await reading({ SecretString: 'abc\n' });
  expect(found?.read && found.value.expose()).toBe('abc\n');
});
