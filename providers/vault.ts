import type { Shape } from '../core/diagnose/lint.ts';
import { expiryAt, remedies, scopesAt } from './kit.ts';
import { defineProvider, type Kind, type OnlineProbe } from './provider.ts';

const DOCS = 'https://developer.hashicorp.com/vault';

const probe: OnlineProbe = {
  online: true,
  method: 'GET',
  host: 'configured',
  url: '/v1/auth/token/lookup-self',
  headers: { 'x-vault-token': '{token}' },
  answers: [
    {
      status: 200,
      body: { 'data.policies': { type: 'array' }, 'data.ttl': { type: 'number' }, 'data.path': { type: 'string' } },
      say: 'accepted',
      // `null` is Vault's way to say that there is no end, as for root tokens.
      reading: {
        subject: 'data.display_name',
        scopes: scopesAt('data.policies'),
        expiry: expiryAt('data.expire_time'),
      },
    },
    { status: 403, body: { errors: /\b(?:invalid|bad) token\b/ }, say: 'refused' },
    {
      status: 403,
      body: { errors: /permission denied/ },
      say: 'unanswered',
      why: 'blocked',
      detail: 'permission denied: a dead token on an old Vault, or a good one whose policies lack lookup-self',
    },
    {
      status: [472, 473],
      say: 'unanswered',
      why: 'provider-outage',
      detail: 'this node is a standby that answers nothing',
    },
    { status: 503, body: { errors: /sealed/i }, say: 'unanswered', why: 'provider-outage', detail: 'Vault is sealed' },
  ],
};

const common: Pick<Kind, 'probe' | 'impact' | 'remedies' | 'docs' | 'renewal'> = {
  probe,
  docs: `${DOCS}/docs/concepts/tokens`,
  impact: 'Nothing that uses it can read secrets any more, and its leases are revoked with it.',
  renewal: 'vault token renew, if it is renewable and below its maximum lifetime; batch tokens never.',
  remedies: remedies(
    'vault token create -policy=POLICY -period=24h, or log in again with the auth method of the application.',
    'Ask who ran vault token revoke, on it or on its parent: children die with the parent. The audit log tells.',
    {
      expiring: [
        'vault token renew (works until the maximum lifetime).',
        'Beyond that: vault token create -policy=POLICY -period=24h',
        'Store the new value in {name}, then restart what uses it.',
      ],
      'insufficient-scope': [
        'Add the missing policy to the role, then make a new token: policies of a token cannot be changed.',
        'Store the new value in {name}.',
      ],
    },
  ),
};

const shape = (pattern: RegExp, minLength: number, startsWith: readonly string[], distinctive: boolean): Shape => ({
  pattern,
  alphabet: /^[A-Za-z0-9_.-]$/,
  minLength,
  distinctive,
  startsWith,
});

export const vault = defineProvider({
  id: 'vault',
  name: 'HashiCorp Vault',
  docs: `${DOCS}/api-docs/auth/token`,
  sources: [
    'developer.hashicorp.com/vault/api-docs/auth/token (lookup-self: expire_time, ttl, policies, path)',
    'hashicorp/vault#26687, docs/concepts/tokens: revoked, expired or unknown is 403 with invalid token and permission denied; a missing policy is 403 with permission denied alone',
    'hashicorp/vault#16112: bad token for a damaged one',
    'unsure: older versions say permission denied alone to a dead token, so that alone is never a refusal',
  ],
  budget: { perSecond: 20, concurrency: 8 },
  words: { message: ['errors'] },
  base: { strip: ['/v1', '/ui'] },
  kinds: [
    {
      id: 'token',
      name: 'Vault token',
      shape: shape(/^hv[sb]\.[A-Za-z0-9_-]{24,1000}$/, 28, ['hvs.', 'hvb.'], true),
      ownShapes: true,
      ...common,
    },
    {
      id: 'legacy',
      name: 'Vault token (before 1.10)',
      shape: shape(/^[sb]\.[A-Za-z0-9]{24,1000}(?:\.[A-Za-z0-9]{5})?$/, 26, ['s.', 'b.'], false),
      ownShapes: true,
      ...common,
    },
    {
      // Whoever makes a token may choose its id, and before 0.11 it was a UUID: no shape tells it.
      id: 'custom',
      name: 'Vault token with an id of its own',
      otherwise: true,
      byHand: true,
      ...common,
    },
  ],
});
