import * as z from 'zod';

/** What was asked for on the command line. */
export const WISH = z.object({
  owner: z.string().optional(),
  table: z.string().optional(),
  state: z.string().optional(),
  out: z.string().optional(),
  message: z.string().optional(),
  every: z.enum(['weekly', 'daily']).default('weekly'),
  json: z.boolean().default(false),
  color: z.boolean().default(true),
});

export type Wish = z.infer<typeof WISH>;
