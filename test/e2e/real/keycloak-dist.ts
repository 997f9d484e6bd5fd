import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '26.7.3';
const UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack';
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;
/** Outside the repository, so that every clone of it shares the 190 MB. */
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'token-health-monitor');
const HOME = join(CACHE, `keycloak-${VERSION}`);
/** Seconds for each of fetching and building. A minute for both is usual. */
const PATIENCE = 120;

/** Folder of a Keycloak that is ready to start, or why there is none. */
export type KeycloakDist = { readonly home: string } | { readonly missing: string };

const run = (command: string, args: readonly string[], cwd = tmpdir()): SpawnSyncReturns<string> =>
  spawnSync(command, args, { cwd, encoding: 'utf8', timeout: PATIENCE * 1_000, stdio: ['ignore', 'pipe', 'pipe'] });

const worked = ({ status }: SpawnSyncReturns<string>): boolean => status === 0;

/** `openjdk 17.0.15 2025-04-15`. */
const hasJava = (): boolean => Number(/\d+/.exec(run('java', ['--version']).stdout ?? '')?.[0] ?? 0) >= 17;

/** Fetches the pinned Keycloak with Maven unless it is in the user's cache. Building it ahead makes each start four times as fast. */
export const provisionKeycloak = (): KeycloakDist => {
  if (!hasJava()) return { missing: 'Java 17 or later was not found' };
  if (existsSync(HOME)) return { home: HOME };
  if (!worked(run('mvn', ['--version']))) return { missing: 'Maven was not found' };
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    return fetchInto(work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const fetchInto = (work: string): KeycloakDist => {
  // Maven leaves marks of what it unpacked where it runs.
  const unpacked = run('mvn', ['-B', '-q', UNPACK, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${work}`], work);
  if (!worked(unpacked)) return { missing: 'Maven could not fetch it within two minutes' };
  const home = join(work, `keycloak-${VERSION}`);
  const built = run('sh', [join(home, 'bin/kc.sh'), 'build', '--db=dev-mem']);
  if (!worked(built)) return { missing: 'it could not be built' };
  // Moved when whole: what was cut short, or made by another run meanwhile, is never taken for this.
  if (!existsSync(HOME)) renameSync(home, HOME);
  return { home: HOME };
};
