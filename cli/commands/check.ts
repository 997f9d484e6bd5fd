import { createAsk } from '../../adapters/http/ask.ts';
import { IN_MEMORY } from '../../adapters/local/database.ts';
import { fingerprint } from '../../adapters/local/fingerprint.ts';
import type { LocalToken } from '../../adapters/local/source.ts';
import { defaultStatePath } from '../../adapters/local/state-path.ts';
import { openStore, type Store } from '../../adapters/local/store.ts';
import { MINUTE, SECOND } from '../../core/base/time.ts';
import { parseTags } from '../../core/model/tags.ts';
import { type Checked, checkAll } from '../../monitor/check/check.ts';
import { byUrgency, type Shown, shownOf } from '../render/shown.ts';
import { countedOf } from '../render/snooze.ts';
import { lookPatiently } from './ask-again.ts';
import { exitOf, WRONG_USE } from './exit.ts';
import { type Gathered, gather } from './gather.ts';
import { type Issuers, issuersOf } from './http-file.ts';
import { progress } from './progress.ts';
import { IN_AWS } from './read-secrets.ts';
import { rememberAccepted } from './remember.ts';
import type { Settings } from './settings.ts';
import { tell } from './tell.ts';

/** Reads tokens, asks their issuers and says what each is. Gives the exit code. Throws StateError, and bugs. */
export const check = async (settings: Settings): Promise<number> => {
  const startedAt = Date.now();
  const { rows, gathered } = await lookAt(settings);
  if (gathered.misuses.length > 0) return tell([], { ...gathered, troubles: gathered.misuses }, WRONG_USE, settings, 0);
  const exit = exitOf({
    ...settings,
    verdicts: rows.flatMap((row) => countedOf(row, Date.now())),
    found: rows.length + gathered.paused.length,
    sourceTroubles: gathered.troubles.length,
  });
  return tell(rows, gathered, exit, settings, Date.now() - startedAt);
};

export type LookedAt = { readonly rows: readonly Shown[]; readonly gathered: Gathered };

/** Reads the tokens and asks about those that are `wanted`. Where the arguments fit nothing, nobody is asked. */
export const lookAt = async (
  settings: Settings,
  wanted: (token: LocalToken) => boolean = () => true,
): Promise<LookedAt> => {
  const store = openStore(statePath(settings));
  try {
    const known = issuersOf(settings.http, settings.issuers);
    const all = await gather(settings, known, (source, value) => fingerprint(store.fingerprintKey(), source, value));
    const gathered = { ...all, tokens: all.tokens.filter(wanted) };
    if (gathered.misuses.length > 0) return { rows: [], gathered };
    return { rows: shown(await ask(gathered.tokens, settings, known, store), gathered), gathered };
  } finally {
    store.close();
  }
};

const statePath = ({ state }: Settings): string => {
  if (state === false) return IN_MEMORY;
  return typeof state === 'string' ? state : defaultStatePath();
};

/** A queue for one issuer's rate may be long; `--timeout` bounds one issuer's answer, not the waiting for a turn. */
const PATIENCE = 10 * MINUTE;

const ask = async (
  tokens: readonly LocalToken[],
  { provider, providerUrl, allowHost, tokenPrefix, timeout }: Settings,
  { registry, origins: own }: Issuers,
  { load, commit }: Store,
): Promise<readonly Checked[]> => {
  const given = Object.values(providerUrl).map((url) => new URL(url).origin);
  const allowedOrigins = [...given, ...allowHost, ...own];
  const wait = timeout * SECOND;
  const timeouts = { connect: Math.min(wait, 3 * SECOND), headers: wait, body: wait, total: wait };
  const issuers = createAsk({ allowedOrigins, timeouts });
  const bar = progress(process.stderr);
  try {
    const ports = {
      ask: issuers,
      clock: Date.now,
      load,
      commit,
      registry,
      origins: providerUrl,
      tokenPrefixes: tokenPrefix,
    };
    const said = { mayLeave: saidBySomebody(tokens, provider), insisted: saidByTheUser(provider) };
    const all = { ...ports, ...said, allowedOrigins, patience: PATIENCE };
    const look = (some: readonly LocalToken[]) => checkAll(some, all, (_, done, total) => bar.show(done, total));
    const results = await lookPatiently(tokens, look, bar.waiting);
    await rememberAccepted(results, commit);
    return results;
  } finally {
    bar.clear();
    issuers.close();
  }
};

/**
 * A value whose shape fits more than its kind leaves only when whoever holds the value said what it is. The tag of a secret is
 * not that: who may tag may not be who may read; `--provider` is.
 */
const saidBySomebody = (tokens: readonly LocalToken[], named: Settings['provider']) => {
  const said = new Map(
    tokens
      .filter(({ where, name }) => where !== IN_AWS || Object.hasOwn(named, name))
      .map(({ source, tags }) => [source, wordsOf(tags)]),
  );
  return (kind: string, { source }: { readonly source: string }): boolean =>
    [kind, kind.split('.')[0]].some((word) => word !== undefined && said.get(source)?.includes(word));
};

/** `--provider` for that very name: whoever types it knows the value. */
const saidByTheUser =
  (named: Settings['provider']) =>
  (kind: string, { name }: { readonly name: string }): boolean =>
    Object.hasOwn(named, name) && [kind, kind.split('.')[0]].includes(named[name]);

/** `discord.oauth` of the marker, and of `FIELD=discord.oauth`. */
const wordsOf = (tags: LocalToken['tags']): readonly string[] => {
  const { watch } = parseTags(tags);
  return [watch.provider, ...watch.fields.flatMap(({ provider }) => provider ?? [])];
};

const shown = (results: readonly Checked[], { tokens }: Gathered): readonly Shown[] => {
  const places = new Map(tokens.map(({ source, where }) => [source, where]));
  return results.map((checked) => shownOf(checked, places.get(checked.place.ref.source) ?? '')).sort(byUrgency);
};
