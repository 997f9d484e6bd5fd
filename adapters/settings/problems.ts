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
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ where: issue.path, says: message }));
  return [{ where: issue.path, says: issue.message }];
};

export const problemsOf = (error: z.core.$ZodError): readonly Problem[] => error.issues.flatMap(problemsIn);

/** `.http.orders.refused[0]` */
export const placeOf = (where: readonly PropertyKey[]): string =>
  where.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
