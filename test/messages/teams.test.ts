import { describe, expect, test } from 'vitest';
import type { Alert } from '../../core/model/alert.ts';
import { renderTeams } from '../../messages/teams/teams.ts';
import { addressesOf, markdownTexts, plainTexts, teamsPayload } from '../support/adaptive-card.ts';
import { tellings } from './notices.ts';
import { samples } from './samples.ts';

const [rejected] = samples['rejected-revoked']!;
const shown = (telling: Parameters<typeof renderTeams>[0]) => teamsPayload.parse(renderTeams(telling));

test.each(Object.entries(tellings))('%s keeps to the schema, and word and name stand first', (_, telling) => {
  const message = shown(telling);
  const [summary = '', fallback, head = ''] = plainTexts(message);
  expect(fallback).toBe(summary);
  const [word = ''] = head.split('  ');
  expect(summary.startsWith(word)).toBe(true);
});

test('an address of ours in a step can be clicked, and stands there as it is', () => {
  const message = shown([rejected]);
  expect(addressesOf(message)).toContain('https://discord.com/developers/applications');
  expect(plainTexts(message)).toContain(
    '2. https://discord.com/developers/applications > the application > Bot > Reset Token. The old token stops at that moment.',
  );
});

describe('where not all of it fits', () => {
  const wide = '\u{1f600}'.repeat(900);
  const large: Alert = {
    ...rejected,
    ref: { ...rejected.ref, name: wide, field: wide },
    owner: wide,
    environment: wide,
    impact: wide,
    versionId: wide,
    changedBy: wide,
    runbook: `https://wiki.example.org/${'x'.repeat(900)}`,
    beside: { accepted: 1, refused: 1, changed: Array.from({ length: 9 }, () => ({ label: wide, how: 'same owner' })) },
    diagnosis: {
      ...rejected.diagnosis,
      subject: wide,
      evidence: Array.from({ length: 9 }, () => wide),
      docsUrl: `https://docs.discord.com/${'x'.repeat(900)}`,
      remedy: [wide, `Run: aws secretsmanager ${'x'.repeat(900)}`, wide],
    },
  };

  test('the largest alert there can be still fits: its steps and its evidence stay whole', () => {
    const texts = plainTexts(shown([large]));
    expect(texts.filter((text) => /^[123]\. /.test(text))).toHaveLength(3);
    expect(texts).toContain(`aws secretsmanager ${'x'.repeat(900)}`);
    expect(texts).not.toContain('More is in the mail.');
    expect(markdownTexts(shown([large]))).toContain('Evidence');
  });

  test('and nothing is said where all of it does', () => {
    expect(plainTexts(shown([rejected]))).not.toContain('More is in the mail.');
    expect(markdownTexts(shown([rejected]))).toContain('Evidence');
  });
});
