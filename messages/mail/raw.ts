import { field, type Mailbox, mailbox } from './headers.ts';
import type { Mail } from './mail.ts';
import { quotedPrintable } from './quoted-printable.ts';

export type Envelope = {
  readonly from: Mailbox;
  readonly to: readonly [string, ...string[]];
  readonly replyTo?: string;
};

/** The whole message (RFC 5322, RFC 2046): plain text, and HTML for those who can show it. Same mail, same bytes. */
export const rawMail = (mail: Mail, { from, to, replyTo }: Envelope): string => {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const threads = mail.incidents.map((incident) => `<incident.${incident}@${domain}>`);
  // `=_` is in no quoted-printable text.
  const boundary = `=_${mail.key}`;
  return [
    field('From', mailbox(from)),
    field('To', to.join(', ')),
    ...(replyTo === undefined ? [] : [field('Reply-To', replyTo)]),
    field('Subject', mail.subject),
    field('Date', mail.date),
    // SES puts an id and a date of its own in their place (docs.aws.amazon.com/ses/latest/dg/header-fields.html): the thread is in References.
    field('Message-ID', `<alert.${mail.key}@${domain}>`),
    field('In-Reply-To', threads[0] ?? ''),
    field('References', threads.join(' ')),
    // No machine is to answer (RFC 3834 section 5; Exchange reads the other).
    field('Auto-Submitted', 'auto-generated'),
    field('X-Auto-Response-Suppress', 'All'),
    field('MIME-Version', '1.0'),
    field('Content-Type', `multipart/alternative; boundary="${boundary}"`),
    '',
    ...part(boundary, 'text/plain', mail.text),
    ...part(boundary, 'text/html', mail.html),
    `--${boundary}--`,
    '',
  ].join('\r\n');
};

const part = (boundary: string, type: string, text: string): readonly string[] => [
  `--${boundary}`,
  field('Content-Type', `${type}; charset=UTF-8`),
  field('Content-Transfer-Encoding', 'quoted-printable'),
  '',
  quotedPrintable(text),
];
