import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { readEnvFile } from '../../adapters/local/env-file.ts';
import { readEnvironment } from '../../adapters/local/environment.ts';
import { type LocalToken, type Sourced, type Trouble, troubled, type Version } from '../../adapters/local/source.ts';
import { readEntries } from '../../adapters/local/stdin.ts';
import { parseTags } from '../../core/model/tags.ts';
import { suspectsAmong, tokensAmong, withGuess, withProvider } from './choose.ts';
import type { Issuers } from './http-file.ts';
import { awsPorts, readNamedSecrets } from './read-secrets.ts';
import type { Settings } from './settings.ts';
import type { Suspect } from './suspects.ts';
import { unknownNames } from './unknown-names.ts';

export type Gathered = Sourced & {
  /** Tokens that their owner paused: nobody is asked about them. */
  readonly paused: readonly LocalToken[];
  readonly suspects: readonly Suspect[];
  /** Variables of the file that look like no token. */
  readonly skipped: number;
  readonly file?: string;
  /** Arguments that fit nothing: wrong use. */
  readonly misuses: readonly Trouble[];
};

const DEFAULT_FILE = '.env';

/** Reads every source that was asked for; without any, ./.env. */
export const gather = async (
  settings: Settings,
  { registry, misuses: wrong }: Issuers,
  version: Version,
): Promise<Gathered> => {
  const file = settings.file ?? (asksForOthers(settings) ? undefined : DEFAULT_FILE);
  const named = (tokens: readonly LocalToken[]) => tokens.map((token) => withProvider(token, settings.provider));
  const variables = file === undefined ? NOTHING : await fromFile(file, settings, version);
  const inFile = tokensAmong(named(variables.tokens), registry, ownIssuers(settings.providerUrl, registry));
  const chosen = new Set(inFile.map(({ name }) => name));
  const others = variables.tokens.filter(({ name }) => !chosen.has(name));
  const suspects = suspectsAmong(others, registry);
  const elsewhere = await Promise.all([
    readEnvironment([...new Set(settings.env)], process.env, process.cwd(), version),
    settings.stdin ? fromStdin(version) : NOTHING,
    settings.secret.length > 0 ? fromSecrets(settings) : NOTHING,
  ]);
  const asked = named(elsewhere.flatMap(({ tokens }) => tokens)).map((token) => withGuess(token, registry));
  const found = [...inFile, ...asked];
  const troubles = [variables, ...elsewhere].flatMap((one) => one.troubles);
  const strange = wrong.length > 0 ? [] : unknownNames(settings, registry);
  const misuses = [...wrong, ...strange, ...(troubles.length > 0 ? [] : unusedNames(settings.provider, found))];
  const [tokens, paused] = [found.filter(isEnabled), found.filter((token) => !isEnabled(token))];
  const skipped = others.length - suspects.length;
  return { tokens, paused, suspects, troubles, misuses, skipped, ...(file !== undefined && { file }) };
};

const isEnabled = ({ tags }: LocalToken): boolean => parseTags(tags).watch.enabled;

/** Asked at an address that was given, and able to stand anywhere: its tokens may begin as its owner likes. */
const ownIssuers = (given: Settings['providerUrl'], { findProvider }: Issuers['registry']): readonly string[] =>
  Object.keys(given).filter((id) =>
    findProvider(id)?.kinds.some(({ probe }) => probe.online && probe.host === 'configured'),
  );

const NOTHING: Sourced = { tokens: [], troubles: [] };

const asksForOthers = ({ env, stdin, secret }: Settings): boolean => env.length > 0 || stdin || secret.length > 0;

const fromFile = async (file: string, settings: Settings, version: Version): Promise<Sourced> => {
  if (settings.file !== undefined || existsSync(file)) return readEnvFile(file, version, process.env);
  return troubled({
    what: 'nothing to check: there is no .env file in this folder',
    remedy: 'name a file (token-health check FILE), or use --env NAME, --stdin or --secret NAME',
  });
};

const fromStdin = async (version: Version): Promise<Sourced> => {
  if (process.stdin.isTTY)
    return troubled({ what: 'cannot read standard input', why: 'nothing is piped into it', remedy: STDIN_EXAMPLE });
  return readEntries(await text(process.stdin), version);
};

const STDIN_EXAMPLE = 'pipe a JSON array into it: token-health check --stdin < tokens.json';

const fromSecrets = async ({ secret, provider }: Settings): Promise<Sourced> =>
  readNamedSecrets([...new Set(secret)], provider, await awsPorts());

const unusedNames = (named: Readonly<Record<string, string>>, tokens: readonly LocalToken[]): readonly Trouble[] =>
  Object.keys(named)
    .filter((name) => tokens.every((token) => token.name !== name))
    .map((name) => ({
      what: `--provider names ${name}, which is in no source`,
      remedy: 'correct the name, or leave it out',
    }));
