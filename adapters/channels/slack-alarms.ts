import { type AlarmChange, renderAlarm } from '../../messages/slack/alarm.ts';
import type { Sent } from '../../monitor/ports.ts';
import { slackPost } from './slack-webhook.ts';
import type { WebhookOptions } from './webhook.ts';

export type { AlarmChange } from '../../messages/slack/alarm.ts';

/** Tells Slack that an alarm of the monitor itself went on or off. */
export const slackAlarms = (options: WebhookOptions): ((change: AlarmChange) => Promise<Sent>) => {
  const post = slackPost(options);
  return (change) => post(() => renderAlarm(change));
};
