import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Settings for every AWS client. The SDK only warns about a request that takes too long unless told to throw, and a
 * hanging call would eat the function's whole time. A queue's URL names a host, which SQS would prefer to the configured
 * endpoint (a VPC endpoint, an emulator).
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
  useQueueUrlAsEndpoint: false,
} as const;

const BASE_MS = 50;
const CAP_MS = 2_000;

/** Full jitter before retry number `attempt`, counted from 0. */
export const backOff = (attempt: number): Promise<void> =>
  sleep(Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt));

/** How often a part of a batch that AWS left out is sent again. */
export const MAX_ROUNDS = 6;

export const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Name of an AWS error; its message may quote what was sent. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
