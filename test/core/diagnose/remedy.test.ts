import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mendingSteps, remedyFor, renewalSteps } from '../../../core/diagnose/remedy.ts';
import type { Judgement } from '../../../core/model/diagnosis.ts';
import type { Flaw } from '../../../core/model/observation.ts';
import { CAUSES, REASONS } from '../../../core/model/verdict.ts';

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
    ...REASONS.flatMap((reason) =>
      remedyFor({ verdict: 'indeterminate', cause: 'blocked' }, advice, reason).map((step) => `${reason}: ${step}`),
    ),
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

const flaw = (name: Flaw['flaw']): Flaw => ({ flaw: name, says: 'it is so', certain: true });
const AGAIN = ['Copy the value again.', 'Store it.'];

test.each<[string, readonly Flaw[], RegExp]>([
  ['quotation marks are taken off', [flaw('quoted')], /^Take the quotation marks off/],
  ['a prefix is deleted', [flaw('prefixed')], /^Delete what stands before the token/],
  ['white space is deleted', [flaw('padded')], /^Delete the white space/],
  ['an empty value is looked into', [flaw('empty')], /^Find out why nothing was stored/],
  ['a blank of an example is filled in', [flaw('placeholder')], /^Store the real token/],
  [
    'a wrong checksum is copied from where it was issued',
    [flaw('checksum')],
    /^Copy it again from where it was issued/,
  ],
  ['one flaw named twice is mended once', [flaw('quoted'), flaw('quoted')], /^Take the quotation marks off/],
  ['several flaws are copied again, all of it', [flaw('quoted'), flaw('prefixed')], /^Copy the value again/],
  ['what nobody can say how to mend is copied again', [flaw('oversized')], /^Copy the value again/],
])('first, %s', (_, flaws, first) => {
  const [step, ...rest] = mendingSteps(flaws, AGAIN);
  expect(step).toMatch(first);
  expect(rest).toEqual(['Store it.']);
});
