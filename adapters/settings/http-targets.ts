import * as z from 'zod';
import { mayCarryToken } from './http-header.ts';
import { isAllowedOrigin } from './origins.ts';
import { isTelling } from './telling-pattern.ts';

const KEYS =
  'write {"url", "header", "expect"}, and if needed "prefix", "refused", "refusedIncludes", "lacking", "ambiguous", "bodyIncludes", "expiry", "scopes", "basic", "pattern"';

const SAY = {
  name: 'write a name of letters, digits, dashes',
  url: 'write an https address without user and query, such as https://api.example.org/me',
  header:
    'write a header name such as Authorization; no header of the connection (Host, Cookie, Content-Length, Proxy-…) may carry a token',
  prefix: 'write what comes before the value, such as "Bearer "',
  expect: 'write the status that an accepted token gets, from 200 to 299',
  bodyIncludes: 'write words that only the answer to an accepted token holds',
  shape:
    'write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$; one that fits any text of some length, or takes ever longer on a text, is refused',
  refused:
    'write the statuses that a refused token gets, such as [401]; one below 300 needs refusedIncludes and bodyIncludes',
  refusedIncludes: 'write words that only the answer to a refused token holds',
  lacking: 'write a list such as [{"status": 403, "includes": "role", "says": "the role deployer"}]',
  ambiguous: 'write the statuses that a refused token gets, and others too, such as [404]',
  place: 'write where it stands in the JSON of the answer, such as data.expires_at',
  basic: 'write true where the value is user:password, or the base64 of it',
} as const;

const status = (from: number, to: number, remedy: string) => z.int(remedy).min(from, remedy).max(to, remedy);
const words = (remedy: string) => z.string(remedy).min(1, remedy).max(200, remedy);
const place = z.string(SAY.place).regex(/^[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,7}$/, SAY.place);
const refusal = z.union([status(400, 499, SAY.refused), status(200, 299, SAY.refused)], SAY.refused);

const address = (loopback: boolean) => (text: string) => {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.search === '' && isAllowedOrigin(url.origin, loopback);
};

type Told = { readonly refused?: number[]; readonly refusedIncludes?: string; readonly bodyIncludes?: string };

/** Some servers say 200 to anybody: then only words tell a refusal from acceptance. */
const tellsApart = ({ refused = [], refusedIncludes, bodyIncludes }: Told): boolean =>
  refused.every((code) => code >= 400) || (refusedIncludes !== undefined && bodyIncludes !== undefined);

const lacking = z.strictObject(
  { status: status(400, 499, SAY.lacking), includes: words(SAY.lacking).exactOptional(), says: words(SAY.lacking) },
  SAY.lacking,
);

const target = (loopback: boolean) =>
  z
    .strictObject(
      {
        url: z.string(SAY.url).refine(address(loopback), SAY.url),
        header: z.string(SAY.header).refine(mayCarryToken, SAY.header),
        prefix: z.string(SAY.prefix).max(32, SAY.prefix).exactOptional(),
        expect: status(200, 299, SAY.expect),
        bodyIncludes: words(SAY.bodyIncludes).exactOptional(),
        pattern: z.string(SAY.shape).refine(isTelling, SAY.shape).exactOptional(),
        refused: z.array(refusal, SAY.refused).min(1, SAY.refused).exactOptional(),
        refusedIncludes: words(SAY.refusedIncludes).exactOptional(),
        lacking: z.array(lacking, SAY.lacking).min(1, SAY.lacking).max(10, SAY.lacking).exactOptional(),
        ambiguous: z
          .array(status(400, 499, SAY.ambiguous), SAY.ambiguous)
          .min(1, SAY.ambiguous)
          .exactOptional(),
        expiry: place.exactOptional(),
        scopes: place.exactOptional(),
        basic: z.boolean(SAY.basic).exactOptional(),
      },
      { error: (issue) => (issue.code === 'invalid_type' ? KEYS : undefined) },
    )
    .refine(tellsApart, { error: SAY.refused, path: ['refused'] });

/**
 * Addresses of one's own to ask about tokens, by name, as people write them: the setting `http` of a deployment, and the file of
 * `check --http`. `loopback`: whether plain http to this machine is an address too.
 */
export const httpSettings = (loopback: boolean) =>
  z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, SAY.name), target(loopback), KEYS);

/** The same, ready to be asked. */
export const httpTargets = httpSettings(true).transform((targets) =>
  Object.fromEntries(
    Object.entries(targets).map(([name, { pattern, ...rest }]) => [
      name,
      { ...rest, ...(pattern !== undefined && { pattern: new RegExp(pattern) }) },
    ]),
  ),
);
