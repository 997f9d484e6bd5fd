import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Turns } from '../../monitor/ports.ts';
import { ownerKey } from './keys.ts';
import { updateOne } from './updates.ts';

const FREE = '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseOwner = :sender)';
const CALM = '(attribute_not_exists(lastAt) OR lastAt <= :calm)';
/** The same request again, because its answer was lost. */
const MINE = '(leaseOwner = :sender AND leaseUntil = :until)';

/** One item per owner. `lastAt` is written with the turn: who dies before sending delays, and loses nothing. */
export const turns = (client: DynamoDBClient, table: string): Turns => ({
  take: (owner, sender, { now, until, calmSince }) =>
    updateOne(client, table, {
      key: ownerKey(owner),
      set: 'SET leaseUntil = :until, leaseOwner = :sender, lastAt = :now',
      condition: calmSince === undefined ? FREE : `${MINE} OR (${FREE} AND ${CALM})`,
      values: {
        ':now': { N: `${now}` },
        ':until': { N: `${until}` },
        ':sender': { S: sender },
        ...(calmSince !== undefined && { ':calm': { N: `${calmSince}` } }),
      },
    }),
  end: async (owner, sender) => {
    await updateOne(client, table, {
      key: ownerKey(owner),
      set: 'REMOVE leaseUntil, leaseOwner',
      condition: 'leaseOwner = :sender',
      values: { ':sender': { S: sender } },
    });
  },
});
