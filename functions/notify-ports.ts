import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CLIENT_SETTINGS } from '../adapters/aws/calls.ts';
import { noticeIsKnown, storeNotice } from '../adapters/aws/notices.ts';
import { outbox } from '../adapters/aws/outbox.ts';
import { takeSlot } from '../adapters/aws/slots.ts';
import { loadSubscribers } from '../adapters/aws/subscribers.ts';
import { turns } from '../adapters/aws/turns.ts';
import { openChannels } from '../adapters/channels/open.ts';
import { paced } from '../adapters/channels/paced.ts';
import { textsFor } from '../adapters/channels/texts.ts';
import { routesOf } from '../adapters/settings/channels.ts';
import { readDeployed } from '../adapters/settings/read-deployed.ts';
import { Fault } from '../core/base/fault.ts';
import { channelsFor } from '../core/route/route.ts';
import type { DeliverPorts } from '../monitor/deliver/deliver.ts';
import { readinessOf } from '../monitor/subscribers/readiness.ts';
import { logger } from './chain.ts';
import { readVariables } from './environment.ts';
import type { Collected } from './measure.ts';
import { worldOf } from './world.ts';

/** `folder`: that of the bundle, where the settings of the deployment are. */
export const notifyPorts = (measure: Collected, folder: string): Omit<DeliverPorts, 'sender'> => {
  const { table, topicArn, selfHosted } = readVariables('table', 'topicArn', 'selfHosted');
  const { channels, owners = {} } = readDeployed(folder);
  // Nobody is to be left out without a word.
  if (channels === undefined) throw new Fault('settings.json with the channels is missing beside the code');
  const records = new DynamoDBClient(CLIENT_SETTINGS);
  const pace = { takeSlot: takeSlot(records, table), clock: Date.now };
  const counted = loadSubscribers(records, table);
  const ready = async () => readinessOf(await counted().catch(() => undefined), Date.now());
  const [topic, ...rest] = openChannels(topicArn, channels, worldOf(records, table, selfHosted));
  const routes = routesOf(['sns', ...Object.keys(channels)], owners);
  const types = [topic, ...rest].flatMap(({ type }) => type ?? []);
  return {
    outbox: outbox(records, table, Date.now),
    turns: turns(records, table),
    channels: [{ ...topic, ready }, ...rest].map((channel) => paced(channel, pace)),
    downs: { isKnown: noticeIsKnown(records, table), store: storeNotice(records, table, textsFor(types)) },
    routeOf: (one) => channelsFor(one, routes),
    clock: Date.now,
    measure,
    warn: (what, facts) => logger.warn(what, facts),
  };
};
