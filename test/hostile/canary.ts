import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

/** A value that no program contains by chance. */
export const newCanary = (): string => `canary-${randomBytes(18).toString('hex')}`;

/** Every spelling in which a value could leave, 8 characters of it included. */
const spellings = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(value).toString('base64url'),
  Buffer.from(value).toString('hex'),
  ...Array.from({ length: value.length - 14 }, (_, i) => value.slice(7 + i, 15 + i)),
];

/** True when anything that can be printed of `thing` holds a part of the value. */
export const holds = (thing: unknown, value: string): boolean => {
  const printed = `${JSON.stringify(thing)}\n${inspect(thing, { depth: null, showHidden: true, maxStringLength: null })}`;
  return spellings(value).some((spelling) => printed.includes(spelling));
};
