import { describeMutant, type Mutant } from './mutant.ts';

export type Tried = {
  readonly mutant: Mutant;
  readonly result: 'killed' | 'hung' | 'survived';
  /** The first test file that failed. */
  readonly by?: string;
  readonly seconds: number;
};

/** Percent; the tests are good enough from here on. */
export const ENOUGH = 90;

const isKilled = ({ result }: Tried): boolean => result !== 'survived';

/** Percent killed of those tried; 0 of none, since nothing is shown by it. */
export const scoreOf = (tried: readonly Tried[]): number =>
  tried.length === 0 ? 0 : (100 * tried.filter(isKilled).length) / tried.length;

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** `12 of 60  killed by test/core/base/time.test.ts, 2 s  core/base/time.ts:12  comparison turned; about 4 min left`. */
export const progressLine = (tried: readonly Tried[], count: number): string => {
  const last = tried.at(-1);
  if (last === undefined) return '';
  const { mutant, result, by, seconds } = last;
  const mean = tried.reduce((sum, one) => sum + one.seconds, 0) / tried.length;
  const how = `${result}${by === undefined ? '' : ` by ${by}`}, ${minutes(seconds)}`;
  const left = minutes(mean * (count - tried.length));
  return `${tried.length} of ${count}  ${mutant.file}:${mutant.line}  ${mutant.operator}: ${how}; about ${left} left`;
};

export const textReport = (tried: readonly Tried[], count: number): string => {
  const killed = tried.filter(isKilled).length;
  const survivors = tried.filter((one) => !isKilled(one));
  return [
    ...(survivors.length === 0
      ? []
      : ['', 'Survivors:', '', ...survivors.map(({ mutant }) => `${describeMutant(mutant)}\n`)]),
    ...(tried.length < count ? [`${tried.length} of ${count} were tried.`] : []),
    `${killed} of ${tried.length} mutants killed: ${scoreOf(tried).toFixed(1)} %. Enough is ${ENOUGH} %.`,
    '',
  ].join('\n');
};

export const jsonReport = (tried: readonly Tried[], seed: number): string => {
  const lines = tried.map(({ mutant: { edit: _, ...mutant }, ...rest }) => ({ ...mutant, ...rest }));
  return `${JSON.stringify({ seed, score: scoreOf(tried), tried: lines }, undefined, 2)}\n`;
};
