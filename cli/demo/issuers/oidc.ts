import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider, { type Configuration } from 'oidc-provider';
import * as z from 'zod';
import { listenOnLoopback } from './loopback.ts';
import { memoryAdapter } from './memory-adapter.ts';

/** A real OAuth2 issuer on loopback: client credentials (RFC 6749), introspection (RFC 7662), revocation (RFC 7009). */
export type Oidc = {
  readonly url: string;
  readonly introspectionUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** A new opaque access token with the space-separated `scope`, living for `ttlSeconds` (whole seconds). */
  readonly mint: (scope: string, ttlSeconds?: number) => Promise<string>;
  /** From then on introspection answers `{"active": false}`, as it does for expired tokens and for garbage. */
  readonly revoke: (token: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type OidcOptions = {
  /** Life of a token that was minted without saying one. */
  readonly ttlSeconds: number;
  /** Scopes that may be granted; others are dropped silently. */
  readonly scopes?: readonly string[];
};

const CLIENT_ID = 'token-health';
const Minted = z.object({ access_token: z.string() });
const WantedLife = z.object({ ttl_seconds: z.coerce.number().int().positive() });

export const startOidc = async (options: OidcOptions): Promise<Oidc> => {
  const { server, url, stop } = await listenOnLoopback();
  const clientSecret = randomBytes(24).toString('base64url');
  server.on('request', new Provider(url, configuration(options, clientSecret)).callback());

  const post = async (path: string, form: Record<string, string>): Promise<Response> => {
    const authorization = `Basic ${Buffer.from(`${CLIENT_ID}:${clientSecret}`).toString('base64')}`;
    const body = new URLSearchParams(form);
    const answer = await fetch(url + path, { method: 'POST', headers: { authorization }, body });
    if (!answer.ok) throw new Error(`the OAuth2 issuer answered ${answer.status} to ${path}`);
    return answer;
  };
  const mint = async (scope: string, ttlSeconds = options.ttlSeconds): Promise<string> => {
    const form = { grant_type: 'client_credentials', scope, ttl_seconds: String(ttlSeconds) };
    return Minted.parse(await (await post('/token', form)).json()).access_token;
  };
  const revoke = async (token: string): Promise<void> => void (await post('/token/revocation', { token }));
  return { url, introspectionUrl: `${url}/token/introspection`, clientId: CLIENT_ID, clientSecret, mint, revoke, stop };
};

const configuration = (options: OidcOptions, clientSecret: string): Configuration => ({
  adapter: memoryAdapter(),
  // By default a token outlives its expiry by 15 s.
  clockTolerance: 0,
  scopes: [...(options.scopes ?? ['api:read', 'api:write'])],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true, allowedPolicy: () => true },
  },
  ttl: { ClientCredentials: (ctx) => wantedLife(ctx.oidc.body) ?? options.ttlSeconds },
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: 'ES256',
    },
  ],
});

/** `ttl_seconds` is no OAuth2 parameter: the provider ignores it, and this one reads it. */
const wantedLife = (body: unknown): number | undefined => WantedLife.safeParse(body).data?.ttl_seconds;

const signingKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
