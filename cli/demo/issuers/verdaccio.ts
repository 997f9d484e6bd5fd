import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A real npm registry on loopback. */
export type Verdaccio = {
  readonly url: string;
  /** A new registry token of `user`, who is registered when new. `GET /-/whoami` answers 200 `{username}` to it. */
  readonly mint: (user: string) => Promise<string>;
  /** From then on the registry answers 403 `{"error": "unauthorized access"}` to the token. */
  readonly revoke: (token: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Account = { readonly password: string; readonly login: string };
type Minted = { readonly account: Account; readonly key: string };

const Started = z.object({ url: z.url() });
const Registered = z.object({ token: z.string() });
const Issued = z.object({ token: z.string(), key: z.string() });

/** Starts the registry in a process of its own, which ends with this one. */
export const startVerdaccio = async (): Promise<Verdaccio> => {
  const child = fork(fileURLToPath(new URL('./verdaccio-process.ts', import.meta.url)), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { url } = await started(child);
  const accounts = new Map<string, Account>();
  const minted = new Map<string, Minted>();
  const inTurn = oneByOne();

  const mint = (user: string): Promise<string> =>
    inTurn(async () => {
      const account = accounts.get(user) ?? (await register(url, user));
      accounts.set(user, account);
      const { token, key } = await issue(url, account);
      minted.set(token, { account, key });
      return token;
    });
  const revoke = async (token: string): Promise<void> => {
    const of = minted.get(token);
    if (of === undefined) throw new Error('this registry did not mint that token');
    await call(url, 'DELETE', `/-/npm/v1/tokens/token/${of.key}`, of.account.login);
  };
  return { url, mint, revoke, stop: () => stop(child) };
};

const started = async (child: ChildProcess): Promise<z.infer<typeof Started>> => {
  const message = once(child, 'message');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`verdaccio ended with ${code} before it listened`);
  });
  const [first] = await Promise.race([message, ended]);
  ended.catch(() => undefined);
  child.unref();
  child.channel?.unref();
  return Started.parse(first);
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exit = once(child, 'exit');
  if (child.connected) child.disconnect();
  await exit;
};

/** Verdaccio answers 403 to a registration while it is writing another one down. */
const oneByOne = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
};

const register = async (url: string, user: string): Promise<Account> => {
  const password = randomBytes(16).toString('hex');
  const path = `/-/user/org.couchdb.user:${encodeURIComponent(user)}`;
  const { token } = Registered.parse(await call(url, 'PUT', path, undefined, { name: user, password }));
  return { password, login: token };
};

const issue = async (url: string, { password, login }: Account): Promise<z.infer<typeof Issued>> =>
  Issued.parse(await call(url, 'POST', '/-/npm/v1/tokens', login, { password, readonly: false, cidr_whitelist: [] }));

const call = async (url: string, method: string, path: string, login?: string, body?: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', ...(login && { authorization: `Bearer ${login}` }) };
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`verdaccio answered ${answer.status} to ${method}`);
  return answer.json();
};
