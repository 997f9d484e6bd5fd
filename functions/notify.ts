import { randomUUID } from 'node:crypto';
import { deliverDue, deliverNew } from '../monitor/deliver/deliver.ts';
import { type Tested, testChannels } from '../monitor/deliver/test-channels.ts';
import { type BatchResponse, eachInTurn, failuresOf } from './batch.ts';
import { chain, logFailure } from './chain.ts';
import { settingsFolder } from './environment.ts';
import { alertIdOf, notifyEvent, parseEvent } from './events.ts';
import { collectMeasures } from './measure.ts';
import { notifyPorts } from './notify-ports.ts';

const measure = collectMeasures();
const deployed = notifyPorts(measure, settingsFolder(import.meta.dirname));

export const handler = chain(measure, async (event): Promise<BatchResponse | Tested> => {
  const ports = { ...deployed, sender: randomUUID() };
  const came = parseEvent(notifyEvent, event);
  switch (came.came) {
    case 'stream':
      return eachInTurn(came.records, {
        idOf: ({ dynamodb }) => dynamodb.SequenceNumber,
        run: (record) => deliverNew([alertIdOf(record)], ports),
        onFailure: logFailure,
      });
    case 'test':
      return testChannels(came, ports);
    case 'clock':
      await deliverDue(ports);
      return failuresOf([], []);
  }
});
