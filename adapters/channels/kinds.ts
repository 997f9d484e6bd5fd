import { amazonQ } from './amazon-q.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { eventbridge } from './eventbridge.ts';
import type { ChannelKind } from './kind.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { webhook } from './signed-webhook.ts';
import { slack } from './slack.ts';
import { slackBot } from './slack-bot.ts';
import { sns } from './sns.ts';
import { teams } from './teams.ts';

/** Every kind of channel. A new one is its room under messages/, its sender beside this file, and one line here. */
export const KINDS: readonly ChannelKind[] = [
  sns,
  email,
  slack,
  slackBot,
  discord,
  teams,
  amazonQ,
  pagerduty,
  opsgenie,
  webhook,
  eventbridge,
];

export const kindOf = (type: string): ChannelKind | undefined => KINDS.find((kind) => kind.type === type);
