import * as z from 'zod';
import { patternOf } from './pattern.ts';

/** Pieces of the contract. Each says what to write, for who reads it at a line of a file. Nothing here changes what it reads: the same schema is published as JSON Schema. */

/** One line of text. */
export const line = (say: string, most = 200) =>
  z
    .string(say)
    .min(1, say)
    .max(most, say)
    .regex(/^[^\n\r]*$/, say);

/** What somebody is told to do. */
export const step = line('write one step, as a sentence of 10 to 300 letters', 300).min(
  10,
  'write what to do, as a sentence',
);

export const steps = z
  .array(step, 'write a list of one to three steps')
  .min(1, 'write at least one step')
  .max(3, 'write three steps at most');

const LINK = 'write an https address without user, such as https://docs.example.com/tokens';

export const link = z.string(LINK).regex(/^https:\/\/[^\s@"'<>]{3,300}$/, LINK);

const PLACE = 'write where it stands in the JSON, such as data.expires_at, items.0.id, or $ for the whole';

/** A place in a JSON body: names and list positions joined by dots; `$` is the whole. */
export const place = z.string(PLACE).regex(/^(?:\$|[A-Za-z0-9_:@/-]{1,80}(?:\.[A-Za-z0-9_:@/-]{1,80}){0,9})$/, PLACE);

const PATTERN = 'write a regular expression between slashes, such as /^Bad credentials$/ or /expired/i';

/** `/…/` or `/…/i`. */
export const slashed = z
  .string(PATTERN)
  .regex(/^\/.+\/i?$/, PATTERN)
  .refine((text) => patternOf(text) !== undefined, PATTERN);

const HEADER = 'write the name of a header in small letters, such as x-request-id';

export const headerName = z.string(HEADER).regex(/^[a-z0-9-]{1,64}$/, HEADER);

const STATUS = 'write a status from 200 to 599, or a list of them';

const status = z.int(STATUS).min(200, STATUS).max(599, STATUS);

export const statuses = z.union([status, z.array(status, STATUS).min(1, STATUS).max(20, STATUS)], STATUS);
