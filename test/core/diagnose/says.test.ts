import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../core/base/time.ts';
import { diagnose } from '../../../core/diagnose/diagnose.ts';
import type { Subject } from '../../../core/diagnose/subject.ts';
import { type History, NO_HISTORY } from '../../../core/model/history.ts';
import type { Observation } from '../../../core/model/observation.ts';
import { accepted, proven, refused, START, subject } from '../../support/make.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/discord-bot-AbCdEf';
const FILE = 'file:/home/me/app/.env:DISCORD_TOKEN';
const ENVIRONMENT = 'env:/home/me/app:DISCORD_TOKEN';
const ENTRY = 'stdin:DISCORD_TOKEN';

const rotated: History = { ...NO_HISTORY, previousWorked: true };
const lacking = accepted({ lacking: ['repo'] });
const stray: Observation = {
  seen: 'flawed',
  flaws: [{ flaw: 'other-provider', says: 'it has the shape of a token of GitHub', certain: true }],
};
const unasked: Observation = { seen: 'unasked', reason: 'it would post', expiry: 'unknown' };
const problems = [{ tag: 'token-health:max-age-days', says: 'its value cannot be read', remedy: 'write a number' }];

const texts = (seen: Observation, source: string, history = NO_HISTORY, parts: Partial<Subject> = {}): string => {
  const { evidence, remedy } = diagnose(proven(seen), history, subject(parts.watch, { source, ...parts }), START);
  return [...evidence, ...remedy].join('\n');
};

describe('what is said of a secret is not said of a variable', () => {
  type Row = readonly [Observation, History?, Partial<Subject>?];
  const ROWS: Readonly<Record<string, readonly [row: Row, secret: RegExp, file: RegExp, environment: RegExp]>> = {
    'a bad rotation': [
      [refused(), rotated],
      /Find the writer: PutSecretValue in CloudTrail\.$/,
      /Find out who or what changed it\.$/,
      /Find out who or what changed it\.$/,
    ],
    'a missing scope': [
      [lacking],
      /drop it from the tag token-health:required-scopes\.$/,
      /drop it from the word required-scopes in its comment\.$/,
      /drop it from the tag token-health:required-scopes on standard input\.$/,
    ],
    'a token of another issuer': [
      [stray],
      /or correct the tag token-health:provider\.$/,
      /or correct --provider, or the word provider in its comment\.$/,
      /or correct --provider\.$/,
    ],
    'a setting that cannot be read': [
      [accepted(), NO_HISTORY, { problems }],
      /tag token-health:max-age-days: its value cannot be read; .*\nCorrect the tags named above\.$/,
      /comment max-age-days: its value cannot be read; .*\nCorrect the comments named above\.$/,
      /tag token-health:max-age-days: its value cannot be read; /,
    ],
    'a kind without a date that nobody is asked about': [
      [unasked],
      /no date is known; where it has one, tag it: token-health:expires-at=2027-01-31$/,
      /no date is known; where it has one, write beside it: # token-health: expires-at=2027-01-31$/,
      /where it has one, send it by --stdin with the tag token-health:expires-at=2027-01-31$/,
    ],
    'a date of the owner, past and refused': [
      [refused(), NO_HISTORY, { watch: subject({ expiresAt: START - HOUR }).watch }],
      /past the date on its tag/,
      /past the date in its comment/,
      /past the date on its tag/,
    ],
  };
  test.each(Object.entries(ROWS))('%s', (_, [[seen, history, parts], secret, file, environment]) => {
    expect(texts(seen, ARN, history, parts)).toMatch(secret);
    expect(texts(seen, FILE, history, parts)).toMatch(file);
    expect(texts(seen, ENVIRONMENT, history, parts)).toMatch(environment);
  });

  test.each(Object.entries(ROWS))('%s: nothing of AWS where there is none', (_, [[seen, history, parts]]) => {
    for (const source of [FILE, ENVIRONMENT, ENTRY])
      expect(texts(seen, source, history, parts)).not.toMatch(/CloudTrail|AWS|Secrets Manager|the secret|tag it/);
    expect(texts(seen, FILE, history, parts)).not.toMatch(/\btags?\b/);
  });

  test('a step of an issuer names the setting by the same words', () => {
    const remedies = { 'insufficient-scope': ['Drop it from {tag:required-scopes} of {name}.'] };
    expect(texts(lacking, ARN, NO_HISTORY, { remedies })).toContain(
      'Drop it from the tag token-health:required-scopes of prod/discord-bot.',
    );
    expect(texts(lacking, FILE, NO_HISTORY, { remedies })).toContain('Drop it from the word required-scopes in its');
  });
});
