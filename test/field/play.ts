import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { vi } from 'vitest';
import { check } from '../../cli/commands/check.ts';
import { settingsOf } from '../../cli/commands/settings.ts';
import { type Canary, canaryOf } from '../leak/canary.ts';
import { type Hit, scan } from '../leak/scan.ts';
import type { AnswersServer } from '../support/answers-server.ts';
import type { Situation } from './case.ts';

export type Told = {
  readonly verdict?: string;
  readonly cause?: string | null;
  readonly expiresAt?: string | null;
  readonly evidence: readonly string[];
  /** Requests that reached the issuer. */
  readonly asked: number;
  /** Places where a part of the value was printed. */
  readonly leaks: readonly Hit[];
};

type Prepared = {
  readonly file?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly stdin?: string;
};

const nameOf = ({ name, from }: Situation): string => name ?? (from === 'stdin' ? 'planted' : 'PLANTED_TOKEN');

/** The input as a person would give it to the command. */
const prepared = (
  situation: Situation,
  value: string,
  folder: string,
  tags: Readonly<Record<string, string>>,
): Prepared => {
  const name = nameOf(situation);
  switch (situation.from) {
    case 'stdin':
      return { options: { stdin: true }, stdin: JSON.stringify([{ name, value, tags }]) };
    case 'env':
      process.env[name] = value;
      return { options: { env: [name], provider: { [name]: situation.provider } } };
    case 'dotenv': {
      const file = join(folder, '.env');
      writeFileSync(file, situation.file?.(value) ?? `${name}=${value}\n`);
      return { file, options: {} };
    }
  }
};

const addressOf = ({ provider, basePath = '', urlTagPath }: Situation, folder: string, origin: string) => {
  const id = provider.split('.')[0] ?? '';
  if (id === 'http') return { http: ownAddress(folder, origin) };
  if (urlTagPath !== undefined) return { allowHost: [origin] };
  return { providerUrl: { [id]: `${origin}${basePath}` } };
};

/** An address of the deployment's own, `http.own`. */
const ownAddress = (folder: string, origin: string): string => {
  const file = join(folder, 'http.json');
  const own = { url: `${origin}/me`, header: 'Authorization', prefix: 'Bearer ', expect: 200, refused: [401] };
  writeFileSync(file, JSON.stringify({ own }));
  return file;
};

/** What the command prints and reads, taken from it. */
const captured = async (
  stdin: string | undefined,
  work: () => Promise<unknown>,
): Promise<{ out: string; err: string }> => {
  const printed = { out: '', err: '' };
  const [out, err] = (['out', 'err'] as const).map((name) =>
    vi.spyOn(name === 'out' ? process.stdout : process.stderr, 'write').mockImplementation((chunk) => {
      printed[name] += String(chunk);
      return true;
    }),
  );
  const own = Object.getOwnPropertyDescriptor(process, 'stdin');
  Object.defineProperty(process, 'stdin', { value: Readable.from([stdin ?? '']), configurable: true });
  try {
    await work();
  } finally {
    out?.mockRestore();
    err?.mockRestore();
    if (own) Object.defineProperty(process, 'stdin', own);
  }
  return printed;
};

/** The whole path of `token-health check` in this process: from the text that holds the value to the printed report. */
export const play = async (situation: Situation, issuer: AnswersServer): Promise<Told> => {
  const folder = mkdtempSync(join(tmpdir(), 'token-health-field-'));
  const canary = canaryOf(situation.id, situation.value);
  try {
    return await told(situation, canary, issuer, folder);
  } finally {
    delete process.env[nameOf(situation)];
    rmSync(folder, { recursive: true });
  }
};

const told = async (situation: Situation, canary: Canary, issuer: AnswersServer, folder: string): Promise<Told> => {
  const { answer, provider, runs = 1, urlTagPath } = situation;
  const { value } = canary;
  const url = urlTagPath === undefined ? {} : { 'token-health:url': `${issuer.origin}${urlTagPath}` };
  const tags = { 'token-health:provider': provider, ...url, ...situation.tags };
  const { file, options, stdin } = prepared(situation, value, folder, tags);
  const before = issuer.requests.length;
  issuer.answer(typeof answer === 'function' ? (request) => answer(request, value) : (answer ?? { status: 500 }));
  const settings = settingsOf(file, {
    json: true,
    timeout: 10,
    state: join(folder, 'state.db'),
    ...addressOf(situation, folder, issuer.origin),
    ...options,
  });
  let printed = { out: '', err: '' };
  for (let run = 0; run < runs; run++) printed = await captured(stdin, () => check(settings));
  const asked = issuer.requests.length - before;
  const leaks = scan([canary], printed);
  return { ...reported(printed, nameOf(situation)), asked, leaks };
};

type Report = { readonly tokens: readonly (Omit<Told, 'asked' | 'leaks'> & { readonly token: string })[] };

/** The token of that name, or its field; nothing but its printed troubles when it was passed over. */
const reported = ({ out, err }: { out: string; err: string }, name: string): Omit<Told, 'asked' | 'leaks'> => {
  const { tokens } = JSON.parse(out) as Report;
  const one = tokens.find(({ token }) => token === name || token.startsWith(`${name}.`));
  return one ?? { evidence: [err] };
};
