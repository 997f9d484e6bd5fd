import { type Discovered, discover, discoverOne, tickAt } from '../monitor/discover/discover.ts';
import { chain } from './chain.ts';
import { deadlineOf } from './deadline.ts';
import { discoverPorts } from './discover-ports.ts';
import { discoverEvent, parseEvent } from './events.ts';
import { logSweep } from './log-lines.ts';
import { collectMeasures } from './measure.ts';

const measure = collectMeasures();
const ports = discoverPorts(measure);

export const handler = chain(measure, async (event, context): Promise<Discovered> => {
  const started = parseEvent(discoverEvent, event);
  const now = ports.clock();
  // Lambda's retries of an asynchronous call have its request id.
  const run = { by: context.awsRequestId, until: deadlineOf(context, ports.limit, now) };
  const discovered = started.sweep
    ? await discover(ports, tickAt(started.scheduledAt ?? now), run)
    : await discoverOne(ports, started.secretId, tickAt(now), started.failed);
  logSweep(started.sweep ? 'sweep' : started.failed ? 'rotation' : 'label', discovered, ports.clock() - now);
  return discovered;
});
