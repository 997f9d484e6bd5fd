import type { Telling } from '../../core/model/notice.ts';
import type { Message } from '../json/schema.ts';
import { jsonOf } from '../publication.ts';

/** What rules are written for: a closed list, so that a name once given is never given to something else. */
const TYPES = {
  expiring: 'Token Expiring',
  'rotate-by': 'Token To Rotate',
  expired: 'Token Expired',
  overdue: 'Token Overdue',
  rejected: 'Token Rejected',
  degraded: 'Token Degraded',
  misconfigured: 'Token Misconfigured',
  recovered: 'Token Recovered',
  started: 'Tokens First Seen',
  dates: 'Tokens Near Their Dates',
  findings: 'Token Findings',
  outage: 'Issuer Outage',
  gone: 'Secrets No Longer Watched',
  subscribers: 'Topic Subscribers Lost',
  acknowledged: 'Finding Acknowledged',
  digest: 'Token Digest',
  test: 'Token Health Test',
  channel: 'Channel Down',
} as const satisfies Readonly<Record<Message['kind'], string>>;

export const DETAIL_TYPES: readonly string[] = Object.values(TYPES);

/** `detail` is the JSON of docs/alerts.md. */
export type Event = { readonly type: string; readonly detail: Message };

/**
 * Bytes. What a rule hands an event to may take no more than 256 KB, and so did an entry itself until January 2026
 * (docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html); what EventBridge puts around it is counted too.
 */
const MAX_BYTES = 250 * 1024;

export const renderEvent = (telling: Telling): Event => {
  const detail = jsonOf(telling, MAX_BYTES);
  return { type: TYPES[detail.kind], detail };
};
