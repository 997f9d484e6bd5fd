import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseJson } from '../../core/base/json.ts';
import { newCanary } from '../leak/canary.ts';
import { type Hit, scan } from '../leak/scan.ts';
import { COMPILED } from '../support/compiled.ts';
import { answer, MISBEHAVIOURS, type MisbehaviourName } from './misbehaviours.ts';
import { type Hostile, type HostileOptions, startHostile } from './server.ts';

/** What the whole command made of one issuer. */
export type Row = {
  readonly verdict: string;
  readonly cause: string | null;
  readonly evidence: string;
  /** From the first connection to the end of the process. */
  readonly ms: number;
  /** Most memory that the process ever had. */
  readonly mib: number;
  readonly connections: number;
  readonly leaks: readonly Hit[];
};

/** Seconds that `--timeout` gives an answer. */
export const TIMEOUT = 1;

const CERTIFICATES = { self: 'self-signed', wrong: 'made for another host', expired: 'expired' } as const;

const tlsCases = Object.entries(CERTIFICATES).map(
  ([certificate, what]): [string, HostileOptions & { path: string }] => [
    `TLS: certificate ${what}`,
    { certificate, path: 'fine' },
  ],
);

/** The one that does not misbehave: without it a command that judges nothing would pass. */
export const CONTROL = 'none: answers as Discord does';
const JSON_TYPE = ['Content-Type: application/json'];
const AS_DISCORD = '{"id":"123456789012345678","username":"orderbot","bot":true}';

const NAMES = Object.keys(MISBEHAVIOURS).filter((name) => name !== 'fine');

/** By name: how each server is made, and the path that it is asked at. */
const CASES: Readonly<Record<string, HostileOptions & { readonly path: string }>> = {
  [CONTROL]: { path: '', behave: (socket) => void socket.write(answer('200 OK', JSON_TYPE, AS_DISCORD)) },
  ...Object.fromEntries(NAMES.map((path) => [path, { path }])),
  ...Object.fromEntries(tlsCases),
  'TLS: hangs up at once': { certificate: 'good', path: 'fine', onConnection: (socket) => socket.destroy() },
};

export type CaseName = MisbehaviourName | typeof CONTROL | `TLS: ${string}`;
export const CASE_NAMES = Object.keys(CASES) as CaseName[];

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** That of `good`, `wrong` and `expired`: what is wrong with those two is something else. */
const AUTHORITY = fileURLToPath(new URL('certs/ca.pem', import.meta.url));

/** Tells the most memory that the process had, in KiB, on a pipe of its own. */
const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));",
)}`;

type Ran = { readonly stdout: string; readonly stderr: string; readonly kib: number; readonly endedAt: number };

const runMeasured = (args: readonly string[], stdin: string): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', TELL_MEMORY, MAIN, ...args], {
      env: { ...COMPILED, PATH: process.env.PATH, HOME: '/nonexistent', NODE_EXTRA_CA_CERTS: AUTHORITY },
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    const texts = [1, 2, 3].map((fd) => {
      const chunks: Buffer[] = [];
      child.stdio[fd]?.on('data', (chunk: Buffer) => chunks.push(chunk));
      return (): string => Buffer.concat(chunks).toString();
    });
    let endedAt = 0;
    child.on('error', reject);
    child.on('exit', () => {
      endedAt = performance.now();
    });
    child.on('close', () => {
      const [stdout = '', stderr = '', kib = ''] = texts.map((text) => text());
      resolve({ stdout, stderr, kib: Number(kib), endedAt });
    });
    child.stdin?.end(stdin);
  });

type Told = { readonly verdict: string; readonly cause: string | null; readonly evidence: readonly string[] };

/** Runs `token-health check` against an issuer that misbehaves. Redirects lead to `elsewhere`. */
export const observe = async (name: CaseName, elsewhere: string): Promise<Row> => {
  const { path = '', ...options } = CASES[name] ?? {};
  const server = await startHostile({ ...options, elsewhere });
  const canary = newCanary('discord.bot');
  const url = `discord=${server.origin}/${encodeURIComponent(path)}`;
  const args = ['check', '--stdin', '--json', '--no-state', '--timeout', `${TIMEOUT}`, '--provider-url', url];
  try {
    const ran = await runMeasured(args, JSON.stringify([{ name: 'bot', value: canary.value }]));
    const { stdout, stderr } = ran;
    return { ...rowOf(ran, server), leaks: scan([canary], { stdout, stderr }) };
  } finally {
    await server.close();
  }
};

const rowOf = ({ stdout, stderr, kib, endedAt }: Ran, server: Hostile): Omit<Row, 'leaks'> => {
  const report = parseJson(stdout) as { readonly tokens: readonly Told[] } | undefined;
  const told = report?.tokens[0] ?? { verdict: `none: ${stderr}`, cause: null, evidence: [] };
  return {
    verdict: told.verdict,
    cause: told.cause,
    evidence: told.evidence.join('; '),
    ms: Math.round(endedAt - (server.firstAt() ?? endedAt)),
    mib: Math.round(kib / 1024),
    connections: server.connections(),
  };
};

/** Each in a process of its own, `atOnce` of them side by side. */
export const observeAll = async (elsewhere: string, atOnce = 2): Promise<ReadonlyMap<CaseName, Row>> => {
  const rows = new Map<CaseName, Row>();
  const queue = CASE_NAMES.values();
  const worker = async (): Promise<void> => {
    for (const name of queue) rows.set(name, await observe(name, elsewhere));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return rows;
};
