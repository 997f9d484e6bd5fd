import { describe, expect, test } from 'vitest';
import { firstOf, likeliest } from './library.ts';
import { REPORTED } from './reported.ts';

/** The same error as another program, viewer or person hands it on. */
const VARIED: Readonly<Record<string, (text: string) => string>> = {
  'in colours of a terminal': (text) =>
    `\u001b[31m\u001b[1m${text.slice(0, 9)}\u001b[0m\u001b[31m${text.slice(9)}\u001b[0m`,
  'in colours whose escape was lost': (text) => `[31m${text}[0m`,
  'in colours as a log writes them': (text) => `\\u001b[31m${text}\\u001b[0m`,
  'wrapped at 40 columns between words': (text) => wrapped(text, 40),
  'wrapped at 37 columns within words': (text) => text.replace(/[^\n]{37}/g, '$&\n'),
  'with a time before it': (text) => `2026-11-23T09:00:00.123Z ERROR ${text}`,
  'with a time and a container before each line': (text) =>
    text
      .split('\n')
      .map((line) => `web-1  | 2026-11-23 09:00:00 ${line}`)
      .join('\n'),
  'as a string in a line of JSON': (text) => JSON.stringify({ level: 'error', time: 1_764_000_000, msg: text }),
  'as a string in a string in a line of JSON': (text) =>
    JSON.stringify({ log: JSON.stringify({ msg: text }), stream: 'stderr' }),
  'in typographic quotation marks': (text) => `He wrote: “${text.replaceAll('"', '”').replaceAll("'", '’')}”`,
  'quoted in a mail': (text) =>
    text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
  'in a frame': (text) => ['╭────────╮', ...text.split('\n').map((line) => `│ ${line} │`), '╰────────╯'].join('\n'),
  'as a code block of Markdown': (text) => `It says:\n\n\`\`\`\n${text}\n\`\`\`\n\nWhat now?`,
  'in HTML': (text) =>
    `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</pre>`,
  'with line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'with no-break spaces': (text) => text.replaceAll(' ', '\u00a0'),
  'with zero-width characters in it': (text) => text.replaceAll(' ', ' \u200b'),
  'with much before and behind it': (text) => `${FILLER}\n${text}\n${FILLER}`,
};

const wrapped = (text: string, columns: number): string =>
  text.replace(new RegExp(`([^\\n]{1,${columns}})(?: |$)`, 'g'), '$1\n');

const FILLER = Array.from({ length: 40 }, (_, n) => `    at step${n} (/app/lib/step${n}.js:${n}:7)`).join('\n');

/** A code alone that is broken in two is no code any more. */
const isWhole = (varied: string, { text }: { readonly text: string }): boolean =>
  !/within words/.test(varied) || !/^[^{]{0,40}\{"code":"\w+"\}$/.test(text);

describe.each(Object.entries(VARIED))('a reported error %s', (how, vary) => {
  const whole = REPORTED.filter((one) => isWhole(how, one));
  test.each(whole.map((one) => [one.source, one] as const))('%s still has its right cause first', (_, one) => {
    const explanation = firstOf(vary(one.text), one.provider ?? undefined);
    expect(explanation.known).toBe(true);
    expect(one.causes).toContain(likeliest(explanation));
  });
});

describe('what a viewer of logs cut off', () => {
  const long = REPORTED.filter(({ text }) => text.length >= 60 && !text.includes('\n'));
  const cutOff = long.map((one) => ({ ...one, left: `${one.text.slice(0, Math.ceil(one.text.length * 0.85))}…` }));

  test.each(cutOff.map((one) => [one.source, one] as const))(
    '%s is never called certain, and no wrong cause alone',
    (_, one) => {
      const { known, evidence, causes } = firstOf(one.left, one.provider ?? undefined);
      if (evidence.some((line) => line.includes('cut off')))
        expect(causes.map(({ confidence }) => confidence)).not.toContain('certain');
      if (known) expect(causes.some(({ cause }) => one.causes.includes(cause))).toBe(true);
    },
  );

  test('is mostly found by what is left', () => {
    const found = cutOff.filter((one) =>
      one.causes.includes(likeliest(firstOf(one.left, one.provider ?? undefined)) ?? null),
    );
    expect(found.length).toBeGreaterThanOrEqual(cutOff.length * 0.85);
  });
});

describe('misread from a picture', () => {
  test.each([
    ['lmproper token has been passed', 'discord'],
    ['DiscordAPIError[50027]: lnvalid Webhook T0ken', 'discord'],
    ['javax.security.auth.login.LoginException: The provided t0ken is invaIid!', 'discord'],
    ['Resource not accessibIe by integration', 'github'],
    ['Improper tokenhas beenpassed', 'discord'],
  ])('%s is known', (text, provider) => {
    expect(firstOf(text)).toMatchObject({ known: true, provider });
  });
});

describe('in another language, where its program says it so', () => {
  test.each([
    ["fatal: Authentifizierung fehlgeschlagen für 'https://example.org/x.git/'", 'git'],
    ["fatal : Échec d'authentification pour 'https://example.org/x.git/'", 'git'],
    ['Der Remoteserver hat einen Fehler zurückgegeben: (401) Nicht autorisiert.', 'status 401'],
    ['Le serveur distant a retourné une erreur : (403) Interdit.', 'status 403'],
  ])('%s', (text, from) => {
    const explanation = firstOf(text);
    expect(explanation.known).toBe(true);
    expect(`${explanation.from} ${explanation.evidence.join(' ')} ${explanation.meaning}`).toContain(from);
  });
});
