import { randomUUID } from 'node:crypto';
import { deliverDue, deliverNew } from '../monitor/deliver/deliver.ts';
import { type BatchResponse, eachInTurn, failuresOf } from './batch.ts';
import { chain, logFailure } from './chain.ts';
import { settingsFolder } from './environment.ts';
import { alertIdOf, notifyEvent, parseEvent } from './events.ts';
import { collectMeasures } from './measure.ts';
import { notifyPorts } from './notify-ports.ts';

const measure = collectMeasures();
const deployed = notifyPorts(measure, settingsFolder(import.meta.dirname));

export const handler = chain(measure, async (event): Promise<BatchResponse> => {
  const ports = { ...deployed, sender: randomUUID() };
  const came = parseEvent(notifyEvent, event);
  if (came.stream)
    return eachInTurn(came.records, {
      idOf: ({ dynamodb }) => dynamodb.SequenceNumber,
      run: (record) => deliverNew([alertIdOf(record)], ports),
      onFailure: logFailure,
    });
  await deliverDue(ports);
  return failuresOf([], []);
});
