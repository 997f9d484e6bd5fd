/** Requests that our own code sends to AWS, by the name of the action. */
export type Calls = Readonly<Record<string, number>>;

/** Of the list (`MaxResults`), of a message, and of one BatchGetItem. */
const PAGE = 100;
/** `SecretIdList` of one BatchGetSecretValue. */
const READS = 20;
/** Of the list, after which messages are queued and the list is kept in the table. */
const PAGES_A_LEG = 4;

/** Messages of one sweep for one issuer that may be asked as fast as Discord; each further one adds up to one, and two calls of the probe. */
export const messagesOf = (tokens: number): number => Math.ceil(tokens / PAGE);

const pagesOf = (tokens: number): number => Math.max(1, Math.ceil(tokens / PAGE));

/** How often a sweep queues messages and keeps what it has listed; an empty list is kept too. */
export const legsOf = (tokens: number): number => Math.ceil(pagesOf(tokens) / PAGES_A_LEG);

/**
 * What one sweep asks of AWS when no token changed: nothing is written but the sweep itself and its list. One token a secret, one issuer.
 * test/infra/cost/calls.test.ts counts what the functions really send and compares.
 */
export const sweepCalls = (tokens: number): Calls => {
  const messages = messagesOf(tokens);
  const legs = legsOf(tokens);
  const rest = tokens % PAGE;
  return {
    // The newest sweep, and the one that this one is compared with.
    GetItem: 2,
    // The run, the newest sweep, and what it is compared with by the next.
    PutItem: 3 + legs,
    Query: 1,
    UpdateItem: 1,
    ListSecrets: pagesOf(tokens),
    SendMessageBatch: tokens === 0 ? 0 : legs,
    BatchGetItem: messages,
    BatchGetSecretValue: Math.floor(tokens / PAGE) * (PAGE / READS) + Math.ceil(rest / READS),
  };
};

export const totalOf = (calls: Calls): number => Object.values(calls).reduce((total, count) => total + count, 0);
