import { type AlarmChange, renderAlarm } from '../../messages/slack/alarm.ts';
import type { Sent } from '../../monitor/ports.ts';
import { type SlackOptions, slackPost } from './slack-webhook.ts';

export type { AlarmChange } from '../../messages/slack/alarm.ts';

/** Tells Slack that an alarm of the monitor itself went on or off. */
export const slackAlarms = (options: SlackOptions): ((change: AlarmChange) => Promise<Sent>) => {
  const post = slackPost(options);
  return (change) => post(() => renderAlarm(change));
};
