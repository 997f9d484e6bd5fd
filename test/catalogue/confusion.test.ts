import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { detect, otherProviderFlaw } from '../../providers/detect.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import { samplesOf } from '../support/sample-of.ts';

/** Kinds that look like another of the same issuer, which is told instead; and why that does no harm. */
const EXPLAINED: Readonly<Record<string, readonly [told: string, why: string]>> = {
  'atlassian.scoped-token': [
    'atlassian.api-token',
    'both look the same; the answer of the site says that it may be one with scopes',
  ],
};

const SHAPED = REGISTRY.kinds.filter(({ kind }) => kind.shape !== undefined);
const cellOf = (value: string, within?: string): readonly string[] => {
  const found = detect(value, REGISTRY, within);
  if (found.is === 'one') return [kindId(found.kind)];
  return found.is === 'ambiguous' ? found.kinds.map(kindId) : [];
};

const isFormat = (id: string): boolean => REGISTRY.findProvider(id.split('.')[0] ?? '')?.generic === true;

describe.each(SHAPED.map((kind) => [kindId(kind), kind] as const))('%s', (id, kind) => {
  const samples = samplesOf(kind, 8);

  test('has samples', () => expect(samples.length).toBeGreaterThan(0));

  test('is told as itself, as one of several, or as nobody’s; never as another', () => {
    const [told] = EXPLAINED[id] ?? [id];
    for (const cell of samples.map((value) => cellOf(value))) {
      if (kind.kind.shape?.distinctive) expect(cell).toEqual([id]);
      // A format, such as JWT, belongs to nobody: it is told where no issuer is.
      else if (cell.length === 1) expect([told, ...cell.filter(isFormat)]).toContain(cell[0]);
      else if (cell.length > 1) expect(cell).toContain(id);
    }
  });

  test('is no other issuer’s token where it is tagged as its own', () => {
    expect(samples.flatMap((value) => otherProviderFlaw(value, kind, REGISTRY) ?? [])).toEqual([]);
  });

  test('is told within its issuer, or asks which of several it is', () => {
    const [told] = EXPLAINED[id] ?? [id];
    for (const value of samples) {
      const cell = cellOf(value, kind.provider.id);
      expect(cell.length === 1 ? [told] : cell).toContain(cell.length === 1 ? cell[0] : id);
    }
  });
});

test.each([
  'api-gateway-prod',
  'sdk-v2',
  'API-KEY-HERE-1',
  'console-app',
  'key_of_the_table',
  'dose-3',
  'inc_total',
  'Endpoint=https://x.example',
])('a word that only begins like a token, %s, is no damaged one', (word) =>
  expect(detect(word, REGISTRY).is).not.toBe('one'),
);

test('cells of more than one are printed', () => {
  const rows = SHAPED.flatMap((kind: KindOf) => {
    const others = new Set(samplesOf(kind, 3).flatMap((value) => cellOf(value).filter((id) => id !== kindId(kind))));
    return others.size === 0
      ? []
      : [`${kindId(kind)}: also ${[...others].slice(0, 6).join(', ')}${others.size > 6 ? ' …' : ''}`];
  });
  process.stdout.write(
    `${rows.length} of ${SHAPED.length} kinds share their shape with others, or are of a format:\n${rows.join('\n')}\n`,
  );
  expect(rows.length).toBeLessThan(SHAPED.length);
});
