import type { TellAlarm } from '../adapters/channels/kind.ts';
import { kindOf } from '../adapters/channels/kinds.ts';
import { Fault } from '../core/base/fault.ts';
import { chain } from './chain.ts';
import { readVariables } from './environment.ts';
import { alarmEvent, alarmOf, parseEvent } from './events.ts';
import { collectMeasures } from './measure.ts';
import { webhookWorld } from './world.ts';

const teller = (): TellAlarm => {
  const { alarmChannel, selfHosted } = readVariables('alarmChannel', 'selfHosted');
  const { type, ...settings } = alarmChannel;
  const tell = kindOf(type)?.alarm?.(settings, webhookWorld(selfHosted));
  if (tell === undefined) throw new Fault('the channel of this function is of no kind that can tell alarms');
  return tell;
};

const tell = teller();

/** Throws what the chat did not take: Lambda tries twice more, then leaves it in the queue of failed alarms, which has an alarm by mail. */
export const handler = chain(collectMeasures(), async (event): Promise<void> => {
  for (const record of parseEvent(alarmEvent, event).Records) {
    const sent = await tell(alarmOf(record));
    if (!sent.sent) throw new Fault(sent.why);
  }
});
