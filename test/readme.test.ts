import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseTags } from '../core/model/tags.ts';
import { VERDICTS } from '../core/model/verdict.ts';
import { KEYS } from '../infra/command-line.ts';
import { REGISTRY } from '../providers/index.ts';

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

test('the README names every issuer', () => {
  const text = readme.toLowerCase();
  const missing = REGISTRY.providers.filter(({ id, name }) => !text.includes(name.toLowerCase()) && !text.includes(id));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test('the mail in docs/alerts.md is the one that is sent', () => {
  const mail = golden('rejected-revoked.email.txt').trimEnd();
  expect(readFileSync('docs/alerts.md', 'utf8')).toContain(`\`\`\`text\n${mail}\n\`\`\``);
});

test('docs/deploy.md names every setting', () => {
  const page = readFileSync('docs/deploy.md', 'utf8');
  expect(KEYS.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
