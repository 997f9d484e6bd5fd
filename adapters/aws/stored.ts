import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Fault } from '../../core/base/fault.ts';
import { parseJson } from '../../core/base/json.ts';
import type { IssuerRecord } from '../../core/issuer/guard.ts';
import type { Tellable } from '../../core/model/notice.ts';
import type { AuditEntry, TokenRecord } from '../../core/model/record.ts';
import type { Concluded, Failure, SubscribersRecord, Sweep } from '../../monitor/ports.ts';

export type Item = Record<string, AttributeValue>;

const ref = z.looseObject({ id: z.string(), name: z.string(), source: z.string() });

const recordShape = z.looseObject({
  schema: z.literal(1),
  ref,
  revision: z.number().int().nonnegative(),
  versionId: z.string(),
  versionSince: z.number(),
  firstSeenAt: z.number(),
  look: z.looseObject({ seen: z.string(), since: z.number() }),
  previousWorked: z.boolean(),
  diagnosis: z.looseObject({ verdict: z.string(), evidence: z.array(z.string()) }),
  episodes: z.number(),
});

const alertShape = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.string(),
  severity: z.string(),
  ref,
  tokenKindName: z.string(),
  diagnosis: z.looseObject({ verdict: z.string(), remedy: z.array(z.string()) }),
  at: z.number(),
  incident: z.string(),
});

const concludedShape = z.object({
  id: z.string(),
  startedAt: z.number(),
  found: z.number(),
  missing: z.number(),
  dropped: z.number(),
  revision: z.number().int().positive(),
});

const sweepShape = z.object({ id: z.string(), startedAt: z.number(), previousAt: z.number().optional() });

export const text = (value: AttributeValue | undefined): string => value?.S ?? '';
export const whole = (value: AttributeValue | undefined): number => Number(value?.N ?? Number.NaN);

/** A shape from another release is a failure, to be tried again by a reader that knows it. It is never skipped. */
const parse = <T>(shape: z.ZodType, what: string, body: AttributeValue | undefined): T => {
  const parsed = shape.safeParse(parseJson(text(body)));
  if (!parsed.success) throw new Fault(`the table holds ${what} of an unknown shape`);
  return parsed.data as T;
};

const issuerShape = z.looseObject({
  schema: z.literal(1),
  host: z.string(),
  revision: z.number().int().nonnegative(),
  turns: z.array(z.looseObject({ id: z.string(), at: z.number(), said: z.string() })),
});

const notice = { schema: z.literal(1), id: z.string(), kind: z.literal('outage'), host: z.string(), at: z.number() };
const noticeShape = z.discriminatedUnion('why', [
  z.looseObject({ ...notice, why: z.literal('refuses'), refused: z.number(), of: z.number(), heldUntil: z.number() }),
  z.looseObject({ ...notice, why: z.literal('silent'), tokens: z.number(), since: z.number(), cause: z.string() }),
  z.looseObject({ ...notice, why: z.literal('answers'), ends: z.string(), accepted: z.number(), dead: z.number() }),
]);

const subscribersNotice = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('subscribers'),
  why: z.enum(['none', 'lost']),
  confirmed: z.number(),
  pending: z.number(),
  lost: z.array(z.object({ protocol: z.string(), endpoint: z.string() })),
  since: z.number(),
  at: z.number(),
});

const subscribersShape = z.looseObject({
  schema: z.literal(1),
  revision: z.number().int().nonnegative(),
  confirmed: z.number(),
  pending: z.number(),
  at: z.number(),
  meant: z.boolean(),
  known: z.array(z.looseObject({ id: z.string(), protocol: z.string(), endpoint: z.string() })),
});

const failure = z.object({
  why: z.string(),
  at: z.number(),
  count: z.number(),
  since: z.number().exactOptional(),
  refused: z.literal(true).exactOptional(),
});

const goneShape = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('gone'),
  secrets: z.array(z.looseObject({ name: z.string(), why: z.string() })).min(1),
  counts: z.record(z.string(), z.number()),
  since: z.number(),
  at: z.number(),
  incident: z.string(),
});

const quietNotice = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('acknowledged'),
  what: z.enum(['acknowledged', 'snoozed', 'ended']),
  ref,
  finding: z.string(),
  by: z.string(),
  until: z.number(),
  at: z.number(),
  incident: z.string(),
});

const entryShape = z.looseObject({
  schema: z.literal(1),
  token: ref,
  revision: z.number().int().positive(),
  at: z.number(),
  by: z.string().exactOptional(),
  quiet: z.looseObject({ what: z.string(), finding: z.string(), until: z.number(), by: z.string() }),
  ended: z.string().exactOptional(),
});

const lookShape = z.looseObject({
  schema: z.literal(1),
  token: ref,
  at: z.number(),
  by: z.string(),
  looked: z.literal(true),
});

const digestShape = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('digest'),
  at: z.number(),
  incident: z.string(),
  digest: z.looseObject({
    tokens: z.number(),
    period: z.looseObject({ every: z.enum(['weekly', 'daily']), name: z.string() }),
    sections: z.record(z.string(), z.looseObject({ count: z.number(), rows: z.array(z.looseObject({})) })),
  }),
});

const channelShape = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  kind: z.literal('channel'),
  channel: z.string(),
  why: z.string(),
  since: z.number(),
  waiting: z.number(),
  at: z.number(),
  incident: z.string(),
});

export const entryOf = (item: Item): AuditEntry =>
  parse(z.union([entryShape, lookShape]), 'a line of the audit', item.body);
export const issuerOf = (item: Item): IssuerRecord => parse(issuerShape, 'an issuer', item.body);
export const recordOf = (item: Item): TokenRecord => parse(recordShape, 'a record', item.body);
export const alertOf = (item: Item): Tellable =>
  parse(
    z.union([noticeShape, subscribersNotice, goneShape, quietNotice, digestShape, channelShape, alertShape]),
    'an alert',
    item.body,
  );
export const subscribersOf = (item: Item): SubscribersRecord =>
  parse(subscribersShape, 'a count of subscribers', item.body);
export const failuresOf = (item: Item): Readonly<Record<string, Failure>> =>
  parse(z.record(z.string(), failure), 'failures', item.failures);
export const textsOf = (item: Item): Readonly<Record<string, string>> =>
  parse(z.record(z.string(), z.string()), 'texts', item.texts);
export const concludedOf = (item: Item): Concluded => parse(concludedShape, 'the end of a sweep', item.body);
export const sweepOf = (item: Item): Sweep => parse(sweepShape, 'a sweep', item.body);
