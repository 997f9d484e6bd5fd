import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { storeNotice } from '../adapters/aws/notices.ts';
import { readAll } from '../adapters/aws/read-all.ts';
import { sweeps } from '../adapters/aws/sweeps.ts';
import { watchList } from '../adapters/aws/watch-list.ts';
import type { DigestPorts } from '../monitor/digest/digest.ts';
import { listedNow } from '../monitor/digest/listed.ts';
import { readVariables } from './environment.ts';

export const digestPorts = (): DigestPorts => {
  const { table, digest, timezone } = readVariables('table', 'digest', 'timezone');
  const client = new DynamoDBClient(CLIENT_SETTINGS);
  return {
    readAll: readAll(client, table),
    listed: () => listedNow(sweeps(client, table), watchList(client, table, Date.now)),
    store: storeNotice(client, table),
    every: digest,
    timeZone: timezone,
    clock: Date.now,
  };
};
