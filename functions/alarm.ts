import { slackAlarms } from '../adapters/channels/slack-alarms.ts';
import { Fault } from '../core/base/fault.ts';
import { chain } from './chain.ts';
import { readVariables } from './environment.ts';
import { alarmEvent, alarmOf, parseEvent } from './events.ts';
import { collectMeasures } from './measure.ts';
import { webhookWorld } from './world.ts';

const { slackSecret, selfHosted } = readVariables('slackSecret', 'selfHosted');
const tell = slackAlarms(slackSecret ?? '', webhookWorld(selfHosted));

/** Throws what Slack did not take: Lambda tries twice more, then leaves it in the queue of failed alarms, which has an alarm by mail. */
export const handler = chain(collectMeasures(), async (event): Promise<void> => {
  for (const record of parseEvent(alarmEvent, event).Records) {
    const sent = await tell(alarmOf(record));
    if (!sent.sent) throw new Fault(sent.why);
  }
});
