import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const FOLDERS = [
  'core',
  'providers',
  'messages',
  'monitor',
  'adapters',
  'functions',
  'infra',
  'cli',
  'test',
  'bench',
] as const;
type Folder = (typeof FOLDERS)[number];

/** design.md section 7. `packages` means anything from node_modules or `node:`. */
const MAY_IMPORT: Readonly<Record<Folder, { folders: readonly string[]; packages: boolean | readonly RegExp[] }>> = {
  core: { folders: ['core'], packages: false },
  providers: { folders: ['core', 'providers'], packages: [/^zod$/] },
  messages: { folders: ['core', 'messages'], packages: [/^zod$/, /^node:(?:crypto|util)$/] },
  monitor: { folders: ['core', 'providers', 'monitor'], packages: false },
  adapters: { folders: ['core', 'providers', 'messages', 'adapters', 'monitor/ports.ts'], packages: true },
  functions: { folders: ['core', 'providers', 'monitor', 'adapters', 'functions'], packages: true },
  cli: { folders: ['core', 'providers', 'messages', 'monitor', 'adapters', 'cli'], packages: true },
  infra: {
    folders: ['infra', 'adapters/names.ts', 'adapters/settings', 'adapters/issuers', 'core', 'providers'],
    packages: [/^aws-cdk-lib/, /^constructs$/, /^cdk-nag$/, /^zod$/, /^node:/],
  },
  test: { folders: FOLDERS, packages: true },
  bench: { folders: FOLDERS, packages: true },
};

/**
 * The rooms inside a layer, each with the rooms that it may use besides itself. `''` are files beside the rooms: of messages the
 * topmost, of monitor the ports, which all use.
 */
const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  core: {
    base: [],
    listed: ['base'],
    model: ['base', 'listed'],
    policy: ['base', 'listed', 'model'],
    lint: ['base', 'model'],
    diagnose: ['base', 'listed', 'model', 'policy', 'lint'],
    explain: ['base', 'model'],
    issuer: ['base', 'model'],
    list: ['base', 'model'],
    route: ['base', 'model'],
    digest: ['base', 'model'],
    overview: ['base', 'model', 'issuer', 'digest'],
    transition: ['base', 'listed', 'model', 'policy'],
  },
  messages: {
    words: [],
    outage: ['words'],
    subscribers: ['words'],
    gone: ['words'],
    alarm: ['words'],
    quiet: ['words'],
    digest: ['words'],
    trial: ['words'],
    channel: ['words'],
    calendar: ['json'],
    email: ['words', 'outage', 'subscribers', 'gone', 'quiet', 'digest', 'trial', 'channel', 'story'],
    slack: ['words', 'alarm', 'outage', 'subscribers', 'gone', 'quiet', 'digest', 'story'],
    story: ['words', 'outage', 'subscribers', 'gone', 'quiet', 'digest', 'trial', 'channel'],
    discord: ['words', 'alarm', 'story', 'digest'],
    teams: ['words', 'alarm', 'story'],
    'amazon-q': ['words', 'story'],
    pager: ['words', 'story'],
    pagerduty: ['pager', 'story'],
    opsgenie: ['pager', 'story'],
    eventbridge: ['', 'json'],
    html: [],
    overview: ['words', 'digest', 'html'],
    mail: ['words', 'story', 'email', 'html'],
    terminal: ['words', 'outage', 'subscribers', 'gone', 'quiet', 'digest', 'story'],
    json: ['words', 'outage', 'subscribers', 'gone', 'quiet', 'digest', 'trial', 'channel'],
    '': ['words', 'email', 'slack', 'discord', 'json'],
  },
  monitor: {
    '': [],
    discover: ['', 'inspect'],
    inspect: [''],
    issuer: ['', 'inspect'],
    probe: ['', 'inspect', 'issuer'],
    deliver: [''],
    subscribers: [''],
    quiet: [''],
    digest: [''],
    overview: ['', 'quiet'],
    check: ['', 'inspect', 'probe'],
    explain: [],
  },
};

/** `diagnose` of `core/lint/lint.ts`; `''` of a file beside the rooms. */
const roomOf = (layer: string, file: string): string => {
  const rest = file.slice(layer.length + 1);
  return rest.includes('/') ? (rest.split('/')[0] ?? '') : '';
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
    expect(importsOf('core/transition/transition.ts')).toContain('./policy.ts');
  });

  test('a verdict that says dead is made where its proof is weighed, and nowhere else', () => {
    const calls = (name: string): readonly string[] =>
      sources.filter((file) => file !== 'core/model/proof.ts' && new RegExp(`\\b${name}\\(`).test(text(file))).sort();
    expect(calls('prove')).toEqual(['monitor/check/check.ts', 'monitor/probe/settle.ts']);
    expect(calls('rejectedBy')).toEqual(['core/diagnose/diagnose.ts', 'core/diagnose/refusal.ts']);
    expect(calls('expiredBy')).toEqual([
      'core/diagnose/dated-only.ts',
      'core/diagnose/diagnose.ts',
      'core/diagnose/refusal.ts',
    ]);
    expect(calls('weighDoubt')).toEqual(['core/diagnose/diagnose.ts']);
    const casts = sources.filter((file) =>
      /as (?:unknown as )?(?:AgreedLook|ProvenRefusal|ProvenDoubt|WeighedDoubt|Answer|Rejected|Expired)\b/.test(
        text(file),
      ),
    );
    expect(casts.sort()).toEqual([
      'core/diagnose/doubt.ts',
      'core/model/answer.ts',
      'core/model/proof.ts',
      'core/transition/second-look.ts',
    ]);
  });

  test('every folder imports only what design.md section 7 lets it', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !allowed(file, specifier))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(Object.keys(ROOMS))('the rooms of %s use each other one way, and each is known', (layer) => {
    const rooms = ROOMS[layer] ?? {};
    const inside = sources.filter((file) => file.startsWith(`${layer}/`));
    expect([...new Set(inside.map((file) => roomOf(layer, file)))].sort()).toEqual(Object.keys(rooms).sort());
    const wrong = inside.flatMap((file) =>
      importsOf(file)
        .map((specifier) => targetOf(file, specifier))
        .filter((target) => target.startsWith(`${layer}/`))
        .filter(
          (target) => ![roomOf(layer, file), ...(rooms[roomOf(layer, file)] ?? [])].includes(roomOf(layer, target)),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(Object.keys(ROOMS))('no room of %s has become a heap', (layer) => {
    const inside = sources.filter((file) => file.startsWith(`${layer}/`));
    const counts = Map.groupBy(inside, (file) => roomOf(layer, file));
    expect([...counts].filter(([, room]) => room.length > MOST_IN_A_ROOM).map(([room]) => room)).toEqual([]);
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

  test('core, providers, messages and monitor read no clock, no chance and no foreign JSON', () => {
    const pure = sources.filter((file) => /^(?:core|providers|messages|monitor)\//.test(file));
    const wrong = pure.filter((file) =>
      /Date\.now|new Date\(\)|Math\.random|process\.|\bconsole\.\w+\(/.test(text(file)),
    );
    expect(wrong).toEqual([]);
    expect(sources.filter((file) => /JSON\.parse\(/.test(text(file))).sort()).toEqual(MAY_PARSE);
  });
});

/** More, and a stranger does not find the door. */
const MOST_IN_A_ROOM = 17;

/** Lint, detection and parts read the value, the HTTP client sends it, and the fingerprint is keyed. */
const MAY_EXPOSE = [
  'adapters/channels/slack-api.ts',
  'adapters/channels/webhook.ts',
  'adapters/http/request.ts',
  'adapters/local/fingerprint.ts',
  'cli/commands/choose.ts',
  'monitor/inspect/content.ts',
  'monitor/inspect/inspect.ts',
  'monitor/inspect/observed.ts',
  'monitor/inspect/request.ts',
];

const MAY_PARSE = ['core/base/json.ts'];
