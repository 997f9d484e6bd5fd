import { type Discovered, discover, discoverOne, tickAt } from '../monitor/discover/discover.ts';
import { chain } from './chain.ts';
import { discoverPorts } from './discover-ports.ts';
import { discoverEvent, parseEvent } from './events.ts';
import { collectMeasures } from './measure.ts';

const measure = collectMeasures();
const ports = discoverPorts(measure);

export const handler = chain(measure, async (event): Promise<Discovered> => {
  const started = parseEvent(discoverEvent, event);
  const now = ports.clock();
  return started.sweep
    ? discover(ports, tickAt(started.scheduledAt ?? now))
    : discoverOne(ports, started.secretId, tickAt(now));
});
