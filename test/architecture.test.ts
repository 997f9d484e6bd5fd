import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const FOLDERS = ['core', 'providers', 'monitor', 'adapters', 'functions', 'infra', 'cli', 'test', 'bench'] as const;
type Folder = (typeof FOLDERS)[number];

/** design.md section 7. `packages` means anything from node_modules or `node:`. */
const MAY_IMPORT: Readonly<Record<Folder, { folders: readonly string[]; packages: boolean | readonly RegExp[] }>> = {
  core: { folders: ['core'], packages: false },
  providers: { folders: ['core', 'providers'], packages: false },
  monitor: { folders: ['core', 'providers', 'monitor'], packages: false },
  adapters: { folders: ['core', 'adapters', 'monitor/ports.ts'], packages: true },
  functions: { folders: ['core', 'providers', 'monitor', 'adapters', 'functions'], packages: true },
  cli: { folders: ['core', 'providers', 'monitor', 'adapters', 'cli'], packages: true },
  infra: {
    folders: ['infra', 'adapters/names.ts', 'core'],
    packages: [/^aws-cdk-lib/, /^constructs$/, /^cdk-nag$/, /^zod$/, /^node:/],
  },
  test: { folders: FOLDERS, packages: true },
  bench: { folders: FOLDERS, packages: true },
};

const files = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.ts`)).map((file) => file.replaceAll('\\', '/'));
const folderOf = (file: string): Folder => FOLDERS.find((folder) => file.startsWith(`${folder}/`)) ?? 'test';
const text = (file: string): string => readFileSync(file, 'utf8');

const importsOf = (file: string): string[] =>
  [
    ...text(file).matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ].flatMap(([, a, b, c]) => a ?? b ?? c ?? []);

const targetOf = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? normalize(join(dirname(file), specifier)).replaceAll('\\', '/') : specifier;

const allowed = (file: string, specifier: string): boolean => {
  const rule = MAY_IMPORT[folderOf(file)];
  const target = targetOf(file, specifier);
  if (specifier.startsWith('.'))
    return rule.folders.some((folder) => target === folder || target.startsWith(`${folder}/`));
  return typeof rule.packages === 'boolean' ? rule.packages : rule.packages.some((name) => name.test(specifier));
};

const sources = files.filter((file) => !file.startsWith('test/') && !file.startsWith('bench/'));

describe('architecture', () => {
  test('there are files to look at', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(importsOf('core/transition.ts')).toContain('./policy.ts');
  });

  test('a verdict that says dead is made where its proof is weighed, and nowhere else', () => {
    const calls = (name: string): readonly string[] =>
      sources.filter((file) => file !== 'core/proof.ts' && new RegExp(`\\b${name}\\(`).test(text(file)));
    expect(calls('prove')).toEqual(['monitor/check.ts', 'monitor/settle.ts']);
    expect(calls('rejectedBy')).toEqual(['core/diagnose.ts', 'core/refusal.ts']);
    expect(calls('expiredBy')).toEqual(['core/refusal.ts', 'core/unasked.ts']);
    const casts = sources.filter((file) =>
      /as (?:unknown as )?(?:AgreedLook|ProvenRefusal|Answer|Rejected|Expired)\b/.test(text(file)),
    );
    expect(casts).toEqual(['core/agreed.ts', 'core/answer.ts', 'core/proof.ts']);
  });

  test('every folder imports only what design.md section 7 lets it', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !allowed(file, specifier))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test('imports go round in no circle', () => {
    const graph = new Map(
      sources.map((file) => [
        file,
        importsOf(file)
          .filter((s) => s.startsWith('.'))
          .map((s) => targetOf(file, s)),
      ]),
    );
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('a value is exposed in these files only', () => {
    const exposing = sources.filter((file) => text(file).includes('.expose('));
    expect(exposing.sort()).toEqual(MAY_EXPOSE);
  });

  test('core, providers and monitor read no clock, no chance and no foreign JSON', () => {
    const pure = sources.filter((file) => /^(?:core|providers|monitor)\//.test(file));
    const wrong = pure.filter((file) => /Date\.now|new Date\(\)|Math\.random|process\.|console\./.test(text(file)));
    expect(wrong).toEqual([]);
    expect(sources.filter((file) => /JSON\.parse\(/.test(text(file))).sort()).toEqual(MAY_PARSE);
  });
});

/** Lint, detection and parts read the value, the HTTP client sends it, and the fingerprint is keyed. */
const MAY_EXPOSE = [
  'adapters/channels/slack-webhook.ts',
  'adapters/http/request.ts',
  'adapters/local/fingerprint.ts',
  'cli/commands/choose.ts',
  'monitor/fields.ts',
  'monitor/inspect.ts',
];

const MAY_PARSE = ['core/json.ts'];
