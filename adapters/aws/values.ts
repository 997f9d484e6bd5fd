import {
  type APIErrorType,
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
  SecretsManagerServiceException,
  type SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import { Secret } from '../../core/model/secret.ts';
import type { ReadPrevious, ReadSecrets, SecretReading } from '../../monitor/ports.ts';
import { chunk, errorName } from './calls.ts';
import { isPassing, refusal, UNANSWERED, unread } from './refusals.ts';

/** The service's limit for `SecretIdList`. */
const BATCH = 20;

/** Bytes of a secret without SecretString: a text that was stored with --secret-binary, what is no UTF-8 text, or nothing. */
const withoutText = (bytes: Uint8Array | undefined): SecretReading => {
  if (bytes === undefined || bytes.length === 0) return unread('empty', 'its version holds neither text nor bytes');
  const text = utf8Of(bytes);
  if (text === undefined) return unread('binary', `${bytes.length} bytes that are not UTF-8${markOf(bytes)}`);
  return /[\p{Cc}]/u.test(text.trim())
    ? unread('binary', `${bytes.length} bytes with control characters among them`)
    : unread('binary-text', `its ${bytes.length} bytes are plain UTF-8 text`);
};

const utf8Of = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Windows PowerShell writes UTF-16 with `>`. */
const markOf = ([first, second]: Uint8Array): string =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
    ? ': they begin with the byte order mark of UTF-16'
    : '';

const reading = (entry: SecretValueEntry): SecretReading => {
  if (entry.VersionId === undefined) return UNANSWERED;
  if (entry.SecretString === undefined) return withoutText(entry.SecretBinary);
  const createdAt = entry.CreatedDate?.getTime();
  const value = new Secret(entry.SecretString);
  return { read: true, value, versionId: entry.VersionId, ...(createdAt === undefined ? {} : { createdAt }) };
};

const readOne = async (client: SecretsManagerClient, id: string, stage: string): Promise<SecretReading> => {
  try {
    return reading(await client.send(new GetSecretValueCommand({ SecretId: id, VersionStage: stage })));
  } catch (error) {
    return mayPass(error) ? UNANSWERED : refusal(errorName(error), error instanceof Error ? error.message : '');
  }
};

/** The order of an answer means nothing, and an error names its secret as it was asked for. */
const joined = (id: string, values: readonly SecretValueEntry[], errors: readonly APIErrorType[]): SecretReading => {
  const value = values.find((entry) => entry.ARN === id) ?? values.find((entry) => entry.Name === id);
  if (value !== undefined) return reading(value);
  const error = errors.find((entry) => entry.SecretId === id);
  return error === undefined ? UNANSWERED : refusal(error.ErrorCode ?? '', error.Message);
};

type Answers = { readonly values: readonly SecretValueEntry[]; readonly errors: readonly APIErrorType[] };

/** Large values come in several pages; what is still missing after these counts as unanswered. */
const MAX_PAGES = 5;

const askFor = async (client: SecretsManagerClient, ids: readonly string[]): Promise<Answers> => {
  const values: SecretValueEntry[] = [];
  const errors: APIErrorType[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.send(new BatchGetSecretValueCommand({ SecretIdList: [...ids], NextToken: token }));
    values.push(...(answer.SecretValues ?? []));
    errors.push(...(answer.Errors ?? []));
    token = answer.NextToken;
    if (token === undefined) break;
  }
  return { values, errors };
};

/** True for what a later call may not meet: no answer at all, too. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof SecretsManagerServiceException) || error.$fault === 'server' || isPassing(error.name);

const readBatch = async (client: SecretsManagerClient, ids: readonly string[]): Promise<SecretReading[]> => {
  try {
    const { values, errors } = await askFor(client, ids);
    return ids.map((id) => joined(id, values, errors));
  } catch (error) {
    if (mayPass(error)) return ids.map(() => UNANSWERED);
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
