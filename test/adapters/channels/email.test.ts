import { describe, expect, onTestFinished, test } from 'vitest';
import { email } from '../../../adapters/channels/email.ts';
import { renderMail } from '../../../messages/mail/mail.ts';
import { tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { readHtml } from '../../support/mail-html.ts';
import { mailboxOf } from '../../support/mime.ts';
import { mailTo, sesError, TAKEN, taken } from '../../support/ses.ts';
import { listen, type Reply, type Seen, worldOf } from './loopback.ts';

const SETTINGS = { from: 'Token Health <alerts@example.org>', to: ['ops@example.com', 'bots@example.com'] };
const [alert] = samples['rejected-revoked']!;

const ses = async (reply: (seen: Seen) => Reply) => {
  const server = await listen(reply);
  onTestFinished(server.close);
  return { ...server, channel: email.open('ops-mail', SETTINGS, worldOf('', { mail: mailTo(server.origin) })) };
};

test('sends one message to all, from the address with its name', async () => {
  const { channel, seen } = await ses(() => TAKEN);
  expect(await channel.send([alert])).toEqual({ sent: true });
  const mail = taken(seen[0]!);
  expect(mailboxOf(mail.headers.get('from')!)).toEqual({ name: 'Token Health', address: 'alerts@example.org' });
  expect(mail.html).toBe(renderMail([alert]).html);
});

test('every kind of message reaches SES whole, while it answers 429 and 500 now and then', async () => {
  let calls = 0;
  const taking: string[] = [];
  const { channel } = await ses((seen) => {
    calls++;
    if (calls % 5 === 2) return sesError(429, 'TooManyRequestsException');
    if (calls % 7 === 3) return { status: 500, body: '' };
    const { headers, html } = taken(seen);
    readHtml(html);
    taking.push(headers.get('subject')!);
    return TAKEN;
  });
  for (const telling of Object.values(tellings))
    while (!(await channel.send(telling)).sent) expect(calls).toBeLessThan(100);
  expect(taking).toEqual(Object.values(tellings).map((telling) => renderMail(telling).subject));
  expect(calls).toBeGreaterThan(taking.length);
});

test('a repeat is the same message, byte for byte', async () => {
  const { channel, seen } = await ses(() => TAKEN);
  await channel.send([alert]);
  await channel.send([structuredClone(alert)]);
  expect(taken(seen[1]!).raw).toBe(taken(seen[0]!).raw);
});

test('sends the text that was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await ses(() => TAKEN);
  const stored = { ...renderMail([alert]), subject: 'the words of then' };
  await channel.send([alert], JSON.stringify(stored));
  await channel.send([alert], JSON.stringify({ ...stored, subject: 'two\r\nlines' }));
  await channel.send([alert], '{"subject":1}');
  const subjects = seen.map((one) => taken(one).headers.get('subject'));
  expect(subjects).toEqual(['the words of then', renderMail([alert]).subject, renderMail([alert]).subject]);
});

describe('what SES answers', () => {
  test.each([
    [
      'an address that is not verified',
      400,
      'MessageRejected',
      'SES rejected the message: its sender is not verified, or in the sandbox a recipient is not',
    ],
    [
      'a domain that is not verified',
      400,
      'MailFromDomainNotVerifiedException',
      'the sender is not verified with SES: verify its address or domain',
    ],
    [
      'an account that may send no more',
      400,
      'AccountSuspendedException',
      'sending by SES is suspended for this account',
    ],
    ['an account that is paused', 400, 'SendingPausedException', 'sending by SES is paused for this account'],
    ['too many at once', 429, 'TooManyRequestsException', 'SES is throttling, or its daily quota is used up'],
    ['a quota that is used up', 400, 'ThrottlingException', 'SES is throttling, or its daily quota is used up'],
    ['a role that may not send', 403, 'AccessDeniedException', 'sending by SES is denied: ses:SendEmail is needed'],
    ['a fault of SES', 500, 'InternalServiceErrorException', 'SES did not take it (InternalServiceErrorException)'],
  ])('%s is told in our words', async (_, status, name, why) => {
    const { channel } = await ses(() => sesError(status, name, 'Email address <b>ops@example.com</b> is not verified'));
    expect(await channel.send([alert])).toEqual({ sent: false, why });
  });

  test('a message that it will not have is refused for good', async () => {
    const { channel } = await ses(() => sesError(400, 'BadRequestException'));
    expect(await channel.send([alert])).toEqual({
      sent: false,
      why: 'SES did not take it (BadRequestException)',
      refused: true,
    });
  });

  test('nobody at all is a failure, not an exception', async () => {
    const { channel, close } = await ses(() => TAKEN);
    close();
    expect(await channel.send([alert])).toEqual({
      sent: false,
      why: expect.stringMatching(/^SES did not take it \(\w+\)$/),
    });
  });
});

describe('settings', () => {
  const problems = (settings: unknown): readonly string[] =>
    email.settings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const ADDRESS = 'write one address in ASCII, such as ops@example.org (a domain of other letters in its xn-- form)';
  const SENDER =
    'write an address that SES has verified, such as alerts@example.org or Token Health <alerts@example.org>';

  test.each([
    ['a bare sender', { from: 'alerts@example.org' }],
    ['a name of other letters', { from: 'Wächter <alerts@example.org>' }],
    ['an address for answers', { replyTo: 'oncall@example.com' }],
    ['a tag in an address', { to: ['ops+tokens@mail.example.com'] }],
    ['fifty recipients', { to: Array.from({ length: 50 }, (_, n) => `ops${n}@example.com`) }],
  ])('take %s', (_, over) => {
    expect(problems({ ...SETTINGS, ...over })).toEqual([]);
  });

  test.each([
    ['nobody', { to: [] }, `to.0: ${ADDRESS}`],
    [
      'fifty-one recipients',
      { to: Array.from({ length: 51 }, (_, n) => `ops${n}@example.com`) },
      'to: write 1 to 50 addresses; for more, write that of a mailing list',
    ],
    ['a name among the recipients', { to: ['Ops <ops@example.com>'] }, `to.0: ${ADDRESS}`],
    ['two addresses in one', { to: ['a@example.com,b@example.com'] }, `to.0: ${ADDRESS}`],
    ['a line break', { to: ['a@example.com\r\nBcc: b@example.com'] }, `to.0: ${ADDRESS}`],
    ['a line break behind the address', { to: ['a@example.com\n'] }, `to.0: ${ADDRESS}`],
    ['no domain', { to: ['ops'] }, `to.0: ${ADDRESS}`],
    ['letters outside ASCII in an address', { to: ['bücher@example.com'] }, `to.0: ${ADDRESS}`],
    ['a sender without an address', { from: 'Token Health' }, `from: ${SENDER}`],
    ['a line break in the name of the sender', { from: 'Token\r\nBcc: b <alerts@example.org>' }, `from: ${SENDER}`],
    ['two senders', { from: 'a <a@example.org>, b <b@example.org>' }, `from: ${SENDER}`],
    ['a word that is no setting', { cc: 'a@example.com' }, ': Unrecognized key: "cc"'],
  ])('refuse %s, and say how to write it', (_, over, problem) => {
    expect(problems({ ...SETTINGS, ...over })).toEqual([problem]);
  });

  test('need the right to send from that address, and nothing else', () => {
    expect(email.needs(SETTINGS)).toEqual({ senders: ['alerts@example.org'] });
  });
});
