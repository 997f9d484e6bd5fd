import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Sent } from '../../monitor/ports.ts';
import type { RawMail } from '../channels/kind.ts';
import { errorName } from './calls.ts';

/** Sends one mail by SES v2 as it is. Never throws for what SES answers. */
export const sendMailWith =
  (client: SESv2Client) =>
  ({ from, to, raw }: RawMail): Promise<Sent> => {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [...to] },
      Content: { Raw: { Data: new TextEncoder().encode(raw) } },
    });
    return client.send(command).then(
      (): Sent => ({ sent: true }),
      (error: unknown): Sent => failedBy(errorName(error)),
    );
  };

const TOO_MANY = 'SES is throttling, or its daily quota is used up';

/** SendEmail of the SES v2 API reference; ThrottlingException by docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html. */
const WHY: Readonly<Record<string, string>> = {
  MessageRejected: 'SES rejected the message: its sender is not verified, or in the sandbox a recipient is not',
  MailFromDomainNotVerifiedException: 'the sender is not verified with SES: verify its address or domain',
  AccountSuspendedException: 'sending by SES is suspended for this account',
  SendingPausedException: 'sending by SES is paused for this account',
  LimitExceededException: 'the sending quota of SES is used up',
  TooManyRequestsException: TOO_MANY,
  ThrottlingException: TOO_MANY,
  AccessDeniedException: 'sending by SES is denied: ses:SendEmail is needed',
};

const failedBy = (name: string): Sent => ({
  sent: false,
  why: (Object.hasOwn(WHY, name) ? WHY[name] : undefined) ?? `SES did not take it (${safe(name)})`,
  ...(name === 'BadRequestException' && { refused: true }),
});

const safe = (name: string): string => (/^[A-Za-z]{1,60}$/.test(name) ? name : 'Error');
