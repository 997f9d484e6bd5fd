import { VAULT_MOUNTS, vaultErrors, vaultSelf, vaultUses } from '../answers.ts';
import { right, type Situations } from '../case.ts';
import { prefixed, uuid, vaultService } from '../shapes.ts';

const SERVICE = { from: 'stdin', provider: 'vault', value: vaultService } as const;

export const vault: Situations = {
  'an older server says permission denied alone to a dead token': {
    ...SERVICE,
    id: 'V02',
    source: 'hashicorp/vault#3033',
    answer: vaultErrors('permission denied'),
    right: right('indeterminate', 'rejected'),
  },
  'a periodic token that nobody renews': {
    ...SERVICE,
    id: 'V03',
    source: 'evoila/meho#2844',
    answer: vaultSelf(6, { period: 2_764_800 }),
    right: right('expiring'),
  },
  'a token with one use, which the question itself would take': {
    ...SERVICE,
    id: 'V05',
    source: 'hashicorp/vault#10664',
    runs: 2,
    answer: vaultUses(1),
    right: right('healthy', 'indeterminate', 'expiring'),
  },
  'a token of a namespace, which has to be named': {
    ...SERVICE,
    id: 'V06',
    source: 'hashicorp/boundary#1597',
    tags: { 'token-health:namespace': 'team-a' },
    answer: ({ headers, path }) => {
      if (headers['x-vault-namespace'] !== 'team-a') return vaultErrors('permission denied');
      return path.endsWith('/lookup-self') ? vaultSelf(60) : VAULT_MOUNTS;
    },
    right: right('healthy', 'expiring'),
  },
  'a batch token, which nothing can renew': {
    ...SERVICE,
    id: 'V07',
    source: 'hashicorp/vault#26687',
    value: prefixed('hvb.', 160),
    answer: vaultSelf(0.5, { accessor: '', renewable: false, type: 'batch' }),
    right: right('expiring'),
  },
  'a standby node sends to the active one': {
    ...SERVICE,
    id: 'V08',
    source: 'hashicorp/vault#3033',
    answer: {
      status: 307,
      headers: { location: 'https://vault-1.internal:8200/v1/auth/token/lookup-self' },
      body: '',
    },
    right: right('indeterminate'),
  },
  'a service token of before 1.10': {
    ...SERVICE,
    id: 'V10',
    source: 'hvac/hvac#539',
    value: prefixed('s.', 24),
    answer: vaultSelf(20),
    right: right('healthy', 'expiring'),
  },
  'a token of before 0.11 is a UUID': {
    ...SERVICE,
    id: 'V12',
    source: 'hashicorp/vault#1866',
    value: uuid,
    answer: vaultSelf(20),
    right: right('healthy', 'expiring', 'misconfigured', 'indeterminate'),
  },
};
