import { newCanary as newPlain } from '../leak/canary.ts';
import { scan } from '../leak/scan.ts';

/** A value that no program contains by chance. */
export const newCanary = (): string => newPlain('plain').value;

/** True when anything that can be printed of `thing` holds a part of the value, in any spelling. */
export const holds = (thing: unknown, value: string): boolean =>
  scan([{ label: 'value', value, random: [value] }], { thing }).length > 0;
