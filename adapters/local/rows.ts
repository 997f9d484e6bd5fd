import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import type { IssuerRecord } from '../../core/issuer/guard.ts';
import type { Tellable } from '../../core/model/notice.ts';
import type { AuditEntry, TokenRecord } from '../../core/model/record.ts';
import { VERDICTS } from '../../core/model/verdict.ts';
import type { OutboxItem, Sweep } from '../../monitor/ports.ts';

const diagnosis = z.looseObject({
  verdict: z.enum(VERDICTS),
  confidence: z.enum(['certain', 'likely']),
  evidence: z.array(z.string()),
  remedy: z.array(z.string()),
  docsUrl: z.string(),
});

const ref = z.looseObject({ id: z.string(), name: z.string(), source: z.string() });

/** The frame of what this program wrote. The schema number stands for the rest; another number is refused, not skipped. */
const record = z.looseObject({
  schema: z.literal(1),
  ref,
  revision: z.int(),
  versionId: z.string(),
  firstSeenAt: z.int(),
  look: z.looseObject({ seen: z.string(), since: z.int() }),
  diagnosis,
});

const alert = z.looseObject({ schema: z.literal(1), id: z.string(), kind: z.string(), ref, diagnosis, at: z.int() });

const issuer = z.looseObject({
  schema: z.literal(1),
  host: z.string(),
  revision: z.int(),
  turns: z.array(z.unknown()),
});

const notice = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.enum(['outage', 'subscribers']),
  at: z.int(),
});

const gone = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('gone'),
  secrets: z.array(z.looseObject({ name: z.string(), why: z.string() })).min(1),
  at: z.int(),
});

const quiet = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('acknowledged'),
  ref,
  by: z.string(),
  until: z.int(),
  at: z.int(),
});

const entry = z.looseObject({
  schema: z.literal(1),
  token: ref,
  at: z.int(),
  quiet: z.looseObject({ what: z.string(), finding: z.string(), until: z.int(), by: z.string() }),
});

const look = z.looseObject({ schema: z.literal(1), token: ref, at: z.int(), by: z.string(), looked: z.literal(true) });

const digest = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('digest'),
  at: z.int(),
  digest: z.looseObject({ tokens: z.int(), sections: z.record(z.string(), z.looseObject({ count: z.int() })) }),
});

const channel = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('channel'),
  channel: z.string(),
  why: z.string(),
  since: z.int(),
  at: z.int(),
});

const outboxRow = z.object({
  alert: z.string(),
  delivered_to: z.string(),
  attempts: z.int(),
  next_attempt_at: z.int(),
  failures: z.string(),
});

const failures = z.record(
  z.string(),
  z.object({
    why: z.string(),
    at: z.int(),
    count: z.int(),
    since: z.int().exactOptional(),
    refused: z.literal(true).exactOptional(),
  }),
);

const sweepRow = z.object({ id: z.string(), started_at: z.int(), previous_at: z.nullable(z.int()) });

export const recordOf = (body: unknown): TokenRecord => record.parse(parseJson(String(body))) as unknown as TokenRecord;

export const entryOf = (body: unknown): AuditEntry =>
  z.union([entry, look]).parse(parseJson(String(body))) as unknown as AuditEntry;

export const issuerOf = (body: unknown): IssuerRecord =>
  issuer.parse(parseJson(String(body))) as unknown as IssuerRecord;

export const alertOf = (body: string): Tellable =>
  z.union([notice, gone, quiet, digest, channel, alert]).parse(parseJson(body)) as unknown as Tellable;

export const outboxItemOf = (row: unknown): OutboxItem => {
  const { alert: body, delivered_to, attempts, next_attempt_at, failures: failed } = outboxRow.parse(row);
  return {
    alert: alertOf(body),
    deliveredTo: z.array(z.string()).parse(parseJson(delivered_to)),
    attempts,
    nextAttemptAt: next_attempt_at,
    failures: failures.parse(parseJson(failed)),
  };
};

export const sweepOf = (row: unknown): Sweep => {
  const { id, started_at, previous_at } = sweepRow.parse(row);
  return { id, startedAt: started_at, ...(previous_at !== null && { previousAt: previous_at }) };
};
