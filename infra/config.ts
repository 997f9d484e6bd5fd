import * as z from 'zod';
import { descending, LADDER_DAYS, repeatedIn } from '../core/model/ladder.ts';
import { TOKEN_PREFIX } from '../core/model/tags.ts';
import { HTTP, httpTarget, isAllowedOrigin, whole } from './http-config.ts';
import { sweepInterval } from './schedule.ts';

/** Days that CloudWatch Logs can keep. */
const RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const SAY = {
  email: 'write an address such as team@example.org, or a list of them',
  schedule: 'write rate(1 hour), from 1 minute to 24 hours, or cron(0 6 * * ? *), at least daily',
  timezone: 'write an IANA name such as Europe/Berlin',
  ladder: 'write 1 to 10 whole numbers of days from 1 to 3650, such as [30, 14, 7, 3, 1]',
  confirm: 'write whole seconds from 60 to 900',
  doubt: 'write whole seconds from 1800 to 7200',
  collect: 'write whole seconds from 60 to 3600',
  origin: 'write an https origin without a path, such as https://git.example.org',
  kind: 'write a kind such as discord.oauth, then a list of name patterns',
  tokenPrefix: 'write {"gitlab": ["acme-"]}: what the tokens of your own GitLab begin with',
  pattern: 'write a pattern of secret names such as prod/discord-*; a bare * would send any value to that issuer',
  httpName: 'write a name of letters, digits, dashes',
  slack: 'write the name or ARN of the secret that holds the webhook, never the webhook itself',
  removal: 'write retain (the table outlives the stack) or destroy',
  retention: `write one of the days that CloudWatch Logs knows: ${RETENTION.join(', ')}`,
  prefixOfNames: 'write the first characters of the names of the secrets to watch, such as prod/',
  concurrency: 'write a whole number from 2 to 1000',
} as const;

/** The same step twice is mostly a slip of the keys for another one. */
const eachOnce = (days: readonly number[], context: z.RefinementCtx): void => {
  const twice = repeatedIn(days);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `${twice} stands twice; ${SAY.ladder}` });
};

const pattern = z.string(SAY.pattern).regex(/^(?=.*[^*])[A-Za-z0-9/_+=.@*-]{1,512}$/, SAY.pattern);

const tokenPrefixes = z.array(z.string(SAY.tokenPrefix).regex(TOKEN_PREFIX, SAY.tokenPrefix), SAY.tokenPrefix);

/** The `tokenHealth` context of cdk.json. `local` is the emulator. */
export const configSchema = (local: boolean) =>
  z.strictObject(
    {
      /** Each gets one confirmation mail from AWS first. */
      alertEmail: z.array(z.email(SAY.email), SAY.email).default([]),
      schedule: z
        .string(SAY.schedule)
        .refine((text) => sweepInterval(text) !== undefined, SAY.schedule)
        .default('rate(1 hour)'),
      /** In which a cron schedule is read. */
      timezone: z.string(SAY.timezone).refine(isZone, SAY.timezone).default('UTC'),
      /** Days before expiry at which is warned. */
      ladder: z
        .array(whole(LADDER_DAYS.least, LADDER_DAYS.most, SAY.ladder), SAY.ladder)
        .min(1, SAY.ladder)
        .max(LADDER_DAYS.steps, SAY.ladder)
        .superRefine(eachOnce)
        .transform((days) => [...descending(days)])
        .default([30, 14, 7, 3, 1]),
      /** Between a refusal and the look that confirms it. SQS can delay by 900 at most. */
      confirmAfterSeconds: whole(60, 900, SAY.confirm).default(180),
      /** How long an answer that can mean two things must last to count. The emulator need not wait. */
      doubtSeconds: whole(local ? 60 : 1800, 7200, SAY.doubt).default(1800),
      /** How long first sights of one owner are collected into one message. */
      collectSeconds: whole(60, 3600, SAY.collect).default(600),
      /** Origins that a `token-health:url` tag may choose from. */
      selfHosted: z
        .array(
          z.string(SAY.origin).refine((text) => isAllowedOrigin(text, local), SAY.origin),
          SAY.origin,
        )
        .default([]),
      /** Kinds without a shape are off until listed here with the names of their secrets. */
      unshaped: z
        .record(
          z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, SAY.kind),
          z.array(pattern, SAY.kind).min(1, SAY.kind),
          SAY.kind,
        )
        .default({}),
      /** What the tokens of one's own issuer begin with; an empty text where they begin at once. */
      tokenPrefixes: z.partialRecord(z.literal('gitlab', SAY.tokenPrefix), tokenPrefixes, SAY.tokenPrefix).default({}),
      /** Targets of the http provider, by name. */
      http: z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, SAY.httpName), httpTarget(local), HTTP).default({}),
      slackWebhookSecret: z
        .string(SAY.slack)
        .regex(/^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}$/, SAY.slack)
        .optional(),
      removalPolicy: z.enum(['retain', 'destroy'], SAY.removal).default('retain'),
      logRetentionDays: z.literal(RETENTION, SAY.retention).default(90),
      /** Narrows what the probe may read beyond the tag. */
      namePrefix: z
        .string(SAY.prefixOfNames)
        .regex(/^[A-Za-z0-9/_+=.@-]{1,256}$/, SAY.prefixOfNames)
        .optional(),
      /** Probes running at once. They share an issuer's budget in equal parts, and the waiting of each is billed. */
      probeConcurrency: whole(2, 1000, SAY.concurrency).default(2),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'write an object of settings' : undefined) },
  );

export type Config = z.output<ReturnType<typeof configSchema>>;
