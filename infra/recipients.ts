import * as z from 'zod';
import { type ChannelSettings, channels, needsOf } from '../adapters/settings/channels.ts';
import { secretName } from '../adapters/settings/names-of-aws.ts';

const SAY = {
  email: 'write an address such as team@example.org, or a list of them',
  twice: 'this address stands twice; leave one of them out',
  nobody: 'write true to deploy a monitor that tells nobody',
} as const;

/** Hosts know no case; before the @ it is the host's to say. */
const mailbox = (address: string): string => {
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
};

/** SNS would take the second as the first, and CloudFormation fail on it or drop one with the other. */
const eachOnce = (addresses: readonly string[], context: z.RefinementCtx): void => {
  const boxes = addresses.map(mailbox);
  const again = boxes.findIndex((box, i) => boxes.indexOf(box) < i);
  if (again >= 0) context.addIssue({ code: 'custom', message: SAY.twice, path: [again] });
};

/** Who is told. */
export const recipients = {
  /** Each gets one confirmation mail from AWS first. */
  alertEmail: z
    .array(z.string(SAY.email).trim().pipe(z.email(SAY.email)), SAY.email)
    .superRefine(eachOnce)
    .default([]),
  /** The same as a channel `slack` of type slack. */
  slackWebhookSecret: secretName.optional(),
  /** The same as a channel `discord` of type discord. */
  discordWebhookSecret: secretName.optional(),
  /** Further channels, by names of one's own. */
  channels: channels.default({}),
  /** Only to be said on purpose: without it a monitor that would tell nobody is not synthesised. */
  nobodyIsTold: z.boolean(SAY.nobody).default(false),
};

/** The settings of which one must be there for somebody to be told. */
export const RECIPIENT_KEYS = [
  'alertEmail',
  'slackWebhookSecret',
  'discordWebhookSecret',
  'channels',
  'topicArn',
] as const;

type Told = {
  readonly alertEmail: readonly string[];
  readonly slackWebhookSecret?: string | undefined;
  readonly discordWebhookSecret?: string | undefined;
  readonly channels: ChannelSettings;
  readonly topicArn?: string | undefined;
};

export const tellsSomebody = (config: Told): boolean =>
  config.alertEmail.length > 0 || hasChat(config) || config.topicArn !== undefined;

/** A channel of its own, beside the topic. */
export const hasChat = (config: Told): boolean => Object.keys(channelsOf(config)).length > 0;

/** All channels beside the topic, those of the older settings too. */
export const channelsOf = ({ slackWebhookSecret, discordWebhookSecret, channels }: Told): ChannelSettings => ({
  ...(slackWebhookSecret !== undefined && { slack: { type: 'slack', secret: slackWebhookSecret } }),
  ...(discordWebhookSecret !== undefined && { discord: { type: 'discord', secret: discordWebhookSecret } }),
  ...channels,
});

/** Types of all channels, the topic's too, each once. */
export const typesOf = (config: Told): readonly string[] => [
  ...new Set(['sns', ...Object.values(channelsOf(config)).map(({ type }) => type)]),
];

/** What all channels together must be allowed, each thing once. */
export const needsOfAll = (config: Told) => {
  const needs = Object.values(channelsOf(config)).map(needsOf);
  const all = (key: 'secrets' | 'topics' | 'buses' | 'senders'): readonly string[] => [
    ...new Set(needs.flatMap((one) => one[key] ?? [])),
  ];
  return {
    secrets: all('secrets'),
    topics: all('topics'),
    buses: all('buses'),
    senders: all('senders'),
    threads: needs.some(({ threads }) => threads === true),
  };
};
