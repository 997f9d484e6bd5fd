/** Requests that our own code sends to AWS, by the name of the action. */
export type Calls = Readonly<Record<string, number>>;

/** Of the list (`MaxResults`), of a message, and of one BatchGetItem. */
const PAGE = 100;
/** `SecretIdList` of one BatchGetSecretValue. */
const READS = 20;

/** Messages of one sweep for one issuer that may be asked as fast as Discord; each further one adds up to one, and two calls of the probe. */
export const messagesOf = (tokens: number): number => Math.ceil(tokens / PAGE);

/**
 * What one sweep asks of AWS when no token changed: nothing is written but the sweep itself. One token a secret, one issuer.
 * test/infra/cost/calls.test.ts counts what the functions really send and compares.
 */
export const sweepCalls = (tokens: number): Calls => {
  const messages = messagesOf(tokens);
  const rest = tokens % PAGE;
  return {
    GetItem: 1,
    PutItem: 2,
    UpdateItem: 1,
    ListSecrets: Math.max(1, Math.ceil(tokens / PAGE)),
    SendMessageBatch: messages,
    BatchGetItem: messages,
    BatchGetSecretValue: Math.floor(tokens / PAGE) * (PAGE / READS) + Math.ceil(rest / READS),
  };
};

export const totalOf = (calls: Calls): number => Object.values(calls).reduce((total, count) => total + count, 0);
