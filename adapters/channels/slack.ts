import * as z from 'zod';
import type { Json } from '../../core/base/json.ts';
import type { Answer } from '../../core/model/answer.ts';
import { renderSlackAlarm } from '../../messages/slack/alarm.ts';
import type { SlackMessage } from '../../messages/slack/markup.ts';
import { mentioning } from '../../messages/slack/mention.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { storyOf } from '../../messages/story/story-of.ts';
import type { Sent } from '../../monitor/ports.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { slackMentions } from '../settings/slack.ts';
import { channelKind, type WebhookWorld } from './kind.ts';
import { failedBy, type Hook, postTo, retryAtOf } from './webhook.ts';

/** Slack takes one message a second for a webhook. */
const PER_SECOND = 1;

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
  perSecond: PER_SECOND,
  sentOf,
};

/** Posts Block Kit to an incoming webhook. Nothing but the path's three parts comes out of the secret: the host is ours. */
const slackPost = (secretId: string, world: WebhookWorld): ((message: SlackMessage) => Promise<Sent>) => {
  const post = postTo(SLACK, secretId, world);
  return (message) => post(message as unknown as Json);
};

/** The shape that a stored message must have to be sent. */
export const slackMessage = z.looseObject({ text: z.string(), blocks: z.array(z.unknown()) });

export const slack = channelKind({
  type: 'slack',
  title: 'Slack',
  perSecond: PER_SECOND,
  settings: z.strictObject({
    secret: secretName.describe('Holds the address of the incoming webhook.'),
    mention: slackMentions.optional(),
  }),
  needs: ({ secret }) => ({ secrets: [secret] }),
  render: renderSlack,
  message: slackMessage,
  connect: ({ secret, mention }, world) => {
    const post = slackPost(secret, world);
    return (message, telling) => post(mentioning(message, mention?.[storyOf(telling).severity]));
  },
  alarm: ({ secret }, world) => {
    const post = slackPost(secret, world);
    return (change) => post(renderSlackAlarm(change));
  },
});
