import * as z from 'zod';
import { publicationOf } from '../../messages/publication.ts';
import { topicArn } from '../settings/names-of-aws.ts';
import { channelKind } from './kind.ts';

/**
 * More than ten a second to one mail subscription suspends it, and after two days it is deleted. At most eight reach the topic in any
 * second: seven are let go, for one may be held up by the network until the next come.
 */
const PER_SECOND = 7;

/** Text for mail, JSON for the rest, and attributes for filter policies. */
export const sns = channelKind({
  type: 'sns',
  title: 'SNS',
  perSecond: PER_SECOND,
  settings: z.strictObject({ topicArn }),
  needs: (settings) => ({ topics: [settings.topicArn] }),
  render: publicationOf,
  message: z.object({
    subject: z.string(),
    message: z.string(),
    attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  connect: (settings, world) => (publication) =>
    world.publish({ ...publication, topicArn: settings.topicArn, structured: true }),
});
