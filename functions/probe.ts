import { probe } from '../monitor/probe/probe.ts';
import { type BatchResponse, eachAtOnce } from './batch.ts';
import { chain, logFailure } from './chain.ts';
import { deadlineOf } from './deadline.ts';
import { messageOf, parseEvent, queueEvent } from './events.ts';
import { logProbe } from './log-lines.ts';
import { collectMeasures } from './measure.ts';
import { probePorts } from './probe-ports.ts';

const measure = collectMeasures();
const ports = probePorts(measure);

export const handler = chain(measure, async (event, context): Promise<BatchResponse> => {
  const deadline = deadlineOf(context, ports.limit, ports.clock());
  return eachAtOnce(parseEvent(queueEvent, event).Records, {
    idOf: ({ messageId }) => messageId,
    run: async (record) => {
      const began = ports.clock();
      const message = messageOf(record);
      logProbe(message, await probe(ports, message, deadline), ports.clock() - began);
    },
    onFailure: logFailure,
  });
});
