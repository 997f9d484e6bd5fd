import { historyOf } from '../core/history.ts';
import type { TokenRecord } from '../core/record.ts';
import type { Instant } from '../core/time.ts';
import { contentAt } from './fields.ts';
import { type Inspected, type InspectPorts, inspect, type Target } from './inspect.ts';
import type { ReadPrevious } from './ports.ts';

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
