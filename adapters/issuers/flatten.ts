import * as z from 'zod';
import { isObject, type Json } from '../../core/base/json.ts';
import { nearest } from '../../core/base/nearest.ts';
import { description } from '../../providers/contract/description.ts';
import { type Problem, problemsOf } from '../settings/problems.ts';

type Issue = z.core.$ZodIssue;

/** Where one of several forms was meant, what is wrong with the one that fits best; else that none fits. */
const meant = (issue: Issue): readonly Issue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const best = issue.errors.toSorted((a, b) => rank(a) - rank(b))[0];
  if (best === undefined || rank(best) >= STRANGE) return [issue];
  return best.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
};

const STRANGE = 1000;

/** A form with keys that it does not know, or of another type, was not meant; one that is wrong deep inside was. */
const rank = (issues: readonly Issue[]): number =>
  issues.reduce((sum, { path, code }) => sum + (path.length > 0 ? 1 : code === 'unrecognized_keys' ? 10 : STRANGE), 0);

export const issuerProblems = (error: z.core.$ZodError): readonly Problem[] => {
  const issues = error.issues.flatMap(meant).map(inOurWords);
  return withoutEchoes(problemsOf({ issues } as z.core.$ZodError).map(withNearest));
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names and values, {name: value}',
  record: 'names and values, {name: value}',
};

/** What the contract has no words of its own for. */
const inOurWords = (issue: Issue): Issue => {
  if (!/^(?:Invalid|Too) /.test(issue.message)) return issue;
  if (issue.code === 'invalid_type') return { ...issue, message: `write ${TYPES[issue.expected] ?? issue.expected}` };
  if (issue.code === 'invalid_value') return { ...issue, message: `write ${issue.values.map(String).join(' or ')}` };
  if (issue.code === 'too_small') return { ...issue, message: `write ${issue.minimum} or more` };
  if (issue.code === 'too_big') return { ...issue, message: `write ${issue.maximum} at most` };
  if (issue.code === 'invalid_format') return { ...issue, message: `write it as ${issue.pattern ?? issue.format}` };
  return issue;
};

/** Every key that a description may have, wherever it stands. */
const keys = (): readonly string[] => {
  const found = new Set<string>();
  const visit = (schema: Json): void => {
    if (Array.isArray(schema)) for (const one of schema) visit(one);
    if (!isObject(schema)) return;
    if (isObject(schema.properties)) for (const key of Object.keys(schema.properties)) found.add(key);
    for (const one of Object.values(schema)) visit(one);
  };
  visit(z.toJSONSchema(description, { io: 'input', reused: 'ref' }) as Json);
  return [...found];
};

const withNearest = (problem: Problem): Problem => {
  const near = problem.unknownKey === undefined ? undefined : nearest(problem.unknownKey, keys());
  return near === undefined || near === problem.unknownKey
    ? problem
    : { ...problem, says: `no such key; write ${near}, or remove it` };
};

/** A key that is there, misspelt, is not missing too. */
const withoutEchoes = (problems: readonly Problem[]): readonly Problem[] => {
  const meantKeys = problems.flatMap(({ where, unknownKey, says }) =>
    unknownKey === undefined ? [] : [[...where.slice(0, -1), /write (\w+),/.exec(says)?.[1] ?? ''].join('.')],
  );
  return problems.filter(({ where, unknownKey }) => unknownKey !== undefined || !meantKeys.includes(where.join('.')));
};
