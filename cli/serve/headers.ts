import { createHash } from 'node:crypto';
import { documentSheet } from '../../messages/overview/document.ts';

const NOTHING = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Of every answer: nothing is kept, framed, guessed, or told to others. */
const ALWAYS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // `no-referrer` would make the origin of our own forms `null`, too (Fetch standard, "append a request Origin header").
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** One style sheet, known by its hash; script, picture and answers from here alone. */
const PAGE = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(documentSheet()).digest('base64')}'`,
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** As what it is sent. */
const TYPES = {
  page: 'text/html; charset=utf-8',
  script: 'text/javascript; charset=utf-8',
  icon: 'image/svg+xml',
} as const;

export type Headers = Readonly<Record<string, string>>;

export const headersOf = (what: keyof typeof TYPES | 'nothing'): Headers => ({
  ...ALWAYS,
  'content-security-policy': what === 'page' ? PAGE : NOTHING,
  ...(what !== 'nothing' && { 'content-type': TYPES[what] }),
});
