import { type AlarmChange, renderAlarm } from '../../messages/slack/alarm.ts';
import type { Sent } from '../../monitor/ports.ts';
import { slackPost } from './slack.ts';
import type { WebhookWorld } from './webhook.ts';

export type { AlarmChange } from '../../messages/slack/alarm.ts';

/** Tells Slack that an alarm of the monitor itself went on or off. */
export const slackAlarms = (secretId: string, world: WebhookWorld): ((change: AlarmChange) => Promise<Sent>) => {
  const post = slackPost(secretId, world);
  return async (change) => post(renderAlarm(change));
};
