import * as z from 'zod';

const SAY = {
  post: 'write an https address such as https://hooks.example.org/tokens, without a user name, a fragment or braces',
  base: 'write an origin of the list selfHosted, such as https://pager.example.org',
} as const;

/** Of this machine alone; that it is allowed is the list `selfHosted`'s to say. */
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}(?:\/|$)/;

/** Braces would be taken for a place where a value is put in. */
const isPlain = (text: string): boolean => /^[!-~]{1,2000}$/.test(text) && !/[{}<>"\\^`|#]/.test(text);

const isAddress = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || !isPlain(text) || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || LOOPBACK.test(text);
};

/** Where a message is posted. */
export const postAddress = z.string(SAY.post).refine(isAddress, SAY.post);

/** An origin, without a slash at its end. */
export const baseAddress = z
  .string(SAY.base)
  .refine((text) => isAddress(text) && URL.parse(text)?.origin === text, SAY.base);
