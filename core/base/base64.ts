/** Base64url (RFC 4648 section 5), padded or not, to UTF-8 text. Undefined when it is neither; never quotes the input. */
export const decodeBase64Url = (text: string): string | undefined => {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return undefined;
  try {
    const bytes = atob(text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
};
