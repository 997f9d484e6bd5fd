import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { sendMailWith } from '../../adapters/aws/send-mail.ts';
import type { RawMail } from '../../adapters/channels/kind.ts';
import { parseJson } from '../../core/base/json.ts';
import type { Sent } from '../../monitor/ports.ts';
import type { Reply, Seen } from '../adapters/channels/loopback.ts';
import { addressesOf, mailboxOf, type Read, readMail } from './mime.ts';

/** The body of a raw message (docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html); 50 recipients, 40 MB. */
const request = z.strictObject({
  FromEmailAddress: z.email(),
  Destination: z.strictObject({ ToAddresses: z.array(z.email()).min(1).max(50) }),
  Content: z.strictObject({ Raw: z.strictObject({ Data: z.base64().max(40 * 1024 * 1024) }) }),
});

export type Taken = Read & { readonly raw: string };

/** What SES would be asked to deliver. Throws for what it would refuse, and where envelope and header differ. */
export const taken = ({ path, body }: Pick<Seen, 'path' | 'body'>): Taken => {
  if (path !== '/v2/email/outbound-emails') throw new Error(`SES has no ${path}`);
  const { FromEmailAddress, Destination, Content } = request.parse(parseJson(body));
  const raw = Buffer.from(Content.Raw.Data, 'base64').toString('utf8');
  const mail = readMail(raw);
  if (mailboxOf(mail.headers.get('from') ?? '').address !== FromEmailAddress) throw new Error('another sender');
  if (addressesOf(mail.headers.get('to') ?? '').join() !== Destination.ToAddresses.join())
    throw new Error('other recipients');
  return { ...mail, raw };
};

export const TAKEN: Reply = {
  status: 200,
  body: '{"MessageId":"0102019a-1"}',
  headers: { 'content-type': 'application/json' },
};

/** An error as SES tells it: by its name in a header. */
export const sesError = (status: number, name: string, message = 'words of AWS'): Reply => ({
  status,
  body: JSON.stringify({ message }),
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
});

/** The real client, pointed at a server of the test. */
export const mailTo = (origin: string): ((mail: RawMail) => Promise<Sent>) =>
  sendMailWith(
    new SESv2Client({
      endpoint: origin,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
  );
