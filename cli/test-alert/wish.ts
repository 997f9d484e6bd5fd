import * as z from 'zod';

const WISH = z.object({
  function: z.string().min(1),
  region: z.string().optional(),
  channel: z.string().optional(),
  by: z.string().optional(),
  json: z.boolean().default(false),
});

/** What the user asked `test-alert` to do. */
export type Wish = z.infer<typeof WISH>;

export const wishOf = (options: unknown): Wish => WISH.parse(options);
