import { describe, expect, test } from 'vitest';
import { sweepCalls, totalOf } from '../../../infra/cost/calls.ts';
import { listBytes, RECORD_BYTES, sweepLogBytes } from '../../../infra/cost/month.ts';
import { countSweep } from './sweep.ts';

/** One read unit of DynamoDB, one request of SQS. */
const READ_UNIT = 4096;
const REQUEST = 65_536;

describe('an unchanged sweep, counted at the functions', () => {
  test.each([1, 100, 150, 401, 1000])('of %i tokens is what the bill says', { timeout: 60_000 }, async (tokens) => {
    const counted = await countSweep(tokens);
    expect(counted.calls).toEqual(sweepCalls(tokens));
    expect(counted.logBytes).toBeLessThanOrEqual(sweepLogBytes(tokens));
    expect(counted.listBytes).toBeLessThanOrEqual(listBytes(tokens));
    expect(counted.itemBytes).toBeLessThanOrEqual(RECORD_BYTES);
    expect(RECORD_BYTES).toBeLessThanOrEqual(READ_UNIT);
    expect(counted.messageBytes).toBeLessThanOrEqual(REQUEST);
  });

  test('of 1,000 tokens takes at most 100 calls', () => expect(totalOf(sweepCalls(1000))).toBeLessThanOrEqual(100));

  test('of no token still lists', () =>
    expect(sweepCalls(0)).toMatchObject({ ListSecrets: 1, SendMessageBatch: 0, BatchGetSecretValue: 0 }));
});
