import { attributesOf } from './attributes.ts';
import type { Alerts } from './baseline.ts';
import { renderEmail } from './email.ts';
import { messageOf, startedMessageOf } from './message.ts';

/** What goes to the topic: mail readers get the text, everything else the JSON of docs/alerts.md. */
export type Publication = {
  readonly subject: string;
  /** For `MessageStructure: json`. */
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** SNS counts message and attributes together. */
const MAX_BYTES = 256 * 1024;
const ATTRIBUTE_ROOM = 8 * 1024;

/** The same alerts give the same bytes. A collection too large for one message lists fewer tokens and says how many are left out. */
export const publicationOf = (alerts: Alerts): Publication => {
  const { subject, text } = renderEmail(alerts);
  const [alert, ...others] = alerts;
  const alone = alert.kind !== 'started' && others.length === 0;
  const bodyOf = (keep: number): string =>
    JSON.stringify(alone ? messageOf(alert) : startedMessageOf(alerts, keep, subject));
  let keep = alerts.length;
  let message = structured(bodyOf(keep), text, subject);
  while (Buffer.byteLength(message) > MAX_BYTES - ATTRIBUTE_ROOM && keep > 0) {
    keep = Math.floor(keep * 0.8);
    message = structured(bodyOf(keep), text, subject);
  }
  return { subject, message, attributes: attributesOf(alerts) };
};

/** `default` is what SQS, HTTPS, Lambda and Firehose get. */
const structured = (json: string, text: string, subject: string): string =>
  JSON.stringify({ default: json, email: text, sms: subject });
