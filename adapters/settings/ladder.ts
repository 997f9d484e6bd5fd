import * as z from 'zod';
import { LADDER_DAYS, repeatedIn } from '../../core/model/ladder.ts';

export const SAY_LADDER = 'write 1 to 10 whole numbers of days from 1 to 3650, such as [30, 14, 7, 3, 1]';
const SAY_SEVERITY =
  'write 1 to 10 whole numbers of days from 1 to 3650, each with page, warn or note, such as {"30": "note", "3": "warn"}';

/** The same step twice is mostly a slip of the keys for another one. */
const eachOnce = (days: readonly number[], context: z.RefinementCtx): void => {
  const twice = repeatedIn(days);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `${twice} stands twice; ${SAY_LADDER}` });
};

const days = z
  .array(z.int(SAY_LADDER).min(LADDER_DAYS.least, SAY_LADDER).max(LADDER_DAYS.most, SAY_LADDER), SAY_LADDER)
  .min(1, SAY_LADDER)
  .max(LADDER_DAYS.steps, SAY_LADDER)
  .superRefine(eachOnce);

/** 1 to 3650, written as people write numbers: `07` beside `7` would be the same day twice. */
const DAY = /^(?:[1-9]\d{0,2}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)$/;

const withSeverities = z
  .record(z.string(SAY_SEVERITY).regex(DAY, SAY_SEVERITY), z.enum(['page', 'warn', 'note'], SAY_SEVERITY), SAY_SEVERITY)
  .refine((steps) => Object.keys(steps).length > 0, SAY_SEVERITY)
  .refine((steps) => Object.keys(steps).length <= LADDER_DAYS.steps, SAY_SEVERITY);

/** Days before expiry at which is told, alone or each with its severity. */
export const ladder = z.union([days, withSeverities], SAY_LADDER);
