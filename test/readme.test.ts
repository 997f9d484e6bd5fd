import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REGISTRY } from '../adapters/issuers/built-in.ts';
import { parseTags } from '../core/model/tags.ts';
import { VERDICTS } from '../core/model/verdict.ts';
import { KEYS } from '../infra/command-line.ts';

const readme = readFileSync('README.md', 'utf8');
const golden = (name: string): string => readFileSync(`test/golden/${name}`, 'utf8');

test('the mail in the README is the one that is sent, up to its evidence', () => {
  const mail = golden('rejected-bad-rotation.email.txt');
  const shown = mail.slice(0, mail.indexOf('\nEVIDENCE'));
  expect(readme).toContain(`\`\`\`text\n${shown}\`\`\``);
});

test('the README names every verdict', () => {
  expect(VERDICTS.filter((verdict) => !readme.includes(`| ${verdict} |`))).toEqual([]);
});

test('every tag that the README shows is one that is read', () => {
  const names = [...readme.matchAll(/`token-health:([a-z-]+)`/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(8);
  const unknown = names.filter(
    (name) => parseTags({ [`token-health:${name}`]: 'x' }).problems[0]?.says === 'no such tag',
  );
  expect(unknown).toEqual([]);
});

test('the README links to the pages of the issuers, and says no more of them than there are', () => {
  expect(readme).toContain('(docs/providers/README.md)');
  const [, issuers, kinds] = /More than (\d+) issuers and (\d+) kinds of token/.exec(readme) ?? [];
  expect(REGISTRY.ids.length).toBeGreaterThan(Number(issuers));
  expect(REGISTRY.kindIds.length).toBeGreaterThan(Number(kinds));
});

test('the mail in docs/alerts.md is the one that is sent', () => {
  const mail = golden('rejected-revoked.email.txt').trimEnd();
  expect(readFileSync('docs/alerts.md', 'utf8')).toContain(`\`\`\`text\n${mail}\n\`\`\``);
});

test('docs/deploy.md names every setting', () => {
  const page = readFileSync('docs/deploy.md', 'utf8');
  expect(KEYS.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
