import * as z from 'zod';
import { LOG_LEVELS, ONLOOKERS } from '../adapters/names.ts';
import { DEPLOYED, type Deployed } from '../adapters/settings/deployed.ts';
import { httpSettings } from '../adapters/settings/http-targets.ts';
import { ladder } from '../adapters/settings/ladder.ts';
import { isAllowedOrigin } from '../adapters/settings/origins.ts';
import { isTimeZone } from '../adapters/settings/time-zone.ts';
import { descending } from '../core/model/ladder.ts';
import { TOKEN_PREFIX } from '../core/model/tags.ts';
import { ADOPTED } from './adoption.ts';
import { readDigestAt } from './digest-at.ts';
import { channelsOf, recipients } from './recipients.ts';
import { scheduleProblem } from './schedule.ts';

/** Days that CloudWatch Logs can keep. */
const RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const SAY = {
  schedule: 'write rate(1 hour), from 1 minute to 24 hours, or cron(0 6 * * ? *), at least daily',
  timezone: 'write an IANA name such as Europe/Berlin',
  confirm: 'write whole seconds from 60 to 900',
  doubt: 'write whole seconds from 1800 to 7200',
  collect: 'write whole seconds from 60 to 3600',
  origin: 'write an https origin without a path, such as https://git.example.org',
  kind: 'write a kind such as discord.oauth, then a list of name patterns',
  tokenPrefix: 'write {"gitlab": ["acme-"]}: what the tokens of your own GitLab begin with',
  pattern: 'write a pattern of secret names such as prod/discord-*; a bare * would send any value to that issuer',
  digest: 'write weekly, daily or off',
  digestAt: 'write a day and a time such as "mon 09:00", or for a daily digest a time such as "09:00"',
  removal: 'write retain (the table outlives the stack) or destroy',
  retention: `write one of the days that CloudWatch Logs knows: ${RETENTION.join(', ')}`,
  prefixOfNames: 'write the first characters of the names of the secrets to watch, such as prod/',
  issuers: 'write the folder that holds the files of your own issuers, such as issuers',
  concurrency: 'write a whole number from 2 to 1000',
  stack: 'write a letter, then up to 127 letters, digits and dashes, such as TokenHealth-prod',
  level: `write one of ${LOG_LEVELS.join(', ')}`,
  also: 'write a list of up to 10 ARNs, each once: the output WidgetFunctionArn of other monitors, such as arn:aws:lambda:eu-west-1:123456789012:function:NAME, without a version',
  who: 'write true to have CloudTrail asked who stored a version that is refused',
  onlookers: `write a list of what you let watch the functions: ${ONLOOKERS.join(', ')}`,
} as const;

const WIDGET = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}$/;

const whole = (from: number, to: number, remedy: string) => z.int(remedy).min(from, remedy).max(to, remedy);

const dailyAtLeast = (schedule: string, context: z.RefinementCtx): void => {
  const problem = scheduleProblem(schedule);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `${problem}; ${SAY.schedule}` });
};

const pattern = z.string(SAY.pattern).regex(/^(?=.*[^*])[A-Za-z0-9/_+=.@*-]{1,512}$/, SAY.pattern);

const tokenPrefixes = z.array(z.string(SAY.tokenPrefix).regex(TOKEN_PREFIX, SAY.tokenPrefix), SAY.tokenPrefix);

/** The `tokenHealth` context of cdk.json. `local` is the emulator. */
export const configSchema = (local: boolean) =>
  z.strictObject(
    {
      ...recipients,
      schedule: z.string(SAY.schedule).superRefine(dailyAtLeast).default('rate(1 hour)'),
      /** In which a cron schedule is read. */
      timezone: z.string(SAY.timezone).refine(isTimeZone, SAY.timezone).default('UTC'),
      ...DEPLOYED,
      /** Days before expiry at which is warned, or each of them with its severity. */
      ladder: ladder
        .transform((setting) => (Array.isArray(setting) ? [...descending(setting)] : setting))
        .default([30, 14, 7, 3, 1]),
      /** Between a refusal and the look that confirms it. SQS can delay by 900 at most. */
      confirmAfterSeconds: whole(60, 900, SAY.confirm).default(180),
      /** How long an answer that can mean two things must last to count. The emulator need not wait. */
      doubtSeconds: whole(local ? 60 : 1800, 7200, SAY.doubt).default(1800),
      /** How long first sights of one owner are collected into one message. */
      collectSeconds: whole(60, 3600, SAY.collect).default(600),
      /** How often each owner is told how all tokens stand. */
      digest: z.enum(['weekly', 'daily', 'off'], SAY.digest).default('weekly'),
      /** In `timezone`; Monday, or every day, at nine where nobody says. */
      digestAt: z
        .string(SAY.digestAt)
        .refine((text) => readDigestAt(text) !== undefined, SAY.digestAt)
        .optional(),
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
          z.string().regex(/^[a-z0-9-]+\.[A-Za-z0-9-]+$/, SAY.kind),
          z.array(pattern, SAY.kind).min(1, SAY.kind),
          SAY.kind,
        )
        .default({}),
      /** What the tokens of one's own issuer begin with; an empty text where they begin at once. */
      tokenPrefixes: z.partialRecord(z.literal('gitlab', SAY.tokenPrefix), tokenPrefixes, SAY.tokenPrefix).default({}),
      /** Targets of the http provider, by name. */
      http: httpSettings(local).default({}),
      /** Folder of issuers that the deployment describes itself: docs/issuers.md. */
      issuers: z.string(SAY.issuers).min(1, SAY.issuers).optional(),
      removalPolicy: z.enum(['retain', 'destroy'], SAY.removal).default('retain'),
      logRetentionDays: z.literal(RETENTION, SAY.retention).default(90),
      logLevel: z.enum(LOG_LEVELS, SAY.level).default('INFO'),
      /** Narrows what the probe may read beyond the tag. */
      namePrefix: z
        .string(SAY.prefixOfNames)
        .regex(/^[A-Za-z0-9/_+=.@-]{1,256}$/, SAY.prefixOfNames)
        .optional(),
      /** Probes running at once. They share an issuer's budget in equal parts, and the waiting of each is billed. */
      probeConcurrency: whole(2, 1000, SAY.concurrency).default(2),
      /** Also the `service` of every metric: two monitors of one account and region are told apart by it. */
      stackName: z
        .string(SAY.stack)
        .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, SAY.stack)
        .default('TokenHealth'),
      /** Widgets of other monitors, in any account and region, that this one's dashboard shows too. */
      dashboardAlso: z
        .array(z.string(SAY.also).regex(WIDGET, SAY.also), SAY.also)
        .max(10, SAY.also)
        .refine((arns) => new Set(arns).size === arns.length, SAY.also)
        .default([]),
      /** Whether alerts say who stored the version that is refused, as CloudTrail tells. */
      whoChanged: z.boolean(SAY.who).default(false),
      /** What may see values in the functions although it is nobody's issuer. */
      allowOnlookers: z.array(z.enum(ONLOOKERS, SAY.onlookers), SAY.onlookers).default([]),
      ...ADOPTED,
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'write an object of settings' : undefined) },
  );

export type Config = z.output<ReturnType<typeof configSchema>>;

/** What the functions read from the file beside their code. */
export const deployedOf = (config: Config): Deployed => {
  const { ladder, rules, officeHours, owners } = config;
  return {
    channels: channelsOf(config),
    ladder,
    ...(rules && { rules }),
    ...(officeHours && { officeHours }),
    ...(owners && { owners }),
  };
};
