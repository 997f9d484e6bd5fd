import { isNotice, type Notice, type Telling } from '../core/model/notice.ts';
import { renderEmail } from './email/email.ts';
import { attributesOf } from './json/attributes.ts';
import { digestMessageOf } from './json/digest.ts';
import { goneMessageOf } from './json/gone.ts';
import { collectionMessageOf, messageOf } from './json/message.ts';
import { outageMessageOf } from './json/outage.ts';
import { quietMessageOf } from './json/quiet.ts';
import { subscribersMessageOf } from './json/subscribers.ts';
import { isCollection } from './words/collection.ts';

/** What goes to the topic: mail readers get the text, everything else the JSON of docs/alerts.md. */
export type Publication = {
  readonly subject: string;
  /** For `MessageStructure: json`. */
  readonly message: string;
  /** A list where the tokens of a collection differ: a filter policy matches when one of them does. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
};

/** SNS counts message and attributes together. */
const MAX_BYTES = 256 * 1024;
const ATTRIBUTE_ROOM = 8 * 1024;
/** More than fit: so that thousands are not written out to find that. */
const MOST_LISTED = 500;

/** The same telling gives the same bytes. A collection too large for one message lists fewer tokens and says how many are left out. */
export const publicationOf = (telling: Telling): Publication => {
  const { subject, text } = renderEmail(telling);
  const bodyOf = bodyBy(telling, subject);
  let keep: number = isNotice(telling) ? MOST_LISTED : Math.min(telling.length, MOST_LISTED);
  let message = structured(bodyOf(keep), text, subject);
  while (Buffer.byteLength(message) > MAX_BYTES - ATTRIBUTE_ROOM && keep > 0) {
    keep = Math.floor(keep * 0.8);
    message = structured(bodyOf(keep), text, subject);
  }
  return { subject, message, attributes: attributesOf(telling) };
};

/** The body with at most so many tokens listed. */
const bodyBy = (telling: Telling, subject: string): ((keep: number) => string) => {
  if (isNotice(telling)) return (keep) => JSON.stringify(noticeMessageOf(telling[0], keep));
  return isCollection(telling)
    ? (keep) => JSON.stringify(collectionMessageOf(telling, keep, subject))
    : () => JSON.stringify(messageOf(telling[0]));
};

const noticeMessageOf = (notice: Notice, keep: number) => {
  switch (notice.kind) {
    case 'outage':
      return outageMessageOf(notice);
    case 'gone':
      return goneMessageOf(notice);
    case 'subscribers':
      return subscribersMessageOf(notice);
    case 'acknowledged':
      return quietMessageOf(notice);
    case 'digest':
      return digestMessageOf(notice, keep);
  }
};

/** `default` is what SQS, HTTPS, Lambda and Firehose get. */
const structured = (json: string, text: string, subject: string): string =>
  JSON.stringify({ default: json, email: text, sms: subject });
