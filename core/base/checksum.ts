const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 (ISO 3309, as in zip and PNG) of ASCII text, 0 to 2^32 - 1. */
export const crc32 = (ascii: string): number => {
  let crc = 0xffffffff;
  for (let index = 0; index < ascii.length; index += 1)
    crc = (crc >>> 8) ^ (TABLE[(crc ^ ascii.charCodeAt(index)) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
};

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A whole number in base 62, digits first, padded with 0 on the left. */
export const base62 = (value: number, length: number): string => {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = `${BASE62[rest % 62] ?? ''}${text}`;
  return text.padStart(length, '0');
};
