import * as z from 'zod';
import { at, type Json } from '../../core/base/json.ts';
import { SECOND } from '../../core/base/time.ts';
import type { Answer } from '../../core/model/answer.ts';
import { renderDiscordAlarm } from '../../messages/discord/alarm.ts';
import { renderDiscord } from '../../messages/discord/discord.ts';
import type { DiscordMessage } from '../../messages/discord/markup.ts';
import type { Sent } from '../../monitor/ports.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { channelKind, type WebhookWorld } from './kind.ts';
import { failedBy, type Hook, postTo, retryAtOf } from './webhook.ts';

/** Thirty a minute for a webhook are known from public reports, no page of Discord says it; its own 429 tells the rest. */
const PER_SECOND = 0.5;

/** `wait=true`: Discord answers with the message that it has made, and not only that it read one. */
const sentOf = (answer: Answer): Sent => {
  const code = at(answer.json, 'code');
  const says = `${answer.status}${typeof code === 'number' ? ` code ${code}` : ''}`;
  switch (answer.status) {
    case 200:
      return typeof at(answer.json, 'id') === 'string'
        ? { sent: true }
        : failedBy(DISCORD, 'answered 200 without a message');
    case 429:
      return failedBy(DISCORD, `too many messages (${says})`, retryAt(answer));
    case 401:
    case 403:
    case 404:
      return failedBy(DISCORD, `webhook refused (${says}): make a new one and store its address`);
    case 400:
      return { ...failedBy(DISCORD, `message refused (${says})`), refused: true };
    default:
      return failedBy(DISCORD, `no usable answer (${says})`);
  }
};

/** The body tells parts of a second, the header whole ones (docs.discord.com/developers/topics/rate-limits). */
const retryAt = (answer: Answer): number => {
  const seconds = at(answer.json, 'retry_after');
  return typeof seconds === 'number' && seconds > 0 && seconds <= 3600
    ? answer.at + Math.ceil(seconds * SECOND)
    : retryAtOf(answer);
};

const DISCORD: Hook = {
  name: 'Discord',
  origin: 'https://discord.com',
  path: '/api/webhooks/{id}/{key}?wait=true',
  address:
    /^\s*(?<origin>https?:\/\/[^/\s?#@\\]+)\/api\/(?:v\d{1,2}\/)?webhooks\/(?<id>\d{17,20})\/(?<key>[A-Za-z0-9_-]{60,120})(?:\/slack|\/github)?\s*$/,
  alsoAs: ['https://discordapp.com', 'https://ptb.discord.com', 'https://canary.discord.com'],
  noAddress: 'the secret named for Discord cannot be read, or holds no address https://discord.com/api/webhooks/...',
  perSecond: PER_SECOND,
  sentOf,
};

const discordPost = (secretId: string, world: WebhookWorld): ((message: DiscordMessage) => Promise<Sent>) => {
  const post = postTo(DISCORD, secretId, world);
  return (message) => post(message as unknown as Json);
};

export const discord = channelKind({
  type: 'discord',
  title: 'Discord',
  perSecond: PER_SECOND,
  settings: z.strictObject({ secret: secretName.describe('Holds the address of the webhook.') }),
  needs: ({ secret }) => ({ secrets: [secret] }),
  render: renderDiscord,
  message: z.looseObject({ content: z.string(), embeds: z.array(z.unknown()).length(1) }),
  connect: ({ secret }, world) => discordPost(secret, world),
  alarm: ({ secret }, world) => {
    const post = discordPost(secret, world);
    return (change) => post(renderDiscordAlarm(change));
  },
});
