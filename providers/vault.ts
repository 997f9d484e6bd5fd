import type { Shape } from '../core/diagnose/lint.ts';
import { remedies, STORE } from './kit.ts';
import { defineProvider, type Kind } from './provider.ts';
import { PROBE } from './vault-answers.ts';

const DOCS = 'https://developer.hashicorp.com/vault';

type Alike = Pick<Kind, 'probe' | 'impact' | 'remedies' | 'renewal'>;

/** What tokens of Vault and of its fork OpenBao have in common; `cli` is the command of each. */
export const likeVault = (cli: 'vault' | 'bao'): Alike => ({
  probe: PROBE,
  impact: 'Nothing that uses it can read secrets any more, and its leases are revoked with it.',
  renewal: `${cli} token renew, if it is renewable and below its maximum lifetime; batch tokens never.`,
  remedies: remedies(
    `${cli} token create -policy=POLICY -period=24h, or log in again with the auth method of the application.`,
    `Ask who ran ${cli} token revoke, on it or on its parent: children die with the parent. The audit log tells.`,
    {
      expiring: [
        `${cli} token renew (works until the maximum lifetime).`,
        `Beyond that: ${cli} token create -policy=POLICY -period=24h`,
        STORE,
      ],
      'insufficient-scope': [
        'Add the missing path to one of its policies (policy default allows auth/token/lookup-self): that works at once.',
        'Or add a missing policy to the role, and make a new token: the policies of a token cannot be changed.',
        'If the path is right, compare the base URL: it ends before /v1.',
      ],
    },
  ),
});

const common = { ...likeVault('vault'), docs: `${DOCS}/docs/concepts/tokens` };

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
    'Vault 1.21.4, tried: 2 errors occurred with invalid token for every dead one, 1 error occurred for one whose policies lack lookup-self, permission denied alone for one bound to other addresses or of a disabled entity',
    'Vault 1.21.4, tried: lookup-self takes one of num_uses and destroys a response-wrapping token; sys/internal/ui/mounts takes none, sys/wrapping/lookup leaves it whole',
    'Vault 1.21.4, tried: 500 failed to look up namespace from the token; hashicorp/boundary#1597: a token of a namespace needs X-Vault-Namespace',
    'hashicorp/vault#3033: older versions say permission denied alone to a dead token',
    'unsure: 400 wrapping token is not valid or does not exist for a token that wraps nothing (seen for unwrapped ones)',
  ],
  budget: { perSecond: 20, concurrency: 8 },
  limits: {
    counts: 'address',
    source:
      'developer.hashicorp.com/vault/docs/concepts/resource-quotas: each client address on each node; Enterprise can group by entity instead',
  },
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
