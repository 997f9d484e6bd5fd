import { type Counted, watchSubscribers } from '../monitor/subscribers/watch.ts';
import { chain, logger } from './chain.ts';
import { parseEvent, subscribersEvent } from './events.ts';
import { collectMeasures } from './measure.ts';
import { watchSubscribersPorts } from './watch-subscribers-ports.ts';

const measure = collectMeasures();
const ports = watchSubscribersPorts(measure);

export const handler = chain(measure, async (event): Promise<Counted> => {
  parseEvent(subscribersEvent, event);
  const counted = await watchSubscribers(ports);
  logger.info('subscribers counted', counted);
  return counted;
});
