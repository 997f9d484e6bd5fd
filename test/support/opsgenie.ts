import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import type { Reply, Seen } from '../adapters/channels/loopback.ts';

/** Limits of the Alert API: docs.opsgenie.com/docs/alert-api, Create Alert, Close Alert, Acknowledge Alert. */
const text = (most: number) => z.string().min(1).max(most);

export const opsgenieAlert = z.strictObject({
  message: text(130),
  alias: text(512),
  description: text(15_000),
  tags: z.array(text(50)).max(20),
  details: z
    .record(text(100), text(8000))
    .refine((details) => Object.entries(details).flat().join('').length <= 8000, 'more than 8,000 characters'),
  entity: text(512),
  source: text(100),
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']),
});

const update = z.strictObject({ source: text(100), note: text(25_000) });

const PATH = /^\/v2\/alerts(?:\/([^/?]+)\/(close|acknowledge)\?identifierType=alias)?$/;

type State = 'open' | 'acknowledged' | 'closed';

/** An account: alerts by their alias, as Opsgenie keeps them. */
export const opsgenieAccount = (key: string) => {
  const alerts = new Map<string, State>();
  const openings = new Map<string, number>();
  const create = (alias: string): void => {
    if (alerts.has(alias) && alerts.get(alias) !== 'closed') return;
    alerts.set(alias, 'open');
    openings.set(alias, (openings.get(alias) ?? 0) + 1);
  };
  const act = (alias: string, action: string): void => {
    if (alerts.has(alias) && alerts.get(alias) !== 'closed')
      alerts.set(alias, action === 'close' ? 'closed' : 'acknowledged');
  };
  const reply = ({ path, body, headers }: Seen): Reply => {
    if (headers.authorization !== `GenieKey ${key}`)
      return { status: 401, body: '{"message":"Could not authenticate"}' };
    const [whole, alias, action] = PATH.exec(path) ?? [];
    if (whole === undefined) return { status: 404, body: '' };
    const parsed = (action === undefined ? opsgenieAlert : update).safeParse(parseJson(body));
    if (!parsed.success) return { status: 422, body: JSON.stringify({ message: String(parsed.error) }) };
    if (action === undefined) create((parsed.data as z.infer<typeof opsgenieAlert>).alias);
    else act(decodeURIComponent(alias ?? ''), action);
    return { status: 202, body: '{"result":"Request will be processed","took":0.3,"requestId":"43a29c5c-3dbf-4fa4"}' };
  };
  return { alerts, openings, reply };
};
