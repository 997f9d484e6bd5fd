import { parseJson } from '../../core/base/json.ts';
import { parseInstant } from '../../core/base/time.ts';
import type { ExpirySource } from '../../core/model/expiry.ts';
import { type Message, message } from '../json/schema.ts';
import type { CalendarDate } from './ics.ts';

/** The dates in the JSON of a message (docs/alerts.md), as it came from the topic. Undefined when it is none of ours. */
export const datesOfMessage = (text: string): readonly CalendarDate[] | undefined => {
  const parsed = message.safeParse(parseJson(text));
  return parsed.success ? listedIn(parsed.data).flatMap(dateOf) : undefined;
};

type Listed = {
  readonly token: string;
  readonly field?: string | undefined;
  readonly secretArn?: string | undefined;
  readonly source?: string | undefined;
  readonly tokenKind?: string | undefined;
  readonly owner?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly expirySource?: ExpirySource | undefined;
};

const listedIn = (told: Message): readonly Listed[] => {
  switch (told.kind) {
    case 'outage':
    case 'subscribers':
    case 'gone':
    case 'acknowledged':
    case 'test':
    case 'channel':
      return [];
    case 'started':
      return 'tokens' in told ? told.tokens : [told];
    case 'dates':
    case 'findings':
      return told.tokens;
    case 'digest': {
      const { needsYou, due, later, owner } = told;
      return [needsYou, due, later].flatMap(({ tokens }): Listed[] => tokens.map((one) => ({ ...one, owner })));
    }
    case 'expiring':
    case 'rotate-by':
    case 'expired':
    case 'overdue':
    case 'rejected':
    case 'degraded':
    case 'misconfigured':
    case 'recovered':
      return [told];
  }
};

const dateOf = (one: Listed): readonly CalendarDate[] => {
  const at = one.expiresAt === undefined ? undefined : parseInstant(one.expiresAt);
  if (at === undefined || one.expirySource === undefined) return [];
  return [
    {
      name: one.token,
      ...(one.field !== undefined && { field: one.field }),
      source: one.secretArn ?? one.source ?? one.token,
      ...(one.tokenKind !== undefined && { kind: one.tokenKind }),
      ...(one.owner !== undefined && { owner: one.owner }),
      at,
      by: one.expirySource,
    },
  ];
};
