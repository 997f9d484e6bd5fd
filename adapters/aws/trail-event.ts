import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import { plain } from '../../core/base/text.ts';
import type { Instant } from '../../core/base/time.ts';

/** What stores a value. `UpdateSecretVersionStage` moves a label and stores none; reads are most of the trail. */
const WRITES = ['PutSecretValue', 'CreateSecret', 'UpdateSecret', 'RotateSecret'] as const;

/** `CloudTrailEvent` as far as it is read (CloudTrail user guide, cloudtrail-event-reference-record-contents and -user-identity). */
const shape = z.object({
  eventSource: z.literal('secretsmanager.amazonaws.com'),
  eventName: z.enum(WRITES),
  eventTime: z.iso.datetime().transform((text) => Date.parse(text)),
  /** Of a call that AWS refused: nothing was stored. */
  errorCode: z.undefined().optional(),
  userIdentity: z.object({ arn: z.string().optional(), invokedBy: z.string().optional() }),
  /** The token becomes the id of the version (Secrets Manager API reference, ClientRequestToken of PutSecretValue). */
  requestParameters: z.object({ clientRequestToken: z.string().optional() }).nullish(),
});

/** One call that stored a value, or began a rotation that does. */
export type Write = {
  readonly by: string;
  readonly at: Instant;
  readonly versionId?: string;
  /** Who started a rotation; the function that makes the value stores it by a call of its own. */
  readonly starts: boolean;
};

/** Undefined for whatever else stands in the trail, and for a writer without a name. */
export const writeOf = (json: string | undefined): Write | undefined => {
  const parsed = shape.safeParse(parseJson(json ?? ''));
  if (!parsed.success) return undefined;
  const { eventName, eventTime: at, userIdentity, requestParameters } = parsed.data;
  const by = nameOf(userIdentity);
  if (by === '') return undefined;
  const versionId = requestParameters?.clientRequestToken;
  return { by, at, starts: eventName === 'RotateSecret', ...(versionId !== undefined && { versionId }) };
};

/** An ARN has five colons before what it names; a path may hold more. */
const NAMED = /^(?:[^:]*:){5}/;
const KEY_ID = /\b(?:AKIA|ASIA)[A-Z2-7]{12,}/g;
const LONGEST = 160;

/**
 * `assumed-role/deploy/alice`, `user/bob`, `root`, or a service. The session name stays whole, also where single sign-on puts an e-mail
 * address there: it is the person whom the owner of the secret must ask. The account is the owner's own, and is left out.
 */
const nameOf = ({ arn, invokedBy }: z.output<typeof shape>['userIdentity']): string =>
  plain((arn?.replace(NAMED, '') ?? invokedBy ?? '').replace(KEY_ID, '[key id]'), LONGEST);
