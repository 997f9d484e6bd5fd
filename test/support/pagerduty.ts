import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import type { Reply, Seen } from '../adapters/channels/loopback.ts';

/**
 * What the Events API v2 takes: github.com/PagerDuty/developer-docs, docs/events-API-v2/02-Trigger-Events.md, and the limits of
 * 01-Overview.md (512 KB).
 */
const text = (most: number) => z.string().min(1).max(most);

const key = { routing_key: z.string().regex(/^[A-Za-z0-9]{32}$/), dedup_key: text(255) };

const link = z.strictObject({ href: z.url({ protocol: /^https$/ }), text: text(200) });

const trigger = z.strictObject({
  ...key,
  event_action: z.literal('trigger'),
  client: text(200),
  links: z.array(link).max(10),
  payload: z.strictObject({
    summary: text(1024),
    source: text(1024),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    timestamp: z.iso.datetime(),
    component: text(1024).optional(),
    class: text(1024),
    custom_details: z.record(text(100), text(20_000)),
  }),
});

const update = z.strictObject({ ...key, event_action: z.enum(['acknowledge', 'resolve']) });

export const pagerDutyEvent = z.discriminatedUnion('event_action', [trigger, update]);

type State = 'triggered' | 'acknowledged' | 'resolved';

/** An account: alerts by their key, as PagerDuty keeps them. What it cannot take it answers as PagerDuty does. */
export const pagerDutyAccount = () => {
  const alerts = new Map<string, State>();
  const openings = new Map<string, number>();
  const summaries: string[] = [];
  const take = (event: z.infer<typeof pagerDutyEvent>): void => {
    const { dedup_key: id } = event;
    const open = alerts.has(id) && alerts.get(id) !== 'resolved';
    if (event.event_action === 'trigger') {
      summaries.push(event.payload.summary);
      if (open) return;
      alerts.set(id, 'triggered');
      openings.set(id, (openings.get(id) ?? 0) + 1);
    } else if (open) alerts.set(id, event.event_action === 'resolve' ? 'resolved' : 'acknowledged');
  };
  const reply = ({ path, body }: Seen): Reply => {
    const event = pagerDutyEvent.safeParse(parseJson(body));
    if (path !== '/v2/enqueue' || !event.success || Buffer.byteLength(body) > 512 * 1024)
      return { status: 400, body: JSON.stringify({ status: 'invalid event', errors: [String(event.error)] }) };
    take(event.data);
    return { status: 202, body: JSON.stringify({ status: 'success', dedup_key: event.data.dedup_key }) };
  };
  return { alerts, openings, summaries, reply };
};
