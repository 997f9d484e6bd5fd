const UTF8 = new TextDecoder('utf-8', { fatal: true });
const BEYOND_ASCII = /[\x80-\xff]/;

/** Base64url (RFC 4648 section 5), padded or not, to UTF-8 text. Undefined when it is neither; never quotes the input. */
export const decodeBase64Url = (text: string): string | undefined => {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return undefined;
  try {
    const bytes = atob(text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/'));
    return BEYOND_ASCII.test(bytes) ? UTF8.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))) : bytes;
  } catch {
    return undefined;
  }
};

/** UTF-8 text to standard base64 (RFC 4648 section 4), padded. */
export const encodeBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

/** Standard base64 to UTF-8 text. Undefined when it is neither; never quotes the input. */
export const decodeBase64 = (text: string): string | undefined =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? decodeBase64Url(text.replaceAll('+', '-').replaceAll('/', '_')) : undefined;
