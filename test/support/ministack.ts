import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { provision, ROOT } from './venv.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
/** Everything that a run writes: git-ignored, and its own, so that two runs at once do not meet. */
export const WORK = join(ROOT, '.e2e', process.env.E2E_RUN ?? `${process.pid}`);
export const LOG = join(WORK, 'ministack.log');

export type MiniStack = { readonly endpoint: string; readonly pid: number; readonly stop: () => Promise<void> };

/** What SDK, CDK and tests need to reach the emulator, and nothing that could reach AWS. */
export const clientEnvironment = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

/** Throws unless calls go to this machine: without an endpoint the same code would change a real account. */
export const requireLoopback = (endpoint = process.env.AWS_ENDPOINT_URL): string => {
  if (endpoint === undefined || !/^http:\/\/127\.0\.0\.1:\d+$/.test(endpoint))
    throw new Error('AWS_ENDPOINT_URL must be http://127.0.0.1:PORT; start these tests with `npm run test:aws`');
  return endpoint;
};

export const freePorts = async (count: number): Promise<number[]> => {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))));
  const found = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return found;
};

/** Lambda workers inherit all of it, so it is a list and not the caller's environment. */
const serverEnvironment = (port: number, lambdaEndpoint: string | undefined, extra: Record<string, string>) => ({
  PATH: [join(ROOT, 'node_modules/.bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
  HOME: join(WORK, 'home'),
  TMPDIR: join(WORK, 'tmp'),
  LANG: 'C.UTF-8',
  PYTHONUNBUFFERED: '1',
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  GATEWAY_PORT: `${port}`,
  MINISTACK_REGION: REGION,
  MINISTACK_ACCOUNT_ID: ACCOUNT,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  PERSIST_STATE: '0',
  LOG_LEVEL: 'INFO',
  // IAM is enforced: whoever is neither root nor allowed is denied.
  AUTH: 'true',
  AWS_ENDPOINT_URL: lambdaEndpoint ?? `http://127.0.0.1:${port}`,
  ...extra,
});

/** Ends the emulator when our end of the pipe closes, however we end. */
const WATCHED = '"$0" & pid=$!; trap "kill $pid" TERM INT; cat > /dev/null; kill $pid; wait $pid';

const healthy = async (endpoint: string, child: ChildProcess): Promise<void> => {
  for (let left = 300; left > 0; left--) {
    if (child.exitCode !== null) throw new Error(`MiniStack ended with ${child.exitCode}; see ${LOG}`);
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`MiniStack did not start; see ${LOG}`);
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.stdin?.end();
  await ended;
};

export type MiniStackOptions = {
  /** Free port by default. */
  readonly port?: number;
  /** Where Lambda functions send their AWS calls, by default to the emulator itself. */
  readonly lambdaEndpoint?: string;
  /** More variables for the server, such as AUTH. */
  readonly environment?: Record<string, string>;
};

/** Starts the pinned emulator on loopback with an empty state; it ends with this process. */
export const startMiniStack = async (options: MiniStackOptions = {}): Promise<MiniStack> => {
  const command = join(provision('.venv-aws', 'test/e2e/requirements.txt'), 'ministack');
  mkdirSync(join(WORK, 'home'), { recursive: true });
  mkdirSync(join(WORK, 'tmp'), { recursive: true });
  // Workers run from here, and their shim is CommonJS: the repository's own package.json would make it a module.
  writeFileSync(join(WORK, 'package.json'), '{"type":"commonjs"}\n');
  const port = options.port ?? (await freePorts(1))[0] ?? 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const env = serverEnvironment(port, options.lambdaEndpoint, options.environment ?? {});
  const child = spawn('/bin/sh', ['-c', WATCHED, command], { env, cwd: WORK, stdio: ['pipe', 'pipe', 'pipe'] });
  const log = createWriteStream(LOG);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  await healthy(endpoint, child);
  return { endpoint, pid: child.pid ?? 0, stop: () => stop(child) };
};
