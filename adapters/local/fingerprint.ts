import { createHmac } from 'node:crypto';
import type { Secret } from '../../core/model/secret.ts';

/**
 * The local stand-in for Secrets Manager's version id: equal values of one token have equal ids. Keyed, since a plain
 * hash of a short token could be guessed back; bound to the token's source, so that two tokens cannot be seen to be equal.
 */
export const fingerprint = (key: Uint8Array, source: string, value: Secret): string =>
  `local-${createHmac('sha256', key).update(`${source}\0`).update(value.expose()).digest('hex').slice(0, 32)}`;
