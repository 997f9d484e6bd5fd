import * as z from 'zod';

const WISH = z.object({
  channel: z.string().default('terminal'),
  table: z.string().optional(),
  state: z.string().optional(),
  html: z.boolean().default(false),
  json: z.boolean().default(false),
  out: z.string().optional(),
  color: z.boolean().default(true),
});

/** What the user asked `preview` to do. */
export type Wish = z.infer<typeof WISH>;

export const wishOf = (options: unknown): Wish => WISH.parse(options);
