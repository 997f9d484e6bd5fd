/**
 * Headers of the connection, the framing, the caller or a proxy: a value there would change the request, go to somebody in between,
 * or be set again by the client itself. RFC 9110 (5.6, 7.2, 7.6, 8, 10.1, 11.7), RFC 6265, the forbidden names of the Fetch standard.
 */
const RESERVED = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'connection',
  'cookie',
  'cookie2',
  'date',
  'expect',
  'forwarded',
  'from',
  'host',
  'http2-settings',
  'keep-alive',
  'max-forwards',
  'origin',
  'range',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
]);

const RESERVED_KIND = /^(?:content|proxy|sec|if|x-forwarded)-/;

/** Whether this is the name of a header, and of one in which a token may be sent. */
export const mayCarryToken = (name: string): boolean => {
  const lower = name.toLowerCase();
  return /^[a-z0-9-]{1,64}$/.test(lower) && !RESERVED.has(lower) && !RESERVED_KIND.test(lower);
};
