import {
  type APIErrorType,
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
  type SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import { Secret } from '../../core/secret.ts';
import type { ReadPrevious, ReadSecrets, SecretReading } from '../../monitor/ports.ts';
import { chunk, errorName } from './calls.ts';

/** The service's limit for `SecretIdList`. */
const BATCH = 20;

type Unread = Extract<SecretReading, { read: false }>;

const unread = (why: Unread['why'], detail: string): Unread => ({ read: false, why, detail });
const UNANSWERED = unread('throttled', 'Secrets Manager gave no answer for this secret');

/** A secret without the version that was asked for, and one being deleted, both count as gone: nobody can use them. */
const REFUSALS: Readonly<Record<string, Unread>> = {
  AccessDeniedException: unread('denied', 'the probe role may not read this secret'),
  DecryptionFailure: unread('undecryptable', 'Secrets Manager could not decrypt this secret with its KMS key'),
  ResourceNotFoundException: unread('gone', 'Secrets Manager has no such secret, or no current value for it'),
  InvalidRequestException: unread('gone', 'the secret is marked for deletion'),
};

const refusal = (name: string, message = ''): Unread => {
  if (name === 'AccessDeniedException' && /\bKMS\b/i.test(message)) return REFUSALS.DecryptionFailure ?? UNANSWERED;
  return REFUSALS[name] ?? UNANSWERED;
};

const reading = (entry: SecretValueEntry): SecretReading => {
  if (entry.VersionId === undefined) return UNANSWERED;
  if (entry.SecretString === undefined) return unread('binary', 'the secret holds binary data, not text');
  const createdAt = entry.CreatedDate?.getTime();
  const value = new Secret(entry.SecretString);
  return { read: true, value, versionId: entry.VersionId, ...(createdAt === undefined ? {} : { createdAt }) };
};

const readOne = async (client: SecretsManagerClient, id: string, stage: string): Promise<SecretReading> => {
  try {
    return reading(await client.send(new GetSecretValueCommand({ SecretId: id, VersionStage: stage })));
  } catch (error) {
    return refusal(errorName(error), error instanceof Error ? error.message : '');
  }
};

/** The order of an answer means nothing, and an error names its secret as it was asked for. */
const joined = (id: string, values: readonly SecretValueEntry[], errors: readonly APIErrorType[]): SecretReading => {
  const value = values.find((entry) => entry.ARN === id) ?? values.find((entry) => entry.Name === id);
  if (value !== undefined) return reading(value);
  const error = errors.find((entry) => entry.SecretId === id);
  return error === undefined ? UNANSWERED : refusal(error.ErrorCode ?? '', error.Message);
};

/** Errors of a whole call that a later one may not meet. */
const PASSING =
  /Throttl|TooManyRequests|LimitExceeded|InternalService|Timeout|Unavailable|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN/;

const readBatch = async (client: SecretsManagerClient, ids: readonly string[]): Promise<SecretReading[]> => {
  try {
    const answer = await client.send(new BatchGetSecretValueCommand({ SecretIdList: [...ids] }));
    return ids.map((id) => joined(id, answer.SecretValues ?? [], answer.Errors ?? []));
  } catch (error) {
    if (PASSING.test(errorName(error))) return ids.map(() => UNANSWERED);
    // One malformed id, or a missing right to the batch call, fails all twenty: asked singly, each gets its own answer.
    return Promise.all(ids.map((id) => readOne(client, id, 'AWSCURRENT')));
  }
};

/** Reads by `secretsmanager:BatchGetSecretValue`, 20 to a call, which also needs `GetSecretValue` for each secret. */
export const readSecrets =
  (client: SecretsManagerClient): ReadSecrets =>
  async (ids) => {
    const found = new Map<string, SecretReading>();
    for (const batch of chunk([...new Set(ids)], BATCH)) {
      const readings = await readBatch(client, batch);
      for (const [i, id] of batch.entries()) found.set(id, readings[i] ?? UNANSWERED);
    }
    return found;
  };

/** The version before the current one, by `secretsmanager:GetSecretValue`. */
export const readPrevious =
  (client: SecretsManagerClient): ReadPrevious =>
  async (id) => {
    const previous = await readOne(client, id, 'AWSPREVIOUS');
    return !previous.read && previous.why === 'gone' ? undefined : previous;
  };
