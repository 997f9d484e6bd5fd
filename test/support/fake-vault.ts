import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is true of one token of the server. */
export type VaultToken = {
  /** It wraps an answer: any use of it as a token, but unwrapping, destroys that. */
  readonly wraps?: boolean;
  /** Requests that are left; absent where they are not counted. */
  uses?: number;
  dead?: boolean;
  readonly policies?: readonly string[];
  readonly expireTime?: string;
};

type Answer = { readonly status: number; readonly body: unknown };

const refusal = (...errors: readonly string[]): Answer => ({ status: 403, body: { errors } });
const BARE = refusal('permission denied');
const INVALID = refusal('2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');
const BY_POLICY = refusal('1 error occurred:\n\t* permission denied\n\n');
const NO_WRAP: Answer = { status: 400, body: { errors: ['wrapping token is not valid or does not exist'] } };

/** A loopback Vault (or OpenBao: `dead` words apart) that counts uses and loses what is wrapped, as the recorded exchanges show. */
export const startFakeVault = async (words: 'vault' | 'openbao') => {
  const tokens = new Map<string, VaultToken>();
  const requests: string[] = [];
  const namespaces: string[] = [];
  const refused = words === 'vault' ? INVALID : BARE;

  const use = (token: VaultToken | undefined, costs: boolean): VaultToken | undefined => {
    if (token === undefined || token.dead) return undefined;
    if (token.uses === undefined || !costs) return token;
    token.uses -= 1;
    if (token.uses === 0) token.dead = true;
    return token;
  };

  const lookupSelf = (token: VaultToken | undefined): Answer => {
    const live = use(token, true);
    if (live === undefined) return refused;
    if (live.wraps) {
      live.dead = true;
      return BY_POLICY;
    }
    const { uses, policies = ['default'], expireTime = null } = live;
    const left = uses === 0 ? -1 : (uses ?? 0);
    const data = { path: 'auth/token/create', ttl: 60, policies, expire_time: expireTime, num_uses: left };
    return { status: 200, body: { data: { ...data, display_name: 'token', type: 'service', renewable: false } } };
  };

  const mounts = (token: VaultToken | undefined): Answer =>
    use(token, false) === undefined ? refused : { status: 200, body: { data: { auth: {}, secret: { 'kv/': {} } } } };

  const wrapped = (token: VaultToken | undefined): Answer => {
    if (!token?.wraps || token.dead) return NO_WRAP;
    const data = { creation_path: 'auth/token/create', creation_time: '2026-11-23T09:00:00.5Z', creation_ttl: 864_000 };
    return { status: 200, body: { data } };
  };

  const answer = (request: IncomingMessage, body: string): Answer => {
    const own = tokens.get(String(request.headers['x-vault-token']));
    switch (`${request.method} ${request.url}`) {
      case 'GET /v1/auth/token/lookup-self':
        return lookupSelf(own);
      case 'GET /v1/sys/internal/ui/mounts':
        return mounts(own);
      case 'POST /v1/sys/wrapping/lookup':
        return wrapped(tokens.get(String(JSON.parse(body).token)));
      default:
        return { status: 404, body: { errors: [] } };
    }
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(`${request.method} ${request.url}`);
      namespaces.push(String(request.headers['x-vault-namespace'] ?? ''));
      const { status, body } = answer(request, Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    requests,
    namespaces,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
};

export type FakeVault = Awaited<ReturnType<typeof startFakeVault>>;
