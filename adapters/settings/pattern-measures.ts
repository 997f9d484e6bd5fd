import type { Tree } from './pattern-tree.ts';

/** As long as a value or an answer is at most. */
const LONGEST = 65_536;

/** Groups of a sequence are part of it. */
export const flat = (tree: Tree): readonly Tree[] => (tree.is === 'all' ? tree.parts.flatMap(flat) : [tree]);

type Lengths = { readonly least: number; readonly most: number };

const lengthsOf = (tree: Tree): Lengths => {
  switch (tree.is) {
    case 'set':
      return { least: 1, most: 1 };
    case 'look':
      return { least: 0, most: 0 };
    case 'one': {
      const all = tree.parts.map(lengthsOf);
      return { least: Math.min(...all.map(({ least }) => least)), most: Math.max(...all.map(({ most }) => most)) };
    }
    case 'all':
      return tree.parts
        .map(lengthsOf)
        .reduce((sum, one) => ({ least: sum.least + one.least, most: sum.most + one.most }), { least: 0, most: 0 });
    case 'repeat': {
      const { least, most } = lengthsOf(tree.part);
      return { least: least * tree.least, most: most === 0 ? 0 : most * tree.most };
    }
  }
};

/** In how many lengths it may end. */
export const spanOf = (tree: Tree): number => {
  const { least, most } = lengthsOf(tree);
  return Math.min(most, LONGEST) - Math.min(least, LONGEST) + 1;
};

/** Every sign that may stand in it. */
export const signsOf = (tree: Tree): bigint => {
  if (tree.is === 'set') return tree.set;
  if (tree.is === 'look') return 0n;
  return union((tree.is === 'repeat' ? [tree.part] : tree.parts).map(signsOf));
};

/** Signs that stand in every text that fits it, a set for each place. */
export const musts = (tree: Tree): readonly bigint[] => {
  switch (tree.is) {
    case 'set':
      return [tree.set];
    case 'all':
      return tree.parts.flatMap(musts);
    case 'repeat':
      return tree.least > 0 ? musts(tree.part) : [];
    case 'one':
      return tree.parts.every((part) => musts(part).length > 0) ? [signsOf(tree)] : [];
    case 'look':
      return [];
  }
};

/** Signs that it may end with. */
export const endsOf = (tree: Tree): bigint => {
  if (tree.is === 'set') return tree.set;
  if (tree.is === 'look') return 0n;
  if (tree.is === 'repeat') return endsOf(tree.part);
  if (tree.is === 'one') return union(tree.parts.map(endsOf));
  const last = tree.parts.findLastIndex((part) => lengthsOf(part).least > 0);
  return union(tree.parts.slice(Math.max(0, last)).map(endsOf));
};

/** Signs that it may begin with. */
export const startsOf = (tree: Tree): bigint => {
  if (tree.is === 'set') return tree.set;
  if (tree.is === 'look') return 0n;
  if (tree.is === 'repeat') return startsOf(tree.part);
  if (tree.is === 'one') return union(tree.parts.map(startsOf));
  const first = tree.parts.findIndex((part) => lengthsOf(part).least > 0);
  return union(tree.parts.slice(0, first === -1 ? undefined : first + 1).map(startsOf));
};

export const union = (sets: readonly bigint[]): bigint => sets.reduce((all, one) => all | one, 0n);

/** As many places as two beginnings are told apart by. */
const MOST_PLACES = 64;

/** What may stand at each of its first places, of a fixed length. */
export const placesOf = (tree: Tree): readonly bigint[] => {
  if (tree.is === 'set') return [tree.set];
  if (tree.is === 'all') return tree.parts.flatMap(placesOf).slice(0, MOST_PLACES);
  if (tree.is === 'one') return [signsOf(tree)];
  if (tree.is === 'look') return [];
  const once = placesOf(tree.part);
  return Array.from({ length: Math.min(tree.least, MOST_PLACES) }, () => once)
    .flat()
    .slice(0, MOST_PLACES);
};
