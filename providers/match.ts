import { isObject, type Json } from '../core/base/json.ts';
import type { Expect } from './provider.ts';

/** Whether one place of an answer is what a rule expects. A place that is missing never is. */
export const holds = (value: Json | undefined, expected: Expect): boolean => {
  if (value === undefined) return isMissing(expected);
  if (expected instanceof RegExp) return texts(value).some((text) => expected.test(text));
  if (isList(expected)) return expected.some((one) => one === value);
  if (typeof expected === 'object' && expected !== null)
    return expected.type === 'filled object' ? isFilled(value) : typeOf(value) === expected.type;
  return value === expected;
};

const isMissing = (expected: Expect): boolean =>
  typeof expected === 'object' && expected !== null && 'type' in expected && expected.type === 'missing';

const isFilled = (value: Json): boolean => isObject(value) && Object.keys(value).length > 0;

const isList = (expected: Expect): expected is readonly (string | number | boolean | null)[] => Array.isArray(expected);

const texts = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
};

const typeOf = (value: Json): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};
