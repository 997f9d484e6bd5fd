import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LAMBDA_OPTIONS } from '../../bench/lambda-options.ts';

const NAMES = ['act', 'digest', 'discover', 'notify', 'probe', 'widget'] as const;
const made: string[] = [];

/** Every function as `cdk synth` bundles it: the files of each asset, by the hash of the code. */
const synthesised = async (settings: object = {}): Promise<Map<string, string[]>> => {
  const outdir = mkdtempSync(join(tmpdir(), 'token-health-bundle-'));
  made.push(outdir);
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: object };
  const env = {
    PATH: `${join(process.cwd(), 'node_modules/.bin')}:${process.env.PATH}`,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, nobodyIsTold: true, ...settings }),
  };
  await new Promise<void>((resolve, reject) =>
    execFile(process.execPath, ['infra/app.ts'], { env }, (error) => (error ? reject(error) : resolve())),
  );
  const bundles = globSync('asset.*/index.mjs', { cwd: outdir });
  return new Map(
    bundles.map((file) => [hash(readFileSync(join(outdir, file))), readdirSync(join(outdir, file, '..'))]),
  );
};

const hash = (code: Uint8Array): string => createHash('sha256').update(code).digest('hex');

/** The same by our own hand, with the list of what went in. That the bytes agree shows that the options do. */
const bundled = async (name: string, ...conditions: readonly string[]) => {
  const { metafile, outputFiles } = await build({
    entryPoints: [`functions/${name}.ts`],
    outfile: 'index.mjs',
    ...LAMBDA_OPTIONS,
    conditions: [...LAMBDA_OPTIONS.conditions, ...conditions],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  return { code: outputFiles[0]!.contents, inputs: Object.keys(output!.inputs), imports: output!.imports };
};

type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> };
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const packageOf = (file: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

let first: Map<string, string[]>;
beforeAll(async () => {
  first = await synthesised();
}, 120_000);
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

describe('what is deployed', () => {
  test('A61: comes out the same, byte for byte, when it is made again', { timeout: 120_000 }, async () => {
    expect(first.size).toBe(NAMES.length + 1);
    expect([...(await synthesised()).keys()].sort()).toEqual([...first.keys()].sort());
  });

  test('A59: is one file a function, with no packages beside it', () => {
    const data = ['issuers', 'settings.json'];
    for (const files of first.values()) expect(files.filter((file) => !data.includes(file))).toEqual(['index.mjs']);
    // The issuers are data: a file each.
    expect([...first.values()].filter((files) => files.includes('issuers'))).toHaveLength(3);
    // The rules of the probe and the channels of notify.
    expect([...first.values()].filter((files) => files.includes('settings.json'))).toHaveLength(2);
  });

  test.each(NAMES)('A61: %s is made of this source and nothing else', async (name) => {
    expect([...first.keys()]).toContain(hash((await bundled(name)).code));
  });

  test('only with whoChanged the probe holds the client of CloudTrail, and all others are the same', {
    timeout: 120_000,
  }, async () => {
    const trail = ({ inputs }: { readonly inputs: readonly string[] }) =>
      inputs.some((file) => file.includes('client-cloudtrail'));
    const [without, asking] = await Promise.all([bundled('probe'), bundled('probe', 'who-changed')]);
    expect([trail(without), trail(asking)]).toEqual([false, true]);
    const others = [...first.keys()].filter((code) => code !== hash(without.code));
    expect([...(await synthesised({ whoChanged: true })).keys()].sort()).toEqual([...others, hash(asking.code)].sort());
  });

  test.each(NAMES)('A59: %s holds no development package, and asks for none at run time', async (name) => {
    const { inputs, imports } = await bundled(name);
    const used = new Set(inputs.flatMap((file) => packageOf(file) ?? []));
    expect(used.size).toBeGreaterThan(10);
    expect([...used].filter((path) => packages[path] === undefined || packages[path].dev)).toEqual([]);
    expect(imports.filter(({ path }) => !isBuiltin(path))).toEqual([]);
  });
});
