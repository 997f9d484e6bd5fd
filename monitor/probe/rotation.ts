import type { Instant } from '../../core/base/time.ts';
import { historyOf } from '../../core/model/history.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { contentAt } from '../inspect/content.ts';
import { type Inspected, type InspectPorts, inspect } from '../inspect/inspect.ts';
import type { Target } from '../inspect/request.ts';
import type { Seen } from '../inspect/seen.ts';
import type { DescribeSecret, ReadPrevious } from '../ports.ts';

/** `unknown`: the secret could not be described. */
export type Version = 'same' | 'rotated' | 'unknown';

/**
 * A value that was read before a rotation and judged after it is blamed for being old. So before anything bad is said of a
 * value, its secret is asked which version it has now; another one makes the verdict void.
 */
export const versionNow = async (
  { versionId }: Pick<Seen, 'versionId'>,
  arn: string,
  describe: DescribeSecret,
): Promise<Version> => {
  const now = await describe(arn).catch(() => undefined);
  if (now?.versionId === undefined) return 'unknown';
  return now.versionId === versionId ? 'same' : 'rotated';
};

/**
 * A new version is refused while the one before it worked: asks once about AWSPREVIOUS, and only then, so that the alert can
 * say whether a roll-back helps.
 */
export const previousNow = async (
  inspected: Inspected,
  record: TokenRecord | undefined,
  versionId: string,
  arn: string,
  target: Target,
  ports: InspectPorts & { readonly readPrevious: ReadPrevious },
  deadline: Instant,
): Promise<'accepted' | 'refused' | undefined> => {
  if (inspected.observation.seen !== 'refused') return undefined;
  const history = historyOf(record, versionId, undefined);
  if (!history.previousWorked || history.acceptedAt !== undefined) return undefined;
  const reading = await ports.readPrevious(arn);
  if (reading === undefined || !reading.read) return undefined;
  const content = contentAt({ ref: target.ref, provider: target.provider }, reading.value);
  if ('unreadable' in content) return undefined;
  const { seen } = (await inspect({ ...target, ...content }, ports, deadline)).observation;
  return seen === 'accepted' || seen === 'refused' ? seen : undefined;
};
