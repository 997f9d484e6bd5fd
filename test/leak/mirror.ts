import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a hostile issuer spells what it was sent. */
export const MIRRORED = {
  raw: (value) => value,
  'base64 of the header': (value) => Buffer.from(`Bearer ${value}`).toString('base64'),
  base64: (value) => Buffer.from(value).toString('base64'),
  hex: (value) => Buffer.from(value).toString('hex'),
  'hex in capitals': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  'every character in percent': (value) => Buffer.from(value).toString('hex').replace(/../g, '%$&'),
  'in a sentence': (value) => `the token '${value}' is not known`,
} as const satisfies Readonly<Record<string, (value: string) => string>>;

export type Mirrored = keyof typeof MIRRORED;

const PREFIX = /^(?:Bot|Bearer|token|Basic) /;

/** Everything that looks like a credential in a request: the longest words of headers, path and body. */
const sentBy = ({ headers, url = '' }: IncomingMessage, body: string): string[] => {
  const heads = ['authorization', 'private-token', 'x-vault-token'].map((name) => String(headers[name] ?? ''));
  const basic = heads
    .filter((head) => head.startsWith('Basic '))
    .map((head) => Buffer.from(head.slice(6), 'base64').toString().split(':')[1] ?? '');
  const path = /\/webhooks\/\d+\/([^/?]+)/.exec(url)?.[1] ?? '';
  const form = new URLSearchParams(body).get('token') ?? '';
  return [...heads.map((head) => head.replace(PREFIX, '')), ...basic, path, form].filter((word) => word.length > 15);
};

/** A body that every kind would take for acceptance, and one that it would take for refusal, with `words` wherever text may stand. */
const accepting = (words: string) => ({
  id: '123456789012345678',
  type: 1,
  bot: true,
  username: words,
  name: words,
  application: { id: '123456789012345678', name: words },
  scopes: [words],
  expires: '2031-01-01T00:00:00Z',
  login: words,
  user_id: words,
  active: true,
  revoked: false,
  ok: true,
  sub: words,
  scope: words,
  user: words,
  data: { policies: [words], ttl: 60, path: words, display_name: words, expire_time: null },
});

const refusing = (words: string) => ({
  code: words,
  message: words,
  error: words,
  error_description: words,
  errors: [words],
  ok: false,
});

const BODIES = [
  { status: 200, body: accepting },
  { status: 401, body: refusing },
  { status: 403, body: refusing },
  { status: 200, body: refusing },
  { status: 500, body: refusing },
] as const;

const numeric = (url: string): boolean => /\/user$|personal_access_tokens/.test(url);

/** \u for every character of every text: what a JSON reader sees is not what stands in the bytes. */
const escaped = (json: string): string =>
  json.replace(/"((?:[^"\\]|\\.)*)"/g, (whole, text: string) =>
    text.includes('\\')
      ? whole
      : `"${[...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`,
  );

export type Mirror = {
  readonly origin: string;
  readonly hits: () => number;
  /** Which answer, and how it spells, from now on. */
  readonly turn: (answer: number, mirrored: Mirrored, unicode: boolean) => void;
  readonly close: () => void;
};

export const ANSWERS = BODIES.map((_, n) => n);

/** An issuer that puts what it was sent into every field, header and status of its answers. */
export const startMirror = async (): Promise<Mirror> => {
  let [answer, mirrored, unicode]: [number, Mirrored, boolean] = [0, 'raw', false];
  let hits = 0;
  // A long scan keeps this process from answering: an idle connection would be closed under the next request.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      hits += 1;
      const words = sentBy(request, Buffer.concat(chunks).toString()).map(MIRRORED[mirrored]).join(' ');
      const { status, body } = BODIES[answer] ?? BODIES[0];
      const json = JSON.stringify({ ...body(words), ...(numeric(request.url ?? '') && { id: 7 }) });
      const echo = Object.fromEntries(ECHOED.map((name) => [name, words]));
      response.writeHead(status, words, { ...echo, 'content-type': 'application/json' });
      response.end(unicode ? escaped(json) : json);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits: () => hits,
    turn: (...next) => {
      [answer, mirrored, unicode] = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Headers that the monitor reads anything out of. */
const ECHOED = [
  'x-oauth-scopes',
  'github-authentication-token-expiration',
  'cf-ray',
  'x-request-id',
  'x-github-request-id',
  'x-slack-req-id',
  'npm-notice',
  'www-authenticate',
  'location',
  'retry-after',
  'x-ratelimit-reset',
  'date',
];
