import * as z from 'zod';

export const whole = (from: number, to: number, remedy: string) => z.int(remedy).min(from, remedy).max(to, remedy);

const originOf = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && url.origin === text.replace(/\/$/, '') ? url : undefined;
};

/** Plain http only to this machine, and only for the emulator: in a real function loopback is its own runtime. */
export const isAllowedOrigin = (text: string, local: boolean): boolean => {
  const url = originOf(text);
  return url?.protocol === 'https:' || (local && url?.protocol === 'http:' && url.hostname === '127.0.0.1');
};

const address = (local: boolean) => (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && url.username === '' && url.search === '' && isAllowedOrigin(url.origin, local);
};

const isAnchored = (source: string): boolean => {
  try {
    return new RegExp(source).test('') === false && source.startsWith('^') && source.endsWith('$');
  } catch {
    return false;
  }
};

export const HTTP =
  'write {"url", "header", "expect"}, and if needed "prefix", "refused", "refusedIncludes", "lacking", "ambiguous", "bodyIncludes", "expiry", "scopes", "basic", "pattern"';

const SAY = {
  url: 'write an https address without user and query, such as https://api.example.org/me',
  header: 'write a header name such as Authorization',
  prefix: 'write what comes before the value, such as "Bearer "',
  expect: 'write the status that an accepted token gets, from 200 to 299',
  bodyIncludes: 'write words that only the answer to an accepted token holds',
  shape: 'write a regular expression of the whole token, such as ^tok_[a-z0-9]{32}$',
  refused:
    'write the statuses that a refused token gets, such as [401]; one below 300 needs refusedIncludes and bodyIncludes',
  refusedIncludes: 'write words that only the answer to a refused token holds',
  lacking: 'write a list such as [{"status": 403, "includes": "role", "says": "the role deployer"}]',
  ambiguous: 'write the statuses that a refused token gets, and others too, such as [404]',
  place: 'write where it stands in the JSON of the answer, such as data.expires_at',
  basic: 'write true where the value is user:password, or the base64 of it',
} as const;

const words = (remedy: string) => z.string(remedy).min(1, remedy).max(200, remedy);
const place = z.string(SAY.place).regex(/^[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,7}$/, SAY.place);
const status = (remedy: string) => whole(400, 499, remedy);
const statuses = (remedy: string) => z.array(status(remedy), remedy).min(1, remedy);
const refusals = z.array(z.union([status(SAY.refused), whole(200, 299, SAY.refused)], SAY.refused), SAY.refused);

/** Some servers say 200 to anybody: then only words tell a refusal from acceptance. */
const tellsApart = ({ refused = [], refusedIncludes, bodyIncludes }: Told): boolean =>
  refused.every((code) => code >= 400) || (refusedIncludes !== undefined && bodyIncludes !== undefined);

type Told = {
  refused?: number[] | undefined;
  refusedIncludes?: string | undefined;
  bodyIncludes?: string | undefined;
};

const lacking = z.strictObject(
  { status: whole(400, 499, SAY.lacking), includes: words(SAY.lacking).optional(), says: words(SAY.lacking) },
  SAY.lacking,
);

/** One address of the setting `http`. `local` is the emulator. */
export const httpTarget = (local: boolean) =>
  z
    .strictObject(
      {
        url: z.string(SAY.url).refine(address(local), SAY.url),
        header: z.string(SAY.header).regex(/^[A-Za-z0-9-]{1,64}$/, SAY.header),
        prefix: z.string(SAY.prefix).max(32, SAY.prefix).optional(),
        expect: whole(200, 299, SAY.expect),
        bodyIncludes: words(SAY.bodyIncludes).optional(),
        pattern: z.string(SAY.shape).refine(isAnchored, SAY.shape).optional(),
        refused: refusals.min(1, SAY.refused).optional(),
        refusedIncludes: words(SAY.refusedIncludes).optional(),
        lacking: z.array(lacking, SAY.lacking).min(1, SAY.lacking).max(10, SAY.lacking).optional(),
        ambiguous: statuses(SAY.ambiguous).optional(),
        expiry: place.optional(),
        scopes: place.optional(),
        basic: z.boolean(SAY.basic).optional(),
      },
      { error: (issue) => (issue.code === 'invalid_type' ? HTTP : undefined) },
    )
    .refine(tellsApart, { error: SAY.refused, path: ['refused'] });
