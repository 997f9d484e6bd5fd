import { expect } from 'vitest';
import * as z from 'zod';
import { type Entry, runStdin } from '../../cli/run.ts';
import { leaks } from '../support/canary.ts';

const Report = z.object({
  tokens: z.tuple([z.object({ verdict: z.string(), cause: z.string().nullable(), expiresAt: z.string().nullable() })]),
});

export type Said = {
  /** `healthy -`, `rejected revoked`. */
  readonly verdict: string;
  readonly expiresAt: number | undefined;
};

/** What `token-health check` says of one secret. It is run as a user runs it, and must show none of these secret values. */
export const said = async (
  entry: Entry,
  args: readonly string[],
  values: Readonly<Record<string, string>>,
): Promise<Said> => {
  const { stdout, stderr } = await runStdin([entry], ['--json', ...args]);
  expect(leaks(values, [{ name: 'the output', text: stdout + stderr }])).toEqual([]);
  const [{ verdict, cause, expiresAt }] = Report.parse(JSON.parse(stdout)).tokens;
  return {
    verdict: `${verdict} ${cause ?? '-'}`,
    expiresAt: expiresAt === null ? undefined : Date.parse(expiresAt),
  };
};
