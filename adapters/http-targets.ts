import * as z from 'zod';

/** `data.expires_at` of the answer's JSON. */
const place = z.string().regex(/^[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,7}$/);

const target = z
  .object({
    url: z.url({ protocol: /^https?$/ }),
    header: z.string().min(1),
    expect: z.number(),
    prefix: z.string().exactOptional(),
    bodyIncludes: z.string().min(1).exactOptional(),
    refused: z.array(z.number()).exactOptional(),
    refusedIncludes: z.string().min(1).exactOptional(),
    lacking: z
      .array(
        z.strictObject({ status: z.number(), includes: z.string().min(1).exactOptional(), says: z.string().min(1) }),
      )
      .exactOptional(),
    ambiguous: z.array(z.number()).exactOptional(),
    expiry: place.exactOptional(),
    scopes: place.exactOptional(),
    basic: z.boolean().exactOptional(),
    pattern: z
      .string()
      .transform((source) => new RegExp(source))
      .exactOptional(),
  })
  .strict();

/** Addresses of one's own to ask about tokens, by name: the setting `http` of a deployment, and `check --http FILE`. */
export const httpTargets = z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), target);
