import type { Watch } from '../model/tags.ts';
import type { Confidence } from '../model/verdict.ts';

/** Which environment of its issuer a value is of, by its own beginning. */
export type Environment = 'test' | 'live';

/** A value of one environment where another one is said. */
export type Clash = { readonly says: string; readonly confidence: Confidence };

const PRODUCTION = /^(?:prod|production|prd|live)$/i;
const OTHERS =
  /^(?:dev|devel|development|test|tests|testing|qa|stage|staging|stg|sandbox|preview|demo|local|ci|uat|int|integration)$/i;

/**
 * A test key in production: it is accepted, and nothing that it does is real. What its owner says by tag is certain; what its name
 * says (`prod/stripe`) is likely.
 */
export const testInProduction = (of: Environment | undefined, subject: Placed): Clash | undefined => {
  if (of !== 'test') return undefined;
  const said = saidOf(subject);
  if (said === undefined || !PRODUCTION.test(said.word)) return undefined;
  return { says: `it is a test key, and ${said.by} says ${said.word}`, confidence: said.confidence };
};

/** A live key elsewhere works, and may do real harm there: worth a remark. */
export const liveElsewhere = (of: Environment | undefined, subject: Placed): string | undefined => {
  if (of !== 'live') return undefined;
  const said = saidOf(subject);
  if (said === undefined || !OTHERS.test(said.word)) return undefined;
  return `it is a live key, and ${said.by} says ${said.word}: what is tried out with it is real`;
};

type Placed = { readonly watch: Pick<Watch, 'environment'>; readonly label: string };

type Said = { readonly word: string; readonly by: string; readonly confidence: Confidence };

/** A name that holds words of both says nothing. */
const saidOf = ({ watch: { environment }, label }: Placed): Said | undefined => {
  if (environment !== undefined) return { word: environment, by: 'its tag environment', confidence: 'certain' };
  const words = label.split(/[^A-Za-z0-9]+|_/).filter((word) => PRODUCTION.test(word) || OTHERS.test(word));
  const [word] = words;
  if (word === undefined || new Set(words.map((one) => PRODUCTION.test(one))).size > 1) return undefined;
  return { word, by: 'its name', confidence: 'likely' };
};
