import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { letters, SAMPLES } from '../support/samples.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type Planted, PROVING_NOTHING, SAYING } from './planted.ts';
import { type Entry, runStdin } from './run.ts';

type Told = { token: string; verdict: string; cause: string | null; evidence: string[] };
type Case = Planted & { readonly name: string };

const COMPANIONS = { client_id: 'monitor', client_secret: `canary-${letters(24, 77)}` };

let folder: string;
const closing: Issuer[] = [];
const told = new Map<string, Told>();
const hits = new Map<string, () => number>();
const canaries = new Set<string>([COMPANIONS.client_secret]);
let output = '';
let elsewhere: Issuer;

const providerOf = (kind: string): string => kind.split('.')[0] ?? '';

/** The last letters of a value: made up, and of this value alone. */
const canaryOf = (value: string): string => value.replace(/[^A-Za-z0-9]+$/, '').slice(-20);

const entryOf = ({ name, kind, value, tags }: Case): Entry => {
  const made = (value ?? ((sound) => sound))(SAMPLES[kind] ?? '');
  if (made.length >= 24) canaries.add(canaryOf(made));
  const marked = { 'token-health:provider': kind, ...tags };
  if (providerOf(kind) !== 'oauth2-introspection') return { name, value: made, tags: marked };
  return {
    name,
    value: JSON.stringify({ access: made, ...COMPANIONS }),
    tags: { ...marked, 'token-health:field': 'access' },
  };
};

/** One run of the command with at most one token for each issuer: what one answers must not slow another. */
const round = async (cases: readonly Case[]): Promise<void> => {
  const urls: string[] = [];
  for (const planted of cases) {
    const issuer = await startIssuer(planted.answer ?? { status: 500 });
    closing.push(issuer);
    hits.set(planted.name, issuer.hits);
    urls.push('--provider-url', `${providerOf(planted.kind)}=${issuer.origin}`);
  }
  const args = ['--json', '--timeout', '2', '--state', join(folder, 'state.db'), ...urls];
  const ran = await runStdin(cases.map(entryOf), args);
  output += ran.stdout + ran.stderr;
  for (const one of JSON.parse(ran.stdout).tokens as Told[]) told.set(one.token.replace(/\.access$/, ''), one);
};

const rounds = (cases: readonly Case[]): Case[][] => {
  const made: Case[][] = [];
  for (const planted of cases) {
    const free = made.find((one) => one.every((other) => providerOf(other.kind) !== providerOf(planted.kind)));
    if (free) free.push(planted);
    else made.push([planted]);
  }
  return made;
};

const ONLINE = Object.keys(SAMPLES).filter((kind) => REGISTRY.findKind(kind)?.kind.probe.online);
const ONE_OF_EACH = ONLINE.filter(
  (kind, n) => ONLINE.findIndex((other) => providerOf(other) === providerOf(kind)) === n,
);

const nothingName = (what: string, kind: string): string => `${kind}: ${what}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-health-planted-'));
  elsewhere = await startIssuer({ status: 200, body: {} });
  const saying = Object.entries(SAYING).map(([name, planted]) => ({ ...planted, name }));
  const nothing = Object.entries(PROVING_NOTHING).flatMap(([what, { answer }]) =>
    ONE_OF_EACH.map((kind): Case => {
      const expected = { verdict: 'indeterminate', cause: null } as const;
      return { kind, name: nothingName(what, kind), answer: answer(elsewhere.origin), ...expected };
    }),
  );
  const queue = rounds([...saying, ...nothing]).values();
  const worker = async () => {
    for (const cases of queue) await round(cases);
  };
  // Several commands write to one state at once, as in a CI job.
  await Promise.all([worker(), worker(), worker()]);
}, 120_000);

afterAll(async () => {
  await Promise.all([...closing, elsewhere].map((issuer) => issuer.close()));
  rmSync(folder, { recursive: true });
});

describe('every answer of an issuer gets its verdict and cause', () => {
  test.each(Object.entries(SAYING))('%s', (name, { verdict, cause, answer }) => {
    expect(told.get(name)).toMatchObject({ verdict, cause });
    if (answer === undefined) expect(hits.get(name)?.()).toBe(0);
    else expect(hits.get(name)?.()).toBeGreaterThan(0);
  });
});

describe('an answer that proves nothing is never death nor health', () => {
  for (const [what, { causes }] of Object.entries(PROVING_NOTHING))
    test.each(ONE_OF_EACH)(`${what}, %s`, (kind) => {
      const one = told.get(nothingName(what, kind));

      expect(one?.verdict).toBe('indeterminate');
      expect(causes).toContain(one?.cause);
      expect(hits.get(nothingName(what, kind))?.()).toBeGreaterThan(0);
    });
});

test('a redirect is never followed', () => {
  expect(elsewhere.hits()).toBe(0);
});

test('no value is in the output or the state, in any coding', () => {
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
  const places = [Buffer.from(output), ...files].map((bytes) => bytes.toString('latin1'));

  for (const canary of canaries)
    for (const spelling of spellings(canary)) expect(places.some((place) => place.includes(spelling))).toBe(false);
  expect(canaries.size).toBeGreaterThan(15);
});

/** Base64 depends on what stands before: the three positions, without their ends. */
const spellings = (canary: string): string[] => [
  canary,
  canary.slice(0, 12),
  encodeURIComponent(canary),
  [...Buffer.from(canary)].map((byte) => `%${byte.toString(16)}`).join(''),
  Buffer.from(canary).toString('hex'),
  Buffer.from(canary).toString('hex').toUpperCase(),
  ...[0, 1, 2].map((before) =>
    Buffer.from('x'.repeat(before) + canary)
      .toString('base64')
      .slice(4, -4),
  ),
];
