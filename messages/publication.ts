import { isNotice, type Notice, type Telling } from '../core/model/notice.ts';
import { renderEmail } from './email/email.ts';
import { attributesOf } from './json/attributes.ts';
import { channelMessageOf } from './json/channel.ts';
import { digestMessageOf } from './json/digest.ts';
import { goneMessageOf } from './json/gone.ts';
import { collectionMessageOf, messageOf } from './json/message.ts';
import { outageMessageOf } from './json/outage.ts';
import { quietMessageOf } from './json/quiet.ts';
import type { Message } from './json/schema.ts';
import { subscribersMessageOf } from './json/subscribers.ts';
import { testMessageOf } from './json/test.ts';
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
  const message = fitting(telling, subject, MAX_BYTES - ATTRIBUTE_ROOM, (json) =>
    structured(JSON.stringify(json), text, subject),
  );
  return { subject, message: message.text, attributes: attributesOf(telling) };
};

/** The JSON of docs/alerts.md by itself, as text of at most so many bytes of UTF-8. */
export const jsonOf = (telling: Telling, most: number): Message =>
  fitting(telling, renderEmail(telling).subject, most, (json) => JSON.stringify(json)).json;

/** What is written of the whole message, or of one that lists as many tokens as there is room for. */
const fitting = (telling: Telling, subject: string, most: number, write: (json: Message) => string) => {
  const bodyOf = bodyBy(telling, subject);
  let keep: number = isNotice(telling) ? MOST_LISTED : Math.min(telling.length, MOST_LISTED);
  let json = bodyOf(keep);
  let text = write(json);
  while (Buffer.byteLength(text) > most && keep > 0) {
    keep = Math.floor(keep * 0.8);
    json = bodyOf(keep);
    text = write(json);
  }
  return { json, text };
};

/** The body with at most so many tokens listed. */
const bodyBy = (telling: Telling, subject: string): ((keep: number) => Message) => {
  if (isNotice(telling)) return (keep) => noticeMessageOf(telling[0], keep);
  return isCollection(telling) ? (keep) => collectionMessageOf(telling, keep, subject) : () => messageOf(telling[0]);
};

const noticeMessageOf = (notice: Notice, keep: number): Message => {
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
    case 'test':
      return testMessageOf(notice);
    case 'channel':
      return channelMessageOf(notice);
  }
};

/** `default` is what SQS, HTTPS, Lambda and Firehose get. */
const structured = (json: string, text: string, subject: string): string =>
  JSON.stringify({ default: json, email: text, sms: subject });
