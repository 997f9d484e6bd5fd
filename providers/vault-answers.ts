import { expiryAt, scopesAt } from './kit.ts';
import type { AnswerRule, OnlineProbe } from './provider.ts';
import { renewable, wrappedUntil } from './vault-dates.ts';

/** Vault and OpenBao, its fork, answer in the same words. The number of errors tells: two are a dead token, one is its policies. */
const DEAD: AnswerRule = { status: 403, body: { errors: /\b(?:invalid|bad) token\b/ }, say: 'refused' };

const BY_POLICY = /^1 error occurred:\s*\* permission denied\s*$/;

const BARE: AnswerRule = {
  status: 403,
  body: { errors: /^permission denied$/ },
  say: 'ambiguous',
  otherwise: 'it is bound to other addresses (CIDR), its entity is disabled, or it belongs to another namespace',
  settle: [
    'Look it up from where it is used: a token that is bound to addresses works there alone.',
    'Ask an administrator to look up its accessor: that tells bound_cidrs and the entity, or that it is dead.',
    'If it belongs to a namespace, name that: token-health:namespace=team-a/prod',
  ],
};

const NAMESPACE = ['Name the namespace that the token belongs to: token-health:namespace=team-a/prod'] as const;

const COMMON: readonly AnswerRule[] = [
  {
    status: 404,
    body: { errors: /^namespace not found$/ },
    say: 'misconfigured',
    detail: 'there is no such namespace: the token was not judged',
    remedy: ['Correct the tag token-health:namespace, or drop it for a token of the root namespace.'],
  },
  {
    status: 500,
    body: { errors: /failed to look up namespace from the token/ },
    say: 'unanswered',
    why: 'blocked',
    detail:
      'the server finds no namespace for this token: it belongs to one that is gone or elsewhere, or its end was cut or changed',
    remedy: [...NAMESPACE, 'Compare its end, after the second dot, with the one that was issued.'],
  },
  {
    status: [472, 473],
    say: 'unanswered',
    why: 'provider-outage',
    detail: 'this node is a standby that answers nothing',
  },
  { status: 503, body: { errors: /sealed/i }, say: 'unanswered', why: 'provider-outage', detail: 'it is sealed' },
];

const LOOKUP: readonly AnswerRule[] = [
  {
    status: 200,
    body: { 'data.policies': { type: 'array' }, 'data.ttl': { type: 'number' }, 'data.path': { type: 'string' } },
    say: 'accepted',
    // `null` is the way to say that there is no end, as for root tokens.
    reading: {
      subject: 'data.display_name',
      scopes: scopesAt('data.policies'),
      expiry: expiryAt('data.expire_time'),
      renewable,
      uses: 'data.num_uses',
    },
  },
  DEAD,
  { status: 403, body: { errors: BY_POLICY }, say: 'lacking', lacking: () => ['auth/token/lookup-self'] },
  BARE,
  ...COMMON,
];

/** The list of mounts that it may see. No token at all gets 200 as well, with nothing in it. */
const MOUNTS: readonly AnswerRule[] = [
  { status: 200, body: { 'data.auth': { type: 'filled object' } }, say: 'accepted' },
  { status: 200, body: { 'data.secret': { type: 'filled object' } }, say: 'accepted' },
  {
    status: 200,
    body: { 'data.auth': { type: 'object' }, 'data.secret': { type: 'object' } },
    say: 'unanswered',
    why: 'blocked',
    detail: 'it sees no mount, which is also the answer to no token at all: this proves neither life nor death',
    remedy: [
      'Let its policies see at least one mount: its uses are counted, so it is asked about by nothing that costs one.',
    ],
  },
  DEAD,
  { status: 403, body: { errors: BY_POLICY }, say: 'accepted' },
  BARE,
  ...COMMON,
];

/** Asked without the token as its own right: lookup-self would use a response-wrapping token up, and what it wraps would be lost. */
const WRAPPING: readonly AnswerRule[] = [
  {
    status: 200,
    body: { 'data.creation_path': { type: 'string' }, 'data.creation_ttl': { type: 'number' } },
    say: 'accepted',
    reading: { expiry: wrappedUntil },
  },
  {
    status: 400,
    body: { errors: /^wrapping token is not valid or does not exist$/ },
    say: 'ambiguous',
    otherwise: 'it is no response-wrapping token',
    settle: ['If it was unwrapped, it has done its work: remove it from the secret, and store what it wrapped.'],
  },
  ...COMMON,
];

export const PROBE: OnlineProbe = {
  online: true,
  method: 'GET',
  host: 'configured',
  url: '/v1/auth/token/lookup-self',
  namespaceHeader: 'x-vault-namespace',
  headers: { 'x-vault-token': '{token}' },
  answers: LOOKUP,
  before: {
    method: 'POST',
    url: '/v1/sys/wrapping/lookup',
    headers: {},
    json: { token: '{token}' },
    answers: WRAPPING,
  },
  sparing: {
    method: 'GET',
    url: '/v1/sys/internal/ui/mounts',
    headers: { 'x-vault-token': '{token}' },
    answers: MOUNTS,
  },
};
