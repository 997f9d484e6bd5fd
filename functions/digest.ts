import { type Digested, tellDigests } from '../monitor/digest/digest.ts';
import { chain } from './chain.ts';
import { digestPorts } from './digest-ports.ts';
import { digestEvent, parseEvent } from './events.ts';
import { logDigests } from './log-lines.ts';
import { collectMeasures } from './measure.ts';

const ports = digestPorts();

export const handler = chain(collectMeasures(), async (event): Promise<Digested> => {
  const { scheduledAt } = parseEvent(digestEvent, event);
  const began = ports.clock();
  const digested = await tellDigests(ports, scheduledAt ?? began);
  logDigests(digested, ports.clock() - began);
  return digested;
});
