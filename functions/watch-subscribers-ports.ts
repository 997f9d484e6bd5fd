import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { commitSubscribers, listSubscriptions, loadSubscribers } from '../adapters/aws/subscribers.ts';
import { textsFor } from '../adapters/channels/texts.ts';
import type { WatchPorts } from '../monitor/subscribers/watch.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';

export const watchSubscribersPorts = (measure: Collected): WatchPorts => {
  const { table, topicArn, channelTypes } = readVariables('table', 'topicArn', 'channelTypes');
  const records = new DynamoDBClient(CLIENT_SETTINGS);
  return {
    topic: topicArn,
    list: listSubscriptions(new SNSClient(CLIENT_SETTINGS), topicArn),
    load: loadSubscribers(records, table),
    commit: commitSubscribers(records, table, textsFor(channelTypes)),
    clock: Date.now,
    measure,
  };
};
