import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { freePorts } from '../../support/ministack.ts';
import { provision } from '../../support/venv.ts';
import { startServer } from './server.ts';

const CONFIG = fileURLToPath(new URL('./jupyterhub_config.py', import.meta.url));

export type Wish = {
  /** Seconds; without it the token never expires. */
  readonly expiresIn?: number;
  /** All that its user may do, by default. */
  readonly scopes?: readonly string[];
};

export type Minted = { readonly value: string; readonly revoke: () => Promise<void> };

/** A real JupyterHub on loopback, with one user. */
export type JupyterHub = {
  readonly url: string;
  readonly mint: (wish?: Wish) => Promise<Minted>;
  readonly stop: () => Promise<void>;
};

const Issued = z.object({ id: z.string(), token: z.string() });

export const provisionJupyterHub = (): string =>
  join(provision('.venv-real', 'test/e2e/real/requirements.txt'), 'jupyterhub');

export const startJupyterHub = async (): Promise<JupyterHub> => {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const key = randomBytes(20).toString('hex');
  const stop = await startServer({
    name: 'jupyterhub',
    command: provisionJupyterHub(),
    args: ['-f', CONFIG],
    env: { HUB_URL: url, HUB_ISSUER_KEY: key },
    ready: `${url}/hub/api/`,
  });
  const call = callsTo(url, key);
  await call('POST', '');
  return { url, mint: mintBy(call), stop };
};

type Call = (method: string, path: string, body?: object) => Promise<Response>;

/** Calls about the one user. An error names method and path, which hold no token. */
const callsTo =
  (url: string, key: string): Call =>
  async (method, path, body) => {
    const asked = { method, headers: { authorization: `token ${key}` }, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${url}/hub/api/users/alice${path}`, asked);
    if (!answer.ok) throw new Error(`JupyterHub answered ${answer.status} to ${method} of users/alice${path}`);
    return answer;
  };

const mintBy =
  (call: Call): JupyterHub['mint'] =>
  async ({ expiresIn, scopes } = {}) => {
    const answer = await call('POST', '/tokens', { expires_in: expiresIn, scopes });
    const { id, token } = Issued.parse(await answer.json());
    return { value: token, revoke: async () => void (await call('DELETE', `/tokens/${id}`)) };
  };
