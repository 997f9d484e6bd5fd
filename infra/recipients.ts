import * as z from 'zod';

const SAY = {
  email: 'write an address such as team@example.org, or a list of them',
  twice: 'this address stands twice; leave one of them out',
  webhook: 'write the name or ARN of the secret that holds the webhook, never the webhook itself',
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

const webhookSecret = z
  .string(SAY.webhook)
  .regex(/^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}$/, SAY.webhook);

/** Who is told. */
export const recipients = {
  /** Each gets one confirmation mail from AWS first. */
  alertEmail: z
    .array(z.string(SAY.email).trim().pipe(z.email(SAY.email)), SAY.email)
    .superRefine(eachOnce)
    .default([]),
  slackWebhookSecret: webhookSecret.optional(),
  discordWebhookSecret: webhookSecret.optional(),
  /** Only to be said on purpose: without it a monitor that would tell nobody is not synthesised. */
  nobodyIsTold: z.boolean(SAY.nobody).default(false),
};

/** The settings of which one must be there for somebody to be told. */
export const RECIPIENT_KEYS = ['alertEmail', 'slackWebhookSecret', 'discordWebhookSecret', 'topicArn'] as const;

type Told = {
  readonly alertEmail: readonly string[];
  readonly slackWebhookSecret?: string | undefined;
  readonly discordWebhookSecret?: string | undefined;
  readonly topicArn?: string | undefined;
};

export const tellsSomebody = (config: Told): boolean =>
  config.alertEmail.length > 0 || hasChat(config) || config.topicArn !== undefined;

/** A channel of its own, beside the topic. */
export const hasChat = ({ slackWebhookSecret, discordWebhookSecret }: Told): boolean =>
  slackWebhookSecret !== undefined || discordWebhookSecret !== undefined;
