import * as z from 'zod';

const target = z
  .object({
    url: z.url({ protocol: /^https?$/ }),
    header: z.string().min(1),
    expect: z.number(),
    prefix: z.string().exactOptional(),
    bodyIncludes: z.string().min(1).exactOptional(),
    refused: z.array(z.number()).exactOptional(),
    pattern: z
      .string()
      .transform((source) => new RegExp(source))
      .exactOptional(),
  })
  .strict();

/** Addresses of one's own to ask about tokens, by name: the setting `http` of a deployment, and `check --http FILE`. */
export const httpTargets = z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), target);
