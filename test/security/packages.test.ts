import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
};
type Lock = { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Locked>> };

const read = (file: string): string => readFileSync(file, 'utf8');
const { '': root, ...packages } = (JSON.parse(read('package-lock.json')) as Lock).packages;
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

/** Files inside another package come with its archive and under its hash. */
const unhashed = (all: Lock['packages']): string[] =>
  Object.entries(all)
    .filter(([, { integrity = '', inBundle }]) => !inBundle && !integrity.startsWith('sha512-'))
    .map(([name]) => name);

const elsewhere = (all: Lock['packages']): string[] =>
  Object.values(all).flatMap(({ resolved }) => (resolved === undefined ? [] : [resolved]));

const loose = (versions: Readonly<Record<string, string>>): string[] =>
  Object.entries(versions)
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name]) => name);

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'] as const;

describe('packages', () => {
  test('A59: there are packages to look at', () => expect(Object.keys(packages).length).toBeGreaterThan(300));

  test('A59: every archive has its hash in the lock file', () => {
    expect(unhashed(packages)).toEqual([]);
    expect(unhashed({ 'node_modules/x': { version: '1.0.0' } })).toEqual(['node_modules/x']);
  });

  test('A59: none comes from a place of its own, only from the registry of whoever installs', () => {
    expect(elsewhere(packages)).toEqual([]);
    expect(elsewhere({ x: { resolved: 'git+ssh://git.example/x' } })).toHaveLength(1);
  });

  test.each(SECTIONS)('A59: %s are exact, and the lock file has the same', (section) => {
    const versions = manifest[section] ?? {};
    expect(Object.keys(versions)).not.toEqual([]);
    expect(loose(versions)).toEqual([]);
    expect(loose({ a: '^1.0.0', b: '1.x', c: 'latest' })).toEqual(['a', 'b', 'c']);
    for (const [name, version] of Object.entries(versions))
      expect(packages[`node_modules/${name}`]?.version).toBe(version);
  });

  test('A59: no install script runs, and only one tool has any', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripted.map(([name, { dev }]) => [name, dev])).toEqual([['node_modules/esbuild', true]]);
    expect(root).not.toHaveProperty('hasInstallScript');
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(manifest.scripts).not.toHaveProperty(hook);
  });

  test('A59: the lock file decides what a clean check installs', () => {
    expect(read('.ci/run')).toMatch(/^npm ci$/m);
    expect(read('.ci/run')).not.toMatch(/npm (?:i|install|update)\b|\bcurl\b|\bnpx\b/);
  });
});

/** What is wrong with a workflow of a public forge. */
const flawsOf = (workflow: string): string[] => [
  ...[...workflow.matchAll(/uses:\s*(\S+)/g)]
    .map(([, action = '']) => action)
    .filter((action) => !action.startsWith('./') && !/@[0-9a-f]{40}$/.test(action)),
  ...(workflow.includes('pull_request_target') ? ['pull_request_target'] : []),
  ...(/^permissions:/m.test(workflow) ? [] : ['no permissions']),
];

describe('workflows', () => {
  const files = globSync('.github/{workflows,actions}/**/*.{yml,yaml}');

  test('A60: every action is pinned by its commit, no foreign branch meets a secret, and rights are listed', () => {
    expect(existsSync('.github/workflows')).toBe(files.length > 0);
    expect(files.flatMap((file) => flawsOf(read(file)))).toEqual([]);
  });

  test.each([
    ['a tag', 'permissions: {}\nuses: actions/checkout@v5', ['actions/checkout@v5']],
    ['a dangerous trigger', 'permissions: {}\non: pull_request_target', ['pull_request_target']],
    ['rights by default', 'on: push', ['no permissions']],
    ['nothing wrong', `permissions: {}\nuses: actions/checkout@${'a'.repeat(40)}`, []],
  ])('A60: %s is seen', (_, workflow, flaws) => expect(flawsOf(workflow)).toEqual(flaws));
});
