import { unfilled } from '../../core/lint/lint.ts';
import { detect } from '../../providers/detect.ts';
import type { Registry } from '../../providers/registry.ts';

/** A value in a text that looks like a token. Never the value. */
export type Leak = { readonly provider?: string; readonly what: string };

export type Redacted = { readonly leaks: readonly Leak[]; readonly redact: (text: string) => string };

type Found = Leak & { readonly value: string };

/** Everything in a text that looks like a token, and how to take it out of what is printed. */
export const leaksIn = (text: string, registry: Registry): Redacted => {
  const found = [...wordsOf(text).flatMap((word) => tokenIn(word, registry) ?? []), ...credentialsIn(text)];
  const values = [...new Set(found.map(({ value }) => value))].sort((a, b) => b.length - a.length);
  const leaks = new Map(
    found.filter(isLive).map(({ what, provider }) => [what, { what, ...(provider && { provider }) }]),
  );
  return {
    leaks: [...leaks.values()],
    redact: (some) => values.reduce((left, value) => left.replaceAll(value, '[redacted]'), some),
  };
};

const SHORTEST = 16;

/** Words of a text, whole and in parts: an address may be a token, and may hold one. */
const wordsOf = (text: string): readonly string[] => {
  const whole = text.split(/[\s"'`<>()[\]{},;|\\]+/).filter(isLong);
  return [...new Set([...whole, ...whole.flatMap((word) => word.split(/[=:/@&?#]+/).filter(isLong)), ...glued(text)])];
};

const isLong = ({ length }: string): boolean => length >= SHORTEST;

/** Tokens with a word grown onto them: their own beginning tells where they begin. */
const BEGINS =
  /(?:gh[oprsu]_|github_pat_|glpat-|xox[a-z]-|xapp-|sk-|sk_(?:live|test)_|rk_(?:live|test)_|npm_|pypi-|hv[sb]\.|eyJ)[A-Za-z0-9_.=-]{16,}/g;

const glued = (text: string): readonly string[] => text.match(BEGINS) ?? [];

const tokenIn = (word: string, registry: Registry): Found | undefined => {
  const detection = detect(word, registry);
  if (detection.is === 'none') return undefined;
  const kinds = detection.is === 'one' ? [detection.kind] : detection.kinds;
  const told = kinds.find(({ kind }) => kind.shape?.distinctive);
  if (told === undefined) return undefined;
  return { value: word, what: told.kind.name, ...(told.provider.generic ? {} : { provider: told.provider.id }) };
};

/** Nothing was filled in, or somebody took it out already. */
const isLive = ({ value }: Found): boolean => unfilled(value) === undefined && !/\*{3}|x{6}|\.{3}|…/i.test(value);

const CREDENTIALS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern:
      /\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:bearer|basic|bot|token|apikey)\s{1,3})?([A-Za-z0-9_.+/=~:-]{12,})/gi,
    what: 'value of an Authorization header',
  },
  { pattern: /:\/\/[^\s/@:]{0,100}:([^\s/@:]{6,200})@/g, what: 'password in an address' },
  {
    pattern:
      /(?:token|secret|password|passwd|api[_-]?key|access[_-]?key)["']?\s{0,3}[:=]\s{0,3}["']?(?=[^\s"'&]{0,40}\d)([A-Za-z0-9_.+/=~-]{20,})/gi,
    what: 'value named like a secret',
  },
];

const credentialsIn = (text: string): readonly Found[] =>
  CREDENTIALS.flatMap(({ pattern, what }) => [...text.matchAll(pattern)].map(([, value = '']) => ({ value, what })));
