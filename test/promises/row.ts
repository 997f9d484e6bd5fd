/** A vitest test: a file of this repository, and a part of the test's full name that stands in that file as it is. */
export type Proof = { readonly file: string; readonly name: string };

/** One row of the fault catalogue (F), the abuse catalogue (A) or the silent losses (L). */
export type Row = {
  readonly id: string;
  readonly what: string;
  /** Tests that fail when the behaviour breaks. Empty: not proven here. */
  readonly tests: readonly Proof[];
  /** What of the row is not proven or not built, and why. With tests beside it the row is proven in part only. */
  readonly not?: string;
};

export type Standing = 'proven' | 'in part' | 'not here';

export const standingOf = ({ tests, not }: Row): Standing => {
  if (tests.length === 0) return 'not here';
  return not === undefined ? 'proven' : 'in part';
};

type Named = readonly [file: string, name: string];

const proofs = (tests: readonly Named[]): readonly Proof[] =>
  tests.map(([file, name]) => ({ file: `test/${file}.test.ts`, name }));

export const proven = (id: string, what: string, ...tests: readonly [Named, ...Named[]]): Row => ({
  id,
  what,
  tests: proofs(tests),
});

export const inPart = (id: string, what: string, not: string, ...tests: readonly [Named, ...Named[]]): Row => ({
  id,
  what,
  tests: proofs(tests),
  not,
});

export const notHere = (id: string, what: string, not: string): Row => ({ id, what, tests: [], not });
