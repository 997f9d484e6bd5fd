import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { outbox } from '../adapters/aws/outbox.ts';
import { takeSlot } from '../adapters/aws/slots.ts';
import { loadSubscribers } from '../adapters/aws/subscribers.ts';
import { turns } from '../adapters/aws/turns.ts';
import { discord } from '../adapters/channels/discord.ts';
import { paced } from '../adapters/channels/paced.ts';
import { slack } from '../adapters/channels/slack.ts';
import { sns } from '../adapters/channels/sns.ts';
import type { DeliverPorts } from '../monitor/deliver/deliver.ts';
import { readinessOf } from '../monitor/subscribers/readiness.ts';
import { logger } from './chain.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';
import { worldOf } from './world.ts';

export const notifyPorts = (measure: Collected): Omit<DeliverPorts, 'sender'> => {
  const { table, topicArn, slackSecret, discordSecret, selfHosted } = readVariables(
    'table',
    'topicArn',
    'slackSecret',
    'discordSecret',
    'selfHosted',
  );
  const records = new DynamoDBClient(CLIENT_SETTINGS);
  const pace = { takeSlot: takeSlot(records, table), clock: Date.now };
  const counted = loadSubscribers(records, table);
  const ready = async () => readinessOf(await counted().catch(() => undefined), Date.now());
  const world = worldOf(records, table, selfHosted);
  const channels = [
    { ...sns.open('sns', { topicArn }, world), ready },
    ...(slackSecret === undefined ? [] : [slack.open('slack', { secret: slackSecret }, world)]),
    ...(discordSecret === undefined ? [] : [discord.open('discord', { secret: discordSecret }, world)]),
  ];
  return {
    outbox: outbox(records, table, Date.now),
    turns: turns(records, table),
    channels: channels.map((channel) => paced(channel, pace)),
    clock: Date.now,
    measure,
    warn: (what, facts) => logger.warn(what, facts),
  };
};
