import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { freePorts } from '../../support/ministack.ts';
import { startServer } from './server.ts';

type Client = {
  /** Seconds that its tokens live. */
  readonly lifespan: number;
  /** Clients that its tokens name in `aud`. A client that is not named there, be it their own, may not see them. */
  readonly audience: readonly string[];
};

/** Seconds. Longer than every threshold of the ladder. */
export const LONG = 90 * 86_400;

const CLIENTS = {
  monitor: { lifespan: LONG, audience: ['monitor'] },
  fleeting: { lifespan: 1, audience: ['monitor'] },
  /** As Keycloak makes a client: its own tokens do not name it. */
  plain: { lifespan: LONG, audience: [] },
} as const satisfies Readonly<Record<string, Client>>;

export type ClientId = keyof typeof CLIENTS;

/** A real Keycloak on loopback, with one realm. */
export type Keycloak = {
  /** Endpoint of this realm, or of one that may not exist. */
  readonly endpoint: (name: 'token' | 'token/introspect' | 'revoke' | 'userinfo', realm?: string) => string;
  /** Of all clients. */
  readonly secret: string;
  /** An access token by client credentials. */
  readonly mint: (client: ClientId) => Promise<string>;
  readonly revoke: (client: ClientId, token: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const Issued = z.object({ access_token: z.string() });

/** Starts what `provisionKeycloak` made at `home`, with an empty database in memory. */
export const startKeycloak = async (home: string): Promise<Keycloak> => {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const [password, secret] = [randomBytes(20).toString('hex'), randomBytes(20).toString('hex')];
  const stop = await startServer({
    name: 'keycloak',
    // A copy of its own: it writes into its home, which other runs start from as well.
    command: 'sh',
    args: ['-c', 'cp -R "$0" keycloak && exec keycloak/bin/kc.sh start --optimized', home],
    env: environment(`${port}`, password),
    ready: `${url}/realms/master`,
  });
  await createRealm(url, password, secret);
  return { ...clientOf(url, secret), stop };
};

const addressOf = (url: string, realm: string, name: string): string =>
  `${url}/realms/${realm}/protocol/openid-connect/${name}`;

const createRealm = async (url: string, password: string, secret: string): Promise<void> => {
  const login = { grant_type: 'password', client_id: 'admin-cli', username: 'admin', password };
  const admin = await issued(addressOf(url, 'master', 'token'), login);
  const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
  await must(fetch(`${url}/admin/realms`, { method: 'POST', headers, body: JSON.stringify(realmOf(secret)) }));
};

const clientOf = (url: string, secret: string): Omit<Keycloak, 'stop'> => {
  const endpoint: Keycloak['endpoint'] = (name, realm = 'real') => addressOf(url, realm, name);
  const as = (client: ClientId) => ({ client_id: client, client_secret: secret });
  return {
    endpoint,
    secret,
    mint: (client) => issued(endpoint('token'), { ...as(client), grant_type: 'client_credentials', scope: 'openid' }),
    revoke: async (client, token) => void (await post(endpoint('revoke'), { ...as(client), token })),
  };
};

/** All on loopback, in memory, without neighbours; the compiler that starts fast. */
const environment = (port: string, password: string): Readonly<Record<string, string>> => ({
  KC_HTTP_ENABLED: 'true',
  KC_HTTP_HOST: '127.0.0.1',
  KC_HTTP_PORT: port,
  KC_HOSTNAME_STRICT: 'false',
  KC_CACHE: 'local',
  KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
  KC_BOOTSTRAP_ADMIN_PASSWORD: password,
  JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1',
});

const realmOf = (secret: string): object => ({
  realm: 'real',
  enabled: true,
  sslRequired: 'none',
  // No token outlives a session.
  ssoSessionIdleTimeout: LONG,
  ssoSessionMaxLifespan: LONG,
  clients: Object.entries<Client>(CLIENTS).map(([clientId, { lifespan, audience }]) => ({
    clientId,
    secret,
    serviceAccountsEnabled: true,
    attributes: { 'access.token.lifespan': `${lifespan}` },
    protocolMappers: audience.map((name) => ({
      name,
      protocol: 'openid-connect',
      protocolMapper: 'oidc-audience-mapper',
      config: { 'included.client.audience': name, 'access.token.claim': 'true', 'introspection.token.claim': 'true' },
    })),
  })),
});

/** An error names the status and the address, which hold no secret; the body is not repeated. */
const must = async (asked: Promise<Response>): Promise<Response> => {
  const answer = await asked;
  if (!answer.ok) throw new Error(`Keycloak answered ${answer.status} at ${new URL(answer.url).pathname}`);
  return answer;
};

const post = (address: string, form: Record<string, string>): Promise<Response> =>
  must(fetch(address, { method: 'POST', body: new URLSearchParams(form) }));

const issued = async (address: string, form: Record<string, string>): Promise<string> =>
  Issued.parse(await (await post(address, form)).json()).access_token;
