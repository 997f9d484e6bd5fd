/** What a live token may get too: a client that may not see it, another network, a back end that is down. It is read as a refusal. */
const AMBIGUOUS: readonly string[] = [
  'keycloak: live JWT, aud lacks the asking client',
  'keycloak: live JWT, asked by its own client, aud lacks it (default)',
  'keycloak: offline refresh token',
  "oidc-provider: live opaque of client 'other', asked by mon",
  'verdaccio-backend: back end broken',
  'verdaccio-jwt: read-only, other CIDR',
  'verdaccio-legacy-2: CIDR 10.0.0.0/8, asked from 127.0.0.1',
  'verdaccio-legacy-2: htpasswd unreadable (back end broken), npm token',
  'verdaccio-legacy-2: back end broken, login token',
  'verdaccio-legacy: read-only, other CIDR',
];

/**
 * Recorded states that are not told right yet, by the promise that is broken. Each must fail: as soon as one is told right its test turns
 * red, and its line is taken out.
 */
export const NOT_YET: Readonly<Record<string, readonly string[]>> = {
  'works, never seen': [...AMBIGUOUS, 'gitea-oauth: live PAT introspected'],
  'works, accepted before': [...AMBIGUOUS],
  'works, past a date': [...AMBIGUOUS, 'gitea-oauth: live PAT introspected'],
  'dead, accepted before': [
    // OpenBao and Vault say permission denied alone, which is a refusal only where the token was accepted before.
    'openbao-2: revoked',
    'openbao-2: token of unknown namespace',
    'openbao-ha: standby node, dead token',
    'openbao: expired service',
    'openbao: expired batch',
    'openbao: expired, lacked lookup-self',
    'openbao: revoked',
    'openbao: child of a revoked parent',
    'openbao: batch child of a revoked parent',
    'openbao: never issued (right length)',
    'openbao: never issued (short hvs)',
    'openbao: cut by 10',
    'openbao: one char changed',
    'openbao: batch cut',
    'openbao: batch changed',
    'openbao: legacy shape s.',
    'openbao: legacy with namespace',
    'openbao: num_uses: used up',
    'vault-states: its entity disabled',
    // The 500 belongs to this token: its namespace is not there.
    'vault: legacy with namespace',
    // A 401 that nobody declared.
    'rabbitmq: wrong password',
    'rabbitmq: unknown user',
    'rabbitmq: user deleted',
    // devpi says 200 and noauth: an address of one’s own cannot declare the words of a refusal.
    'devpi-server: damaged',
    'devpi-server: unknown user',
  ],
};
