import { plain } from '../../core/base/text.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Context, Explanation } from './explanation.ts';

/** What can be read of any error: fit for a ticket. Words from outside, with every token taken out. */
export const evidenceOf = ({ facts, about, registry, redact }: Context): readonly string[] => {
  const names = about.map((id) => registry.findProvider(id)?.name ?? id);
  return [
    ...facts.statuses.slice(0, 3).map((status) => `status ${status}`),
    ...facts.codes.slice(0, 4).map((code) => `code ${code}`),
    ...facts.hosts.slice(0, 2).map((host) => `host ${host}`),
    ...facts.requestIds.slice(0, 2).map((id) => `request id ${id}`),
    ...(names.length === 0 ? [] : [`about ${names.slice(0, 3).join(', ')}`]),
  ].map((line) => plain(withoutLongWords(redact(line)), 120));
};

/** What nobody knows the shape of may be a token all the same. */
const withoutLongWords = (line: string): string =>
  line.startsWith('request id ') ? line : line.replace(/[A-Za-z0-9_+/=~-]{24,}/g, '[redacted]');

/** What a support desk asks for, and never the token. */
export const supportFor = (provider: string | undefined, { facts, registry, redact }: Context): readonly string[] => {
  const issuer = provider === undefined ? undefined : registry.findProvider(provider);
  const [id] = facts.requestIds;
  return [
    'When it began, and when it last worked, both in UTC.',
    id === undefined ? askedFor(issuer) : `The request id: ${plain(redact(id), 128)}`,
    'The endpoint, the status and the code, the address and the User-Agent from which it was asked.',
    'Never the token itself: its first letters and its length are enough.',
  ];
};

const askedFor = (issuer: Provider | undefined): string =>
  `The request id of one refused call${issuer?.requestId === undefined ? '' : `: the header ${issuer.requestId} of the answer`}.`;

/** Nobody we know says this: what its status means to anybody, and the way that always helps. */
export const generally = (context: Context): Explanation => {
  const { about, facts, registry, only } = context;
  const id = only ?? about[0];
  const issuer = id === undefined ? undefined : registry.findProvider(id);
  const status = facts.statuses.find((one) => one >= 400);
  return {
    known: false,
    ...(id !== undefined && { provider: id }),
    causes: [],
    meaning: `Nobody that is known says this. ${statusWords(status)}`,
    evidence: evidenceOf(context),
    remedy: waysOut(issuer?.name ?? 'the issuer', issuer),
    support: supportFor(issuer?.id, context),
    docsUrl: issuer?.docs ?? DOCS,
  };
};

const DOCS = 'https://www.rfc-editor.org/rfc/rfc9110#name-client-error-4xx';

/** RFC 9110 section 15, RFC 6585 section 4. */
const STATUS: Readonly<Record<number, string>> = {
  400: 'A status of 400 is about the request, and some issuers answer a damaged token so.',
  401: 'A status of 401 means that the token was missing, or was not accepted; it does not say why.',
  402: 'A status of 402 is about a payment, not about the token.',
  403: 'A status of 403 mostly means that the token is known and may not do this; some issuers and firewalls say it of dead tokens or of addresses too.',
  404: 'A status of 404 says nothing of the token, though some issuers say it to hide what a token may not see.',
  407: 'A status of 407 comes from a proxy on the way: it wants its own credentials.',
  429: 'A status of 429 means too many requests: it says nothing of the token.',
};

const statusWords = (status: number | undefined): string => {
  if (status === undefined) return 'It tells no status either, so it says nothing of the token by itself.';
  if (status >= 500) return `A status of ${status} is a fault of the server: it says nothing of the token.`;
  return STATUS[status] ?? `A status of ${status} does not say what is wrong with the token.`;
};

const waysOut = (name: string, issuer: Provider | undefined): readonly string[] => [
  'Ask the issuer about the token itself: token-health check. It tells expired, cut, unknown, revoked and lacking scopes apart.',
  'If it has expired, renew it. Else compare it with what was issued: whole, without quotes, spaces or a line break, and the right one.',
  `If the call needs a scope, look which ones the token has at ${name}.`,
  issuer === undefined
    ? 'Read what its documentation says of this error.'
    : `Read what its documentation says of this error: ${issuer.docs}`,
  'If none of this helps, write to its support, with what stands below.',
];
