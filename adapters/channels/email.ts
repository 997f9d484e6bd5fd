import * as z from 'zod';
import { type Mail, renderMail } from '../../messages/mail/mail.ts';
import { rawMail } from '../../messages/mail/raw.ts';
import { mailAddress, mailSender, senderOf } from '../settings/mail-address.ts';
import { channelKind } from './kind.ts';

/** One a second is what SES takes of an account in its sandbox (docs.aws.amazon.com/ses/latest/dg/quotas.html); it says when it is too much. */
const PER_SECOND = 1;

/** Recipients of one message (same page). */
const MOST_RECIPIENTS = 50;

const MANY = `write 1 to ${MOST_RECIPIENTS} addresses; for more, write that of a mailing list`;

/** Nothing that was stored by another release can become a header of its own: its parts have the shapes that are made here. */
const message = z.strictObject({
  subject: z.string().regex(/^[ -~]{1,99}$/),
  text: z.string().min(1),
  html: z.string().min(1),
  key: z.string().regex(/^[0-9a-f]{32}$/),
  incidents: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,32}$/))
    .min(1)
    .max(20),
  date: z.string().regex(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/),
});

/** A mail by SES: HTML, and the plain text beside it. */
export const email = channelKind({
  type: 'email',
  title: 'E-mail',
  perSecond: PER_SECOND,
  settings: z.strictObject({
    from: mailSender.describe(
      'Sender: an address that SES has verified, or whose domain it has; a name may stand before it.',
    ),
    to: z
      .tuple([mailAddress], mailAddress)
      .refine((all) => all.length <= MOST_RECIPIENTS, MANY)
      .describe('Who gets it. All see each other.'),
    replyTo: mailAddress.optional().describe('Where answers go, if not to the sender.'),
  }),
  needs: ({ from }) => ({ senders: [senderOf(from).address] }),
  render: renderMail,
  message,
  connect: ({ from, to, replyTo }, world) => {
    const sender = senderOf(from);
    const envelope = { from: sender, to, ...(replyTo !== undefined && { replyTo }) };
    return (mail: Mail) => world.mail({ from: sender.address, to, raw: rawMail(mail, envelope) });
  },
});
