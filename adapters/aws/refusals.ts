import type { SecretReading } from '../../monitor/ports.ts';

type Unread = Extract<SecretReading, { read: false }>;

/** Why a value was not read, in our own words: a foreign message may quote what was asked. */
export const unread = (why: Unread['why'], detail: string): Unread => ({ read: false, why, detail });
export const UNANSWERED = unread('throttled', 'Secrets Manager gave no answer for this secret');

/** A secret without the version that was asked for, and one being deleted, both count as gone: nobody can use them. */
const REFUSALS: Readonly<Record<string, Unread>> = {
  AccessDeniedException: unread('denied', 'the probe role may not read this secret'),
  DecryptionFailure: unread('undecryptable', 'Secrets Manager could not decrypt this secret with its KMS key'),
  ResourceNotFoundException: unread('gone', 'Secrets Manager has no such secret, or no current value for it'),
};

const DELETED = unread('gone', 'the secret is marked for deletion');

/**
 * Secrets Manager refuses under this one name whatever the state of a secret forbids, a secret managed by another service included; only the
 * words tell which (external-secrets/external-secrets pull request 4562 reads them in the same way).
 */
const isDeletion = (name: string, message: string): boolean =>
  name === 'InvalidRequestException' && /\b(?:marked|scheduled) for deletion\b|\bmarked deleted\b/i.test(message);

/**
 * What a later call may not meet: throttling, a fault of the service, and what is wrong with our own credentials or clock. Names of the
 * SDK's own lists (@smithy/core, service-error-classification), and of the common errors of every AWS API.
 */
const PASSING =
  /Throttl|TooManyRequests|LimitExceeded|SlowDown|Internal|Unavailable|Time(?:d)?-?out|BandwidthLimit|PriorRequestNotComplete|ExpiredToken|RequestExpired|UnrecognizedClient|InvalidClientTokenId|Signature|RequestTimeTooSkewed|RequestInTheFuture|AuthFailure|ThroughputExceeded/i;

export const isPassing = (name: string): boolean => PASSING.test(name);

/** What a service calls its errors. Anything else stands in the place of a name, and may quote what was asked. */
const NAME = /^[A-Z][A-Za-z]{2,40}(?:Exception|Error|Failure|Fault)$/;

/** By the service's error name, and where that is not enough by its words. A name that is not known to pass is a finding, or the secret would count as busy for ever. */
export const refusal = (name: string, message = ''): Unread => {
  if (name === 'AccessDeniedException' && /\bKMS\b/i.test(message)) return REFUSALS.DecryptionFailure ?? UNANSWERED;
  if (isDeletion(name, message)) return DELETED;
  const known = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : undefined;
  if (known !== undefined) return known;
  if (isPassing(name) || !/^\w{1,64}$/.test(name)) return UNANSWERED;
  return unread('refused', NAME.test(name) ? name : 'for a reason without a name');
};
