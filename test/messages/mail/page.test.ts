import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../core/model/alert.ts';
import type { Telling } from '../../../core/model/notice.ts';
import { renderMail } from '../../../messages/mail/mail.ts';
import { readHtml } from '../../support/mail-html.ts';
import { findings, tellings } from '../notices.ts';
import { samples } from '../samples.ts';

const page = (telling: Telling) => readHtml(renderMail(telling).html);
const words = (telling: Telling): string => page(telling).texts.join(' ').replace(/\s+/g, ' ');

describe.each(Object.entries(tellings))('%s', (name, telling) => {
  test('is a page that asks for nothing from outside, small enough to be shown whole', () => {
    expect(page(telling).texts.length).toBeGreaterThan(3);
    expect(Buffer.byteLength(renderMail(telling).html)).toBeLessThan(40 * 1024);
  });

  test('says shape, word and name first, and what is behind it in its glance', () => {
    const [glance = '', shape, word = ''] = page(telling).texts;
    expect(glance.trim()).not.toBe('');
    expect(shape).toMatch(/^[✕!?✓•]$/);
    expect(renderMail(telling).subject.startsWith(word.trim()), `${name}: ${word}`).toBe(true);
  });

  test('ends with why you get it and the incident', () => {
    expect(words(telling)).toMatch(/You get this as .+ Incident TH-[A-Z0-9]+, schema 1\. Alert \S+$/);
  });
});

const at = (text: string, part: string): number => {
  expect(text).toContain(part);
  return text.indexOf(part);
};

test('what somebody woken at night needs comes in its order', () => {
  const text = words(samples['rejected-bad-rotation']!);
  const order = [
    'REJECTED',
    'prod/discord-bot',
    'Since',
    'Cause',
    'Impact',
    'Do now',
    'What changed',
    'Evidence (safe to paste into a ticket)',
    'What happens next',
    'Where',
    'Open the secret in the console',
    'Read the docs',
    'You get this as',
  ].map((part) => at(text, part));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('a command stands whole in a block of its own, to be copied', () => {
  const { html } = renderMail(samples['rejected-bad-rotation']!);
  const [, command = ''] = /<pre class="k"[^>]*>(aws secretsmanager [^<]*)<\/pre>/.exec(html) ?? [];
  expect(command).toMatch(/^aws secretsmanager update-secret-version-stage [^\\\n]+$/);
});

test('several findings are listed with their incidents, and the first step of each is said', () => {
  const text = words(findings);
  expect(text).toContain('rejected prod/orders');
  expect(text).toContain('[TH-STOCK]');
  expect(text).toContain('Run the job that refreshes it');
  expect(text.match(/Discord OAuth2 access token:/g)?.length).toBeGreaterThanOrEqual(3);
});

test('more than fifty are counted', () => {
  const [one] = samples.expiring!;
  const many = Array.from({ length: 60 }, (_, n): Alert => {
    const name = `ci/${n}`;
    return { ...one, id: `${name}:expiring`, ref: { ...one.ref, id: name, name }, incident: `TH-${n}` };
  });
  expect(words(many as unknown as Telling)).toContain('and 10 more');
});

test.each([
  [
    'rejected-revoked',
    ['https://eu-west-1.console.aws.amazon.com/secretsmanager/secret?name=prod%2Fdiscord-bot&region=eu-west-1'],
  ],
  [
    'rejected-revoked',
    ['https://wiki.example.org/runbooks/discord-bot', 'https://discord.com/developers/applications'],
  ],
  ['outage-silent', ['https://discordstatus.com/', 'https://docs.discord.com/developers/reference']],
])('%s leads to %j', (name, hrefs) => {
  expect(page(tellings[name]!).hrefs).toEqual(expect.arrayContaining(hrefs));
});

test('a runbook that is no https address is no link', () => {
  const [alert] = samples['rejected-revoked']!;
  const { hrefs } = page([{ ...alert, runbook: 'javascript:alert(1)' }]);
  expect(hrefs.some((href) => href.includes('javascript'))).toBe(false);
});

test('an address within words is a link, and the words around it stay apart', () => {
  const { html } = renderMail(tellings['outage-silent']!);
  expect(html).toMatch(/Status page: <a class="a" href="https:\/\/discordstatus\.com\/"/);
});
