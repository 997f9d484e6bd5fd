import * as z from 'zod';
import type { AlarmChange } from '../adapters/channels/kind.ts';
import { ALERT_PREFIX, TABLE, TRIGGERS } from '../adapters/names.ts';
import { Fault } from '../core/base/fault.ts';
import { parseJson } from '../core/base/json.ts';
import { plain } from '../core/base/text.ts';
import { parseInstant } from '../core/base/time.ts';
import { MOST_BESIDE } from '../core/issuer/others.ts';
import type { RotationFailure } from '../core/listed/rotation.ts';
import type { ProbeMessage } from '../monitor/ports.ts';

const text = z.string().min(1);

/** Absent when started by hand; it stays a placeholder where a scheduler fills in nothing. */
const scheduledAt = z
  .string()
  .transform((at) => parseInstant(at))
  .optional();

const sweepEvent = z.object({ trigger: z.literal(TRIGGERS.sweep), scheduledAt });

/** Somebody asked for it at a table of tokens. */
const lookEvent = z.object({ trigger: z.literal(TRIGGERS.look), secret: text });

/** AWS documents `Secret Label Updated` with the ARN among the resources. */
const labelEvent = z.object({
  source: z.literal('aws.secretsmanager'),
  'detail-type': z.literal('Secret Label Updated'),
  resources: z.tuple([text], text),
});

/**
 * AWS documents no example of `RotationFailed`. Two public programs quote one that they got, from 2021: no resources, the ARN in
 * `additionalEventData.SecretId`, the reason in `errorMessage` and no `errorCode`. The other places are those of CloudTrail's record
 * reference, and where `RotationSucceeded` of managed rotation was seen to have it.
 */
const rotationEvent = z.object({
  source: z.literal('aws.secretsmanager'),
  'detail-type': z.literal('AWS Service Event via CloudTrail'),
  resources: z.array(text).default([]),
  time: z.string().transform((at) => parseInstant(at)),
  detail: z.object({
    eventName: z.literal('RotationFailed'),
    errorCode: z.string().nullish(),
    errorMessage: z.string().nullish(),
    additionalEventData: z.looseObject({ SecretId: text.optional() }).nullish(),
    serviceEventDetails: z.looseObject({ secretId: text.optional() }).nullish(),
  }),
});
type RotationEvent = z.output<typeof rotationEvent>;

/** Of the event's own words nothing is trusted: they are cut here, and escaped wherever they are shown. */
const failureOf = ({ time, detail: { errorCode, errorMessage } }: RotationEvent): RotationFailure | undefined => {
  if (time === undefined) return undefined;
  const says = plain([errorCode, errorMessage].filter((part) => part).join(': '), 300);
  return { at: time, ...(says !== '' && { says }) };
};

const failedSecret = ({ detail, resources }: RotationEvent): string | undefined =>
  detail.additionalEventData?.SecretId ?? detail.serviceEventDetails?.secretId ?? resources[0];

/** Words of whoever invokes it: cut here, and escaped wherever they are shown. */
const testEvent = z.object({
  trigger: z.literal(TRIGGERS.test),
  by: z
    .string()
    .transform((by) => plain(by, 60) || undefined)
    .optional(),
  channel: z.string().max(100).optional(),
});

const deliverEvent = z.object({ trigger: z.literal(TRIGGERS.deliver) });

export const subscribersEvent = z.object({ trigger: z.literal(TRIGGERS.subscribers) });

export const digestEvent = z.object({ trigger: z.literal(TRIGGERS.digest), scheduledAt });

export const discoverEvent = z.union([
  sweepEvent.transform(({ scheduledAt }) => ({ sweep: true, scheduledAt }) as const),
  lookEvent.transform(({ secret }) => ({ sweep: false, secretId: secret, failed: undefined }) as const),
  labelEvent.transform(({ resources: [secretId] }) => ({ sweep: false, secretId, failed: undefined }) as const),
  rotationEvent.transform((event, context) => {
    const [secretId, failed] = [failedSecret(event), failureOf(event)];
    if (secretId !== undefined && failed !== undefined) return { sweep: false, secretId, failed } as const;
    context.addIssue({ code: 'custom', message: 'no secret or no time' });
    return z.NEVER;
  }),
]);

/** What CloudWatch publishes when an alarm of the monitor goes on or off. */
const alarmChange = z.object({
  AlarmName: text,
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string().default(''),
  StateChangeTime: z.string().transform((at) => parseInstant(at)),
  AlarmArn: z.string().default(''),
});

export const alarmEvent = z.object({
  Records: z
    .array(
      z.object({
        Sns: z.object({
          Message: z
            .string()
            .transform((said): unknown => parseJson(said))
            .pipe(alarmChange),
        }),
      }),
    )
    .min(1),
});
type AlarmRecord = z.output<typeof alarmEvent>['Records'][number];

export const alarmOf = ({ Sns: { Message: said } }: AlarmRecord): AlarmChange => ({
  on: said.NewStateValue !== 'OK',
  name: said.AlarmName,
  says: said.AlarmDescription ?? said.AlarmName,
  why: said.NewStateReason,
  arn: said.AlarmArn,
  ...(said.StateChangeTime !== undefined && { at: said.StateChangeTime }),
});

export const queueEvent = z.object({ Records: z.array(z.object({ messageId: text, body: z.string() })) });
export type QueueRecord = z.output<typeof queueEvent>['Records'][number];

const streamRecord = z.object({
  dynamodb: z.object({ SequenceNumber: text, Keys: z.record(z.string(), z.unknown()) }),
});
export type StreamRecord = z.output<typeof streamRecord>;

export const notifyEvent = z.union([
  deliverEvent.transform(() => ({ came: 'clock' }) as const),
  testEvent.transform(({ by, channel }) => ({ came: 'test', by, channel }) as const),
  z
    .object({ Records: z.array(streamRecord) })
    .transform(({ Records }) => ({ came: 'stream', records: Records }) as const),
]);

const alertKey = z.object({ [TABLE.pk]: z.object({ S: z.string().startsWith(ALERT_PREFIX) }) });

/** Id of the alert that a record tells of. Throws for anything else: unknown is a failure, never skipped. */
export const alertIdOf = ({ dynamodb }: StreamRecord): string =>
  understood(alertKey.safeParse(dynamodb.Keys))[TABLE.pk]?.S.slice(ALERT_PREFIX.length) ?? '';

/** AWS ends every ARN with six characters of its own. Name patterns decide what may leave, so a name must be that of the ARN. */
const probeItem = z
  .object({
    arn: text,
    name: text,
    tags: z.record(z.string(), z.string()),
    versionId: text.exactOptional(),
    rotation: z
      .object({
        nextAt: z.number().exactOptional(),
        lastAt: z.number().exactOptional(),
        failed: z.object({ at: z.number(), says: z.string().exactOptional() }).exactOptional(),
      })
      .exactOptional(),
    lastRead: z.object({ at: z.number(), never: z.literal(true).exactOptional() }).exactOptional(),
  })
  .refine(({ arn, name }) => arn.slice(0, -6).endsWith(`:secret:${name}-`));

const probeMessage = z.object({
  v: z.literal(1),
  sweep: z.object({ id: text, startedAt: z.number(), previousAt: z.number().exactOptional() }),
  reason: z.enum(['schedule', 'label', 'rotation', 'confirm', 'requeue']),
  provider: text,
  items: z.array(probeItem).max(100),
  hops: z.int().nonnegative().exactOptional(),
  tries: z.int().nonnegative().exactOptional(),
  beside: z
    .array(z.object({ item: probeItem, token: text }))
    .max(MOST_BESIDE)
    .exactOptional(),
}) satisfies z.ZodType<ProbeMessage>;

export const messageOf = ({ body }: QueueRecord): ProbeMessage => understood(probeMessage.safeParse(parseJson(body)));

/** Zod's own errors quote what came in. */
const understood = <T>(result: z.ZodSafeParseResult<T>): T => {
  if (!result.success) throw new Fault('not understood');
  return result.data;
};

export const parseEvent = <T extends z.ZodType>(shape: T, event: unknown): z.output<T> =>
  understood(shape.safeParse(event));
