import type * as z from 'zod';

/** One thing that is wrong with what somebody wrote: where, and what to write instead. Never the value itself. */
export type Problem = { readonly where: readonly PropertyKey[]; readonly says: string; readonly unknownKey?: string };

/** A key that the schema does not know stands alone, so that the caller can say which one was meant. */
const problemsIn = (issue: z.core.$ZodIssue): readonly Problem[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      where: [...issue.path, key],
      says: 'no such key; remove it',
      unknownKey: key,
    }));
  if (issue.code === 'invalid_union') return unionProblems(issue);
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ where: issue.path, says: message }));
  return [{ where: issue.path, says: issue.message }];
};

/** Of several forms the one that was meant: what lies inside it says more than that it is none of them. */
const unionProblems = (issue: z.core.$ZodIssueInvalidUnion): readonly Problem[] => {
  const meant = issue.errors.find((form) => form.every(({ path, code }) => path.length > 0 || code !== 'invalid_type'));
  if (meant === undefined) return [{ where: issue.path, says: issue.message }];
  return meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(problemsIn);
};

export const problemsOf = (error: z.core.$ZodError): readonly Problem[] => error.issues.flatMap(problemsIn);

/** `.http.orders.refused[0]` */
export const placeOf = (where: readonly PropertyKey[]): string =>
  where.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
