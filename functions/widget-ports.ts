import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { issuersOf } from '#issuers';
import { readAudit } from '../adapters/aws/audit.ts';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { readAll } from '../adapters/aws/read-all.ts';
import { sweeps } from '../adapters/aws/sweeps.ts';
import { watchList } from '../adapters/aws/watch-list.ts';
import type { Drawing } from '../adapters/dashboard/widget.ts';
import { namesOf } from '../adapters/issuers/names.ts';
import { listedNow } from '../monitor/digest/listed.ts';
import type { OverviewPorts } from '../monitor/overview/read.ts';
import { readVariables } from './environment.ts';

/** Pages of the table that are on their way at once: somebody waits. */
const SEGMENTS = 16;

type Widget = OverviewPorts & Pick<Drawing, 'act' | 'names'>;

export const widgetPorts = (): Widget => {
  const { table, actFunction, sweepSeconds } = readVariables('table', 'actFunction', 'sweepSeconds');
  const client = new DynamoDBClient(CLIENT_SETTINGS);
  return {
    readAll: readAll(client, table, SEGMENTS),
    listed: () => listedNow(sweeps(client, table), watchList(client, table, Date.now)),
    audit: readAudit(client, table),
    clock: Date.now,
    ...(sweepSeconds !== undefined && { sweepEvery: sweepSeconds }),
    act: actFunction,
    names: namesOf(issuersOf().registry),
  };
};
