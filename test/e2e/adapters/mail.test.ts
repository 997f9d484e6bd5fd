import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../../adapters/aws/calls.ts';
import { sendMailWith } from '../../../adapters/aws/send-mail.ts';
import { email } from '../../../adapters/channels/email.ts';
import { renderMail } from '../../../messages/mail/mail.ts';
import { worldOf } from '../../adapters/channels/loopback.ts';
import { tellings } from '../../messages/notices.ts';
import { requireLoopback } from '../../support/ministack.ts';
import { type AwsProxy, type Fault, startProxy } from '../../support/ministack-proxy.ts';
import { taken } from '../../support/ses.ts';

const PATH = '/v2/email/outbound-emails';
const SEND = `ses POST ${PATH}`;

type Kept = {
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
};

let proxy: AwsProxy;
let ses: SESv2Client;

beforeAll(async () => {
  proxy = await startProxy(requireLoopback());
  ses = new SESv2Client({ ...CLIENT_SETTINGS, endpoint: proxy.endpoint, maxAttempts: 1 });
  for (const EmailIdentity of ['example.org', 'example.com'])
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity }));
});
afterAll(() => proxy.stop());

const channelFrom = (from: string) =>
  email.open('mail', { from, to: ['ops@example.com', 'bots@example.com'] }, worldOf('', { mail: sendMailWith(ses) }));

/** All that the emulator would have delivered, read by its own parser. */
const kept = async (): Promise<readonly Kept[]> => {
  const answer = await fetch(`${requireLoopback()}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Readonly<Record<string, readonly Kept[]>> };
  return Object.values(messages).flat();
};

const failing =
  (status: number, name: string): Fault =>
  async () => ({ status, headers: { 'x-amzn-errortype': name }, body: '{"message":"words of AWS"}' });

test('a mail of every kind is taken by SES and reads as it was made, through throttling and faults', async () => {
  const channel = channelFrom('Token Health <alerts@example.org>');
  proxy.next(SEND, failing(429, 'TooManyRequestsException'), failing(500, 'InternalServiceErrorException'));
  const told: boolean[] = [];
  for (const telling of Object.values(tellings)) {
    const tries: boolean[] = [];
    while (tries.length < 3 && !tries.at(-1)) tries.push((await channel.send(telling)).sent);
    told.push(...tries);
  }
  expect(told.filter((sent) => !sent)).toHaveLength(2);
  const expected = Object.values(tellings).map((telling) => {
    const { subject, text, html } = renderMail(telling);
    return {
      Source: 'alerts@example.org',
      To: ['ops@example.com', 'bots@example.com'],
      Subject: subject,
      BodyText: text,
      BodyHtml: html,
    };
  });
  const unix = (words: string): string => words.replaceAll('\r\n', '\n');
  const read = (await kept()).map(({ Source, To, Subject, BodyText, BodyHtml }) => ({
    Source,
    To,
    Subject,
    BodyText: unix(BodyText),
    BodyHtml: unix(BodyHtml),
  }));
  expect(read).toEqual(expected);
  const sent = proxy.calls.filter(({ operation }) => operation === SEND).slice(2);
  expect(sent.map((call) => taken({ path: PATH, body: call.sent }).html)).toEqual(
    expected.map(({ BodyHtml }) => BodyHtml),
  );
});

test('a sender that is not verified is told in our words', async () => {
  expect(await channelFrom('alerts@unverified.example').send(tellings.recovered!)).toEqual({
    sent: false,
    why: 'SES rejected the message: its sender is not verified, or in the sandbox a recipient is not',
  });
});
