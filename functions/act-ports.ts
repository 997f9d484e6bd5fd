import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { keepLook } from '../adapters/aws/audit.ts';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { beginFunction } from '../adapters/aws/invoke.ts';
import { commitQuiet, loadRecords } from '../adapters/aws/records.ts';
import { takeSlot } from '../adapters/aws/slots.ts';
import { TRIGGERS } from '../adapters/names.ts';
import type { ActPorts } from '../monitor/overview/act.ts';
import { readVariables } from './environment.ts';

export const actPorts = (): ActPorts => {
  const { table, discoverFunction } = readVariables('table', 'discoverFunction');
  const client = new DynamoDBClient(CLIENT_SETTINGS);
  const begin = beginFunction(new LambdaClient(CLIENT_SETTINGS), discoverFunction);
  return {
    load: loadRecords(client, table),
    commit: commitQuiet(client, table),
    takeSlot: takeSlot(client, table),
    keepLook: keepLook(client, table),
    begin: ({ ref }) => begin({ trigger: TRIGGERS.look, secret: ref.source }),
    sweep: () => begin({ trigger: TRIGGERS.sweep }),
    clock: Date.now,
  };
};
