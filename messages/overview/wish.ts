import * as z from 'zod';
import { SHOWN, type Wish } from '../../core/overview/view.ts';
import { NO_OWNER } from './filters.ts';

/** Longer is no name of anybody. */
const word = z.string().max(200);

/** A wish as a form or an address carries it: all texts, and an empty one asks for nothing. What cannot be understood is left out: a view is no place to fail. */
const form = z.object({
  show: z.enum(SHOWN).optional().catch(undefined),
  owner: word.optional().catch(undefined),
  provider: word.optional().catch(undefined),
  find: word.optional().catch(undefined),
  page: z.coerce.number().int().positive().max(100_000).optional().catch(undefined),
});

export const wishOfForm = (fields: unknown): Wish => {
  const { show, owner, provider, find, page } = form.catch({}).parse(fields);
  return {
    ...(show !== undefined && { show }),
    ...(owner && { owner: owner === NO_OWNER ? '' : owner }),
    ...(provider && { provider }),
    ...(find && { find }),
    ...(page !== undefined && { page }),
  };
};

/** A wish as our own buttons carry it: an empty owner is that of tokens without one. */
export const wishOfParams = (params: unknown): Wish => {
  const { owner } = z
    .object({ owner: word.optional().catch(undefined) })
    .catch({})
    .parse(params);
  return { ...wishOfForm(params), ...(owner !== undefined && { owner }) };
};
