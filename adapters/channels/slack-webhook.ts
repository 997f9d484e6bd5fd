import type { Json } from '../../core/base/json.ts';
import type { Answer } from '../../core/model/answer.ts';
import type { SlackMessage } from '../../messages/slack/markup.ts';
import { storedSlack } from '../../messages/texts.ts';
import type { Channel, Sent } from '../../monitor/ports.ts';
import { failedBy, type Hook, postTo, retryAtOf, type WebhookOptions } from './webhook.ts';

/** Slack takes one message a second for a webhook. */
export const SLACK_PER_SECOND = 1;

/** Alerts, as they were stored. */
export const slackChannel = (options: WebhookOptions): Channel => {
  const post = slackPost(options);
  return { name: 'slack', send: (telling, text) => post(() => storedSlack(telling, text)) };
};

/** Posts Block Kit to an incoming webhook. Nothing but the path's three parts comes out of the secret: the host is ours. */
export const slackPost = (options: WebhookOptions): ((message: () => SlackMessage) => Promise<Sent>) => {
  const post = postTo(SLACK, options);
  return (message) => post(() => message() as unknown as Json);
};

/** Only 200 with the text `ok` means that Slack has it. */
const sentOf = (answer: Answer): Sent => {
  const word = /^[a-z_]{1,40}$/.test(answer.text) ? ` ${answer.text}` : '';
  const says = `${answer.status}${word}`;
  switch (answer.status) {
    case 200:
      return answer.text.trim() === 'ok' ? { sent: true } : failedBy(SLACK, 'answered 200 but not ok');
    case 429:
      return failedBy(SLACK, `too many messages (${says})`, retryAtOf(answer));
    case 403:
    case 404:
    case 410:
      return failedBy(SLACK, `webhook refused (${says}): make a new one and store its address`);
    case 400:
      return { ...failedBy(SLACK, `message refused (${says})`), refused: true };
    default:
      return failedBy(SLACK, `no usable answer (${says})`);
  }
};

const SLACK: Hook = {
  name: 'Slack',
  origin: 'https://hooks.slack.com',
  path: '/services/{team}/{app}/{key}',
  address:
    /^\s*(?<origin>https?:\/\/[^/\s?#@\\]+)\/services\/(?<team>[A-Za-z0-9]+)\/(?<app>[A-Za-z0-9]+)\/(?<key>[A-Za-z0-9]+)\s*$/,
  noAddress: 'the secret named for Slack cannot be read, or holds no address https://hooks.slack.com/services/...',
  perSecond: SLACK_PER_SECOND,
  sentOf,
};
