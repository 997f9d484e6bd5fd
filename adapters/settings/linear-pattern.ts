import { endsOf, flat, musts, placesOf, signsOf, spanOf, startsOf, union } from './pattern-measures.ts';
import { type Tree, treeOf } from './pattern-tree.ts';

/**
 * Whether a regular expression takes a time that grows no faster than the text, or so little that it does not matter. Not those with a
 * repetition in a repetition, `(a+)+`, or two beside each other that fit the same signs, `a*a*`: on a text that nearly fits they try
 * every way to share it. What stands between and fits only one of the two tells them apart: `(?:[a-z]+-)+[a-z]+` is fine.
 */
export const isLinear = (source: string, ignoreCase = false): boolean => {
  const tree = treeOf(source, ignoreCase);
  return tree !== undefined && waysIn(tree) <= FEW;
};

/** Ways to share a text that are tried in no time. */
const FEW = 1_000_000;

/** In how many ways it may take one text, at most. */
const waysIn = (tree: Tree): number => {
  if (tree.is === 'set') return 1;
  if (tree.is === 'look') return waysIn(tree.part);
  if (tree.is === 'one') return Math.max(...tree.parts.map(waysIn));
  if (tree.is === 'all') return tree.parts.map(waysIn).reduce((all, one) => all * one, waysBeside(flat(tree)));
  const rounds = Math.min(tree.most, 64);
  return tree.most < 2 ? waysIn(tree.part) : (waysTogether(tree) * waysIn(tree.part)) ** rounds;
};

/**
 * Whether a text may go from one part to the other in several ways: both fit the same signs, nothing between them lets only one of them
 * pass, and neither the end of the first nor the beginning of the second shows where the one ends.
 */
const blend = (one: Tree, between: readonly Tree[], other: Tree): boolean => {
  const [first, second, middle] = [signsOf(one), signsOf(other), union(between.map(signsOf))];
  const shared = (a: bigint, b: bigint): boolean => (a & b) !== 0n;
  return (
    shared(first, second) &&
    shared(endsOf(one), middle | second) &&
    shared(startsOf(other), first | middle) &&
    between.flatMap(musts).every((set) => shared(set, first) && shared(set, second))
  );
};

/** The ways to share a text among parts of a sequence. */
const waysBeside = (parts: readonly Tree[]): number =>
  Math.max(
    1,
    ...parts.filter(isLoose).map((part) => {
      const i = parts.indexOf(part);
      const others = parts.filter((other, n) => n > i && isLoose(other) && blend(part, parts.slice(i + 1, n), other));
      return others.length === 0 ? 1 : [part, ...others].map(spanOf).reduce((ways, span) => ways * span, 1);
    }),
  );

/** May end in several lengths, and its own signs do not tell where. */
const isLoose = (tree: Tree): boolean => spanOf(tree) > 1 && !isCode(tree);

/** Alternatives of fixed lengths that begin apart: after each sign it is known which one it is. `[a-z]|%[0-9A-F]{2}` */
const isCode = (tree: Tree): boolean =>
  tree.is === 'one' &&
  tree.parts.every((part, i) => spanOf(part) === 1 && tree.parts.slice(0, i).every((other) => areApart(part, other)));

/** No text begins as both. */
const areApart = (one: Tree, other: Tree): boolean => {
  const [first, second] = [placesOf(one), placesOf(other)];
  return first.some((set, i) => second[i] !== undefined && (set & second[i]) === 0n);
};

/** The ways in which one round of a repetition may share a text with the next. */
const waysTogether = ({ part }: Extract<Tree, { is: 'repeat' }>): number => {
  const once = flat(part);
  const alternatives = once.filter((one) => one.is === 'one').map((one) => choicesIn(one));
  const loose = once.filter((one, i) => isLoose(one) && blendsWithNext(one, i, once)).map(spanOf);
  return Math.max(1, ...alternatives, ...loose);
};

/** Whether it, or its own beginning in the next round, may take the same signs. */
const blendsWithNext = (one: Tree, i: number, once: readonly Tree[]): boolean =>
  once.some((other, j) => isLoose(other) && blend(one, [...once.slice(i + 1), ...once.slice(0, j)], other));

/** How many of its alternatives one text may fit. */
const choicesIn = ({ parts }: Extract<Tree, { is: 'one' }>): number =>
  Math.max(...parts.map((part, i) => 1 + parts.filter((other, j) => j !== i && !areApart(part, other)).length));
