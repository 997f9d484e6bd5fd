import { defineProvider } from './provider.ts';
import { likeVault } from './vault.ts';

const DOCS = 'https://openbao.org';

export const openbao = defineProvider({
  id: 'openbao',
  name: 'OpenBao',
  docs: `${DOCS}/api-docs/auth/token/`,
  sources: [
    'OpenBao 2.5.5, tried: every dead token gets 403 permission denied alone, as does one that is bound to other addresses; 1 error occurred where the policies lack lookup-self; 404 namespace not found',
    'OpenBao 2.5.5, tried: s. and 24 letters and digits, b. in base64url, a dot and 6 more with a namespace; a num_uses below 0 after the last one',
    'OpenBao 2.5.5, tried: sys/internal/ui/mounts as in Vault; X-Vault-Token and X-Vault-Namespace are its headers too',
    'unsure: sys/wrapping/lookup (tried with Vault 1.21.4, whose fork it is)',
    'unsure: 5 characters of a namespace (Vault Enterprise has 5)',
  ],
  budget: { perSecond: 20, concurrency: 8 },
  words: { message: ['errors'] },
  kinds: [
    {
      id: 'token',
      name: 'OpenBao token',
      // Vault before 1.10 had the same shape: only a tag tells the two apart.
      shape: {
        pattern: /^(?:s\.[A-Za-z0-9]{24}(?:\.[A-Za-z0-9]{5,6})?|b\.[A-Za-z0-9_-]{24,1000}(?:\.[A-Za-z0-9]{5,6})?)$/,
        alphabet: /^[A-Za-z0-9_.-]$/,
        minLength: 26,
        distinctive: false,
        startsWith: ['s.', 'b.'],
      },
      ...likeVault('bao'),
      docs: `${DOCS}/docs/concepts/tokens/`,
    },
  ],
});
