import { type Recording, recording } from './recorded.ts';

/** What the same server said of a token that it accepts, at the same address. */
const LIVE: Readonly<Record<string, string>> = {
  vault: 'vault: live, 10 d',
  'vault-probes': 'vault: live, 10 d',
  'vault-states': 'vault: live, 10 d',
  openbao: 'openbao: live, 10 d',
  'openbao-2': 'openbao: live, 10 d',
  'openbao-ha': 'openbao-ha: active node',
  keycloak: 'keycloak: live JWT of same client',
  'oidc-provider': 'oidc-provider: live opaque',
  'oidc-provider-defaultpolicy': 'oidc-provider-defaultpolicy: live opaque',
  'verdaccio-backend': 'verdaccio-backend: live',
  'verdaccio-jwt': 'verdaccio-jwt: live npm token',
  'verdaccio-legacy': 'verdaccio-legacy: live npm token',
  'verdaccio-legacy-2': 'verdaccio-legacy-2: readonly, no CIDR',
  jupyterhub: 'jupyterhub: live, no expiry',
  rabbitmq: 'rabbitmq: live, management tag',
  'devpi-server': 'devpi-server: live',
  'docker-registry': 'docker-registry: live',
  etcd: 'etcd: live root',
  gitea: 'gitea: live, read:user',
};

/** Undefined where the server was never seen to accept anybody at that address. */
export const liveOf = ({ file, words, answers }: Recording): Recording | undefined => {
  if (words === 'revoked, /settings/api (public)') return recording('gitea: lacking right, /settings/api (public)');
  if (words === 'damaged JWT') return recording(`${file}: live JWT access token`);
  const live = LIVE[file] === undefined ? undefined : recording(LIVE[file]);
  const overVault = file.startsWith('vault') || file.startsWith('openbao');
  return overVault || [...answers.keys()].some((path) => live?.answers.has(path)) ? live : undefined;
};

const said = ({ answers }: Recording): string => JSON.stringify([...answers].sort());

/** The server says exactly what it said while the token lived. */
export const isAsAlive = (recorded: Recording): boolean => {
  const live = liveOf(recorded);
  return live !== undefined && said(live) === said(recorded);
};
