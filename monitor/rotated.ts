import type { Seen } from './judge.ts';
import type { DescribeSecret } from './ports.ts';

/**
 * A value that was read before a rotation and judged after it is blamed for being old. So before anything bad is said of a
 * value, its secret is asked which version it has now; another one makes the verdict void. A secret that cannot be
 * described is taken as unchanged: the second look still stands before an alert.
 */
export const wasRotatedMeanwhile = async (
  { observation, versionId }: Seen,
  arn: string,
  describe: DescribeSecret,
): Promise<boolean> => {
  if (observation.seen !== 'refused' && observation.seen !== 'flawed') return false;
  const now = await describe(arn).catch(() => undefined);
  return now?.versionId !== undefined && now.versionId !== versionId;
};
