import * as z from 'zod';
import { renderAmazonQ } from '../../messages/amazon-q/amazon-q.ts';
import { topicArn } from '../settings/names-of-aws.ts';
import { channelKind } from './kind.ts';

/** AWS names no limit of its own; Slack, which it posts to, takes one message a second in a channel. */
const PER_SECOND = 1;

/**
 * Amazon Q Developer in chat applications, once AWS Chatbot, reads custom notifications from a topic. It drops any other message, and a
 * person could not read this one: so it has a topic of its own.
 */
export const amazonQ = channelKind({
  type: 'amazon-q',
  title: 'Amazon Q Developer in chat applications',
  perSecond: PER_SECOND,
  settings: z.strictObject({
    topicArn: topicArn.describe('Of a topic that has no other subscriber, and not the one of the alerts.'),
  }),
  needs: (settings) => ({ topics: [settings.topicArn] }),
  render: renderAmazonQ,
  message: z.looseObject({ version: z.literal('1.0'), source: z.literal('custom'), content: z.looseObject({}) }),
  connect: (settings, world) => (notification) =>
    world.publish({ topicArn: settings.topicArn, message: JSON.stringify(notification) }),
});
