import { createHmac } from 'node:crypto';
import { Fault } from '../../../core/base/fault.ts';
import { type Instant, SECOND } from '../../../core/base/time.ts';

/** Bytes of a key (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md, version 1.0.0). */
const SHORTEST = 24;
const LONGEST = 64;

/** More than one while a key is being changed: the receiver takes a signature by either. */
const MOST_KEYS = 3;

const KEY = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

const keyOf = (text: string): Buffer => {
  const key = Buffer.from(KEY.exec(text)?.[1] ?? '', 'base64');
  if (key.length < SHORTEST || key.length > LONGEST) throw new Fault('a signing key is not whsec_ with 24 to 64 bytes');
  return key;
};

/** A dot parts what is signed, so none may stand in the id; nor what no header takes. All else stays as it is. */
export const webhookId = (id: string): string =>
  id.toWellFormed().replace(/[^!-~]|[.]/gu, (sign) => (sign === '.' ? '%2E' : encodeURIComponent(sign)));

/**
 * Headers of Standard Webhooks: HMAC-SHA256 of id, moment and body. `keys`: `whsec_` and base64, or several of them with white space
 * between. Throws where one is no such key.
 */
export const standardWebhook = (keys: string, id: string, body: string, now: Instant): Record<string, string> => {
  const [name, seconds] = [webhookId(id), String(Math.floor(now / SECOND))];
  const sign = (key: Buffer): string =>
    `v1,${createHmac('sha256', key).update(`${name}.${seconds}.${body}`).digest('base64')}`;
  const signatures = keys.trim().split(/\s+/).slice(0, MOST_KEYS).map(keyOf).map(sign);
  return { 'webhook-id': name, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
};
