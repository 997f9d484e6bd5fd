import type { Seen } from './judge.ts';
import type { DescribeSecret } from './ports.ts';

/** `unknown`: the secret could not be described. */
export type Version = 'same' | 'rotated' | 'unknown';

/**
 * A value that was read before a rotation and judged after it is blamed for being old. So before anything bad is said of a
 * value, its secret is asked which version it has now; another one makes the verdict void.
 */
export const versionNow = async (
  { observation, versionId }: Seen,
  arn: string,
  describe: DescribeSecret,
): Promise<Version> => {
  if (observation.seen !== 'refused' && observation.seen !== 'flawed') return 'same';
  const now = await describe(arn).catch(() => undefined);
  if (now?.versionId === undefined) return 'unknown';
  return now.versionId === versionId ? 'same' : 'rotated';
};
