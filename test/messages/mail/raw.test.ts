import { describe, expect, test } from 'vitest';
import { renderEmail } from '../../../messages/email/email.ts';
import { type Mail, renderMail } from '../../../messages/mail/mail.ts';
import { quotedPrintable } from '../../../messages/mail/quoted-printable.ts';
import { type Envelope, rawMail } from '../../../messages/mail/raw.ts';
import { addressesOf, mailboxOf, readMail } from '../../support/mime.ts';
import { findings, tellings } from '../notices.ts';
import { samples } from '../samples.ts';

const ENVELOPE: Envelope = {
  from: { name: 'Token Health', address: 'alerts@example.org' },
  to: ['ops@example.com', 'bots@example.com'],
};

const mail = renderMail(samples['rejected-revoked']!);
const header = (name: string, over: Partial<Mail> = {}, envelope = ENVELOPE): string | undefined =>
  readMail(rawMail({ ...mail, ...over }, envelope)).headers.get(name);

test.each(Object.entries(tellings))(
  '%s is a valid mail with the text of the SNS mail and the page beside it',
  (_, telling) => {
    const rendered = renderMail(telling);
    const read = readMail(rawMail(rendered, ENVELOPE));
    const { subject, text } = renderEmail(telling);
    expect(read).toEqual({ headers: expect.any(Map), text, html: rendered.html });
    expect(read.headers.get('subject')).toBe(subject);
  },
);

describe('the header', () => {
  test.each([
    ['is dated when the alert was decided, so that a repeat reads the same', 'date', 'Mon, 23 Nov 2026 09:00:00 +0000'],
    ['belongs to the thread of its incident', 'references', '<incident.TH-9C1VB@example.org>'],
    ['answers a message that nobody has to have', 'in-reply-to', '<incident.TH-9C1VB@example.org>'],
    ['asks machines not to answer', 'auto-submitted', 'auto-generated'],
    ['asks Exchange too', 'x-auto-response-suppress', 'All'],
    ['offers no unsubscribing, which would be of everybody', 'list-unsubscribe', undefined],
    ['has no address for answers unless one is set', 'reply-to', undefined],
  ])('%s', (_, name, value) => {
    expect(header(name)).toBe(value);
  });

  test('says the same id for a repeat, and another for another alert', () => {
    const again = renderMail(structuredClone(samples['rejected-revoked']!));
    expect(again).toEqual(mail);
    expect(mail.key).not.toBe(renderMail(findings).key);
    expect(header('message-id')).toBe(`<alert.${mail.key}@example.org>`);
  });

  test('of a recovery leads to the same thread', () => {
    expect(renderMail(samples.recovered!).incidents).toEqual(mail.incidents);
  });

  test('of several findings leads to the threads of all', () => {
    expect(renderMail(findings).incidents).toEqual(['TH-RDERS', 'TH-STOCK', 'TH-MAILS', 'TH-UNNER', 'TH-CHATS']);
  });

  test('carries an address for answers', () => {
    expect(header('reply-to', {}, { ...ENVELOPE, replyTo: 'oncall@example.com' })).toBe('oncall@example.com');
  });

  test('holds fifty recipients on lines that any server takes', () => {
    const local = 'x'.repeat(60);
    const to = Array.from({ length: 50 }, (_, n) => `${local}${n}@${'long.'.repeat(20)}example.com`);
    expect(addressesOf(header('to', {}, { ...ENVELOPE, to: to as [string, ...string[]] })!)).toEqual(to);
  });

  test.each([
    ['plain', 'Token Health'],
    ['with quotes and a backslash', 'The "best" \\ monitor'],
    ['outside ASCII', 'Wächter der Zugangsschlüssel für 日本 und 🔑🔑🔑'],
    ['empty', ''],
  ])('shows a name that is %s', (_, name) => {
    expect(mailboxOf(header('from', {}, { ...ENVELOPE, from: { name, address: 'a@example.org' } })!).name).toBe(name);
  });

  test.each([
    ['subject', { subject: 'REJECTED: x\r\nBcc: all@evil.example' }, ENVELOPE],
    ['date', { date: 'Mon, 23 Nov 2026 09:00:00 +0000\nBcc: all@evil.example' }, ENVELOPE],
    ['name of the sender', {}, { ...ENVELOPE, from: { name: 'x\r\nBcc: all@evil.example', address: 'a@example.org' } }],
  ])('takes no line break from the %s', (_, over, envelope) => {
    const raw = rawMail({ ...mail, ...over }, envelope);
    expect(raw).toContain('Bcc: all@evil.example');
    expect(raw).not.toMatch(/^[ \t]*Bcc:/m);
  });
});

describe('quoted-printable', () => {
  test.each([
    ['letters outside ASCII', 'a\u00e9\u{1f511}', 'a=C3=A9=F0=9F=94=91'],
    ['an equals sign', 'a=b', 'a=3Db'],
    ['a space at the end of a line', 'a \nb', 'a=20\r\nb'],
    ['a line of 76', 'x'.repeat(76), 'x'.repeat(76)],
    ['a line of 77', 'x'.repeat(77), `${'x'.repeat(75)}=\r\nxx`],
    ['a code at the edge', `${'x'.repeat(74)}=x`, `${'x'.repeat(74)}=\r\n=3Dx`],
    ['a space at the edge', `${'x'.repeat(74)} x`, `${'x'.repeat(74)} x`],
    ['nothing', '', ''],
  ])('writes %s', (_, text, written) => {
    expect(quotedPrintable(text)).toBe(written);
  });
});
