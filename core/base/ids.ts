const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** FNV-1a, 32 bits. For short names people read aloud; never where two inputs must not meet. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/** `TH-4K7Q2`: joins the messages of one story for a reader. */
export const incidentId = (...parts: readonly string[]): string => {
  const hash = fnv1a(parts.join('\n'));
  return `TH-${[25, 20, 15, 10, 5].map((bits) => CROCKFORD[(hash >>> bits) & 31]).join('')}`;
};

/** Injective, so that no token can take another's alert id: a token id holds no `:`, the other parts are encoded. */
export const alertId = (tokenId: string, ...parts: readonly (string | number)[]): string =>
  [tokenId, ...parts.map((part) => encodeURIComponent(String(part)))].join(':');
