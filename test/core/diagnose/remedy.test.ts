import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { remedyFor, renewalSteps } from '../../../core/diagnose/remedy.ts';
import type { Judgement } from '../../../core/model/diagnosis.ts';
import { CAUSES } from '../../../core/model/verdict.ts';

const FILE = 'test/golden/remedies.txt';

const SOURCES = {
  'a secret': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/bot-AbCdEf',
  'a variable of a file': 'file:/home/me/.env#BOT',
  'a variable of the environment': 'env:BOT',
  'an entry of stdin': 'stdin:bot',
};

const steps = (source: string): readonly string[] => {
  const advice = { source, label: 'prod/bot', providerName: 'Discord', docsUrl: 'https://d.example', remedies: {} };
  return [
    ...renewalSteps(advice).map((step) => `before a date: ${step}`),
    ...CAUSES.flatMap((cause) =>
      // Only the cause decides, and verdicts that say dead are made elsewhere.
      remedyFor({ verdict: 'indeterminate', cause } as Judgement, advice).map((step) => `${cause}: ${step}`),
    ),
  ];
};

test('what is to be done where an issuer has no steps of its own; UPDATE_GOLDEN=1 writes it anew', () => {
  const text = Object.entries(SOURCES)
    .flatMap(([what, source]) => [`== ${what}`, ...steps(source), ''])
    .join('\n');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, text);
  expect(text).toBe(readFileSync(FILE, 'utf8'));
});
