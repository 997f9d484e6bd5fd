import fc from 'fast-check';
import type { KindOf } from '../../providers/provider.ts';
import { jwtToken, letters, privateKeys, SAMPLES } from './samples.ts';

const SEED = 20261127;

/** What looks ahead only forbids: a text without it is made, and then held against the whole. */
export const withoutLooks = (pattern: RegExp): RegExp => new RegExp(pattern.source.replace(/\(\?[!=][^()]*\)/g, ''));

/** Texts that a pattern lets through, made up and the same on every run. */
export const shapedLike = (pattern: RegExp, count: number): readonly string[] =>
  fc
    .sample(fc.stringMatching(withoutLooks(pattern)), { seed: SEED, numRuns: count * 4 })
    .filter((value) => pattern.test(value))
    .slice(0, count);

const EXP = { exp: 1_827_000_000 };
/** Short and long, with a short and a long signature. */
const JWTS = [
  jwtToken({ sub: 'somebody', ...EXP }),
  `${jwtToken({ sub: 'somebody', of: letters(120, 3), ...EXP })}${letters(300, 4)}`,
];

let made: readonly string[] | undefined;

const keys = (): readonly string[] => {
  made ??= privateKeys();
  return made;
};

/** Well-formed values of a kind that its own checks find nothing wrong with; none for a kind without a shape. */
export const samplesOf = ({ provider, kind }: KindOf, count = 3): readonly string[] => {
  const known = SAMPLES[`${provider.id}.${kind.id}`];
  if (known !== undefined) return [known];
  if (kind.shape === undefined) return [];
  const { pattern } = kind.shape;
  const jwts = JWTS.filter((jwt) => pattern.test(jwt));
  if (jwts.length > 0) return jwts;
  if (pattern.source.includes('PRIVATE KEY')) return keys().filter((key) => pattern.test(key));
  return shapedLike(pattern, count * 4)
    .filter((value) => kind.lint?.(value) === undefined)
    .slice(0, count);
};
