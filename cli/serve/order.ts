import * as z from 'zod';
import { cleanWords } from '../../core/base/text.ts';
import type { Order } from '../../monitor/overview/act.ts';
import type { Deed } from './guard.ts';

const token = z.string().min(1).max(3000);
const look = z.object({ token });
const snooze = z.object({
  token,
  until: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  // Whatever looks like a token was pasted into the wrong field.
  why: z
    .string()
    .transform((why) => cleanWords(why, 200))
    .catch(''),
});

/** What a form orders; undefined where no form of ours would say so. */
export const orderOf = (deed: Deed, fields: URLSearchParams, by: string): Order | undefined => {
  const said = Object.fromEntries(fields);
  switch (deed) {
    case 'look': {
      const { data } = look.safeParse(said);
      return data && { act: 'look', by, ...data };
    }
    case 'snooze': {
      const { data } = snooze.safeParse(said);
      return data && { act: 'snooze', by, token: data.token, until: data.until, ...(data.why && { why: data.why }) };
    }
    case 'sweep':
      return { act: 'sweep', by };
  }
};
