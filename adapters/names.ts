import { VERDICTS } from '../core/model/verdict.ts';

/**
 * Names that the deployed parts share: infra writes them into the template, the functions read them. One table, so that
 * an alarm cannot watch a metric that nobody emits.
 */

/** Environment variables of the functions. */
export const VARIABLES = {
  table: 'TOKEN_HEALTH_TABLE',
  queueUrl: 'TOKEN_HEALTH_QUEUE_URL',
  topicArn: 'TOKEN_HEALTH_TOPIC_ARN',
  /** Types of the channels that are configured, separated by spaces: whose texts are stored with an alert. */
  channelTypes: 'TOKEN_HEALTH_CHANNEL_TYPES',
  /** Where settings.json is; absent in AWS, where it lies beside the code. */
  settingsFolder: 'TOKEN_HEALTH_SETTINGS_FOLDER',
  /** JSON: the one channel that this function brings alarms to, `{"type":"slack","secret":"chat/hook"}`. */
  alarmChannel: 'TOKEN_HEALTH_ALARM_CHANNEL',
  confirmAfterSeconds: 'TOKEN_HEALTH_CONFIRM_AFTER_SECONDS',
  doubtSeconds: 'TOKEN_HEALTH_DOUBT_SECONDS',
  collectSeconds: 'TOKEN_HEALTH_COLLECT_SECONDS',
  /** Origins, separated by spaces. */
  selfHosted: 'TOKEN_HEALTH_SELF_HOSTED',
  /** JSON: kind id to name patterns. */
  unshaped: 'TOKEN_HEALTH_UNSHAPED',
  /** JSON: provider id to the prefixes that its owner chose. */
  tokenPrefixes: 'TOKEN_HEALTH_TOKEN_PREFIXES',
  /** JSON: name to target of the http provider. */
  http: 'TOKEN_HEALTH_HTTP',
  /** How many probes run at once: each keeps to its part of an issuer's budget. */
  probeConcurrency: 'TOKEN_HEALTH_PROBE_CONCURRENCY',
  /** Names of the secrets to watch begin so; absent for all. */
  namePrefix: 'TOKEN_HEALTH_NAME_PREFIX',
  /** The function's own time limit: contexts of emulators always say five minutes. */
  timeoutSeconds: 'TOKEN_HEALTH_TIMEOUT_SECONDS',
  /** `true`: CloudTrail is asked who stored a version that is refused; absent otherwise. */
  whoChanged: 'TOKEN_HEALTH_WHO_CHANGED',
  /** `weekly` or `daily`: of the function that makes digests. */
  digest: 'TOKEN_HEALTH_DIGEST',
  /** IANA name: whose calendar names the period of a digest. */
  timezone: 'TOKEN_HEALTH_TIMEZONE',
  /** Seconds from one sweep to the next: what is older is late. */
  sweepSeconds: 'TOKEN_HEALTH_SWEEP_SECONDS',
  /** ARN of the function that does what the dashboard's buttons say. */
  actFunction: 'TOKEN_HEALTH_ACT_FUNCTION',
  /** Name of the function that has secrets looked at. */
  discoverFunction: 'TOKEN_HEALTH_DISCOVER_FUNCTION',
  /** Read by Powertools: the value of the `service` dimension, so that two deployments in one account stay apart. */
  service: 'POWERTOOLS_SERVICE_NAME',
  namespace: 'POWERTOOLS_METRICS_NAMESPACE',
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  /** Names out of ONLOOKERS, separated by spaces. */
  allowOnlookers: 'TOKEN_HEALTH_ALLOW_ONLOOKERS',
} as const;

/** Of Powertools' levels those that leave errors to be read. */
export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

/** What a tracing layer brings along that could see a value, and that a deployment may allow by this name. */
export const ONLOOKERS = ['AWS_LAMBDA_EXEC_WRAPPER', 'NODE_OPTIONS', 'diagnostics_channel'] as const;

export type Onlooker = (typeof ONLOOKERS)[number];

export const NAMESPACE = 'TokenHealth';

/** Name of the deployment; Powertools adds it to every metric. No metric has another dimension: each combination would cost as one more. */
export const SERVICE_DIMENSION = 'service';

/**
 * Every metric and what it means. A fleet pays for these and no others: at most ten, the monitor's own pulse first. `quiet`: not sent while
 * nothing is wrong, and then not billed (CloudWatch user guide, cloudwatch_billing: by the hour in which data is sent).
 */
export const METRICS = {
  SweepCompleted: {
    means:
      'Sweeps that listed and queued everything. `notify` sends 0 every minute, so that a sweep that does not come is a 0 and no gap.',
  },
  TokensDiscovered: { means: 'Tagged tokens found by one sweep; 0 is sent too.' },
  ListDropped: { means: 'By how many secrets the list fell under half of what it was.', quiet: true },
  TokensJudged: {
    means:
      'Tokens that probe dealt with: judged, or rightly left alone. A sweep that found tokens sends 0 before, so that a dead probe is a 0 and no gap.',
  },
  OldestUndeliveredSeconds: {
    means:
      'For how long the oldest alert that is due has waited, its back-off included; 0 is sent every minute: without it nothing is told.',
  },
  ConfirmedSubscribers: {
    means: 'Confirmed subscribers of the topic. At 0 nobody gets its messages, so they are kept back.',
  },
  ClockSkewSeconds: {
    means: "How far our clock and an issuer's are apart, when that is more than five minutes.",
    quiet: true,
  },
} as const satisfies Readonly<Record<string, { readonly means: string; readonly quiet?: true }>>;

export type MetricName = keyof typeof METRICS;

/**
 * Lines of the log that say how much and how fast, by the word in their field `measured`, with their other fields. The dashboard
 * asks for them with Logs Insights: as metrics, each issuer and verdict would cost as much as three alarms.
 */
export const LINES = {
  probe: { means: 'One request to an issuer.', fields: ['provider', 'outcome', 'milliseconds'] },
  tokens: { means: 'Tokens of one message of a sweep, by verdict.', fields: VERDICTS },
  counts: {
    means: 'Counts that no alarm needs.',
    fields: ['TokensQueued', 'TokensRequeued', 'AlertsSent', 'AlertsFailed'],
  },
} as const;

/** Attributes of the table and of its sparse index over undelivered alerts. */
export const TABLE = {
  pk: 'pk',
  sk: 'sk',
  /** Epoch seconds; only ever set on delivered outbox items, on runs of sweeps and on the audit, never on what still has to be told. */
  ttl: 'expiresAt',
  undeliveredIndex: 'undelivered',
  /** Only on undelivered alerts, always `1`. */
  undelivered: 'undelivered',
  nextAttemptAt: 'nextAttemptAt',
  /** From when on an alert waits; the index shows it of those in back-off too. */
  dueAt: 'dueAt',
} as const;

/** `pk` by kind of item, `*` for the rest of it. Roles are limited to theirs. */
export const PARTITIONS = {
  token: 'token#*',
  issuer: 'issuer#*',
  alert: 'alert#*',
  sweep: 'sweep',
  /** When a channel, or an owner, may be sent to next. */
  pace: 'pace#*',
  /** When somebody may next ask for a look at a token. */
  looks: 'pace#look#*',
  /** By which message an incident began in a channel. */
  thread: 'thread#*',
  /** Who asked for quiet, and what ended it: one a month. */
  audit: 'audit#*',
  /** Who gets the topic's messages. */
  topic: 'topic',
  /** Alerts that tell of subscribers: all that who counts them may store. */
  subscribersAlert: 'alert#subscribers:*',
  /** Digests: all that who makes them may store. */
  digestAlert: 'alert#digest:*',
  /** Alerts that tell of quiet: all that who acts for a viewer may store. Parts of an id hold no `:` (core/base/ids.ts). */
  quietAlert: 'alert#*:quiet:*',
  /** Alerts that tell of a channel that is down: all that who delivers may store. */
  channelAlert: 'alert#channel:*',
} as const;

/** First part of an alert's `pk`: what the stream filter lets through. */
export const ALERT_PREFIX = 'alert#';

export const DIGEST_PREFIX = PARTITIONS.digestAlert.slice(0, -1);

/** What starts the functions besides queue and stream. `scheduledAt` is filled in by the scheduler. */
export const TRIGGERS = {
  sweep: 'sweep',
  look: 'look',
  deliver: 'deliver',
  subscribers: 'subscribers',
  digest: 'digest',
  test: 'test',
} as const;

export { MARKER_TAG } from '../core/model/tags.ts';
