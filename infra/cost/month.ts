import { legsOf, messagesOf, sweepCalls } from './calls.ts';
import type { Deployed } from './deployed.ts';
import { type Priced, usdOf } from './prices.ts';
import { HOURS } from './starts.ts';

/** What one kind of item costs in a month, in USD. */
export type Line = { readonly item: string; readonly usd: number };

/** Requests a second, assumed: the budgets in providers/ allow 3 to 20. */
export const BUDGET = 10;

/** One probe's requests a second: its part of the budget (adapters/http/pace.ts). It waits for its turns, and the wait is billed. */
export const paceOf = (probes: number): number => (0.9 * BUDGET) / probes;

/** Seconds, assumed: reading and storing of a message; a list and each of its pages; a run that finds nothing to do; drawing what was read. */
const SECONDS = { message: 1, list: 1, page: 0.1, idle: 0.2, draw: 0.3 } as const;

/** Bytes of log, with what Lambda adds; test/infra/cost counts what the functions print. */
export const LOG_BYTES = { sweep: 1500, message: 1000, token: 80, idle: 800 } as const;

/** Bytes of a record with its index and overhead: at most one read unit (4 KB). */
export const RECORD_BYTES = 2000;

/** Bytes of a sweep's list: names of secrets, compressed, kept 14 days (adapters/aws/watch-list.ts). */
export const listBytes = (tokens: number): number => legsOf(tokens) * 1000 + tokens * 15;
const LIST_KEPT = (14 * 24) / HOURS;

/** Bytes of one unit of the table: a write of up to 1 KB, a consistent read of up to 4 KB. */
const UNIT = { write: 1024, read: 4096 } as const;

/** With a maximum concurrency Lambda keeps five pollers, each waiting 20 seconds (Lambda developer guide, services-sqs-scaling). */
const IDLE_RECEIVES = (5 * HOURS * 3600) / 20;

/** DynamoDB and SQS ask KMS again after five minutes (encryption.usagenotes; KmsDataKeyReusePeriodSeconds): of each caller. Notify calls every minute, the count of subscribers every five. */
const KEY_REQUESTS = { hour: 24, sweep: 8 } as const;

/** Bytes of the table that a digest reads, and a look at the dashboard: records, alerts of 90 days (one a token, assumed), the lists of sweeps. */
const tableBytes = (sweeps: number, tokens: number): number =>
  tokens * (RECORD_BYTES + ALERT_BYTES) + sweeps * LIST_KEPT * listBytes(tokens);
const ALERT_BYTES = 20_000;

/** A scan that may be seconds old takes half a unit for 4 KB. */
const scanReads = (sweeps: number, tokens: number): number => tableBytes(sweeps, tokens) / UNIT.read / 2;

/** Of a scan, assumed: what one call returns, how long it takes, and how many a dashboard that somebody waits for makes side by side. */
const SCAN = { bytes: 1024 * 1024, seconds: 0.2, sideBySide: 16 } as const;

const scanSeconds = (sweeps: number, tokens: number): number =>
  (tableBytes(sweeps, tokens) / SCAN.bytes) * SCAN.seconds;

/**
 * Views a month, assumed: one viewer, an hour each working day, drawn again every minute. What a view asks of the dashboard is counted in
 * test/infra/dashboard.test.ts: its widgets each read the table, its queries the log of the days that it shows.
 */
export const VIEWING = { views: 1300, widgets: 2, queries: 4, days: 3 } as const;

const lambdaSeconds = ({ sweeps, otherStarts, probes, digests }: Deployed, tokens: number): number => {
  const messages = messagesOf(tokens);
  const sweep = SECONDS.list + messages * (SECONDS.page + SECONDS.message) + tokens / paceOf(probes);
  return sweeps * sweep + otherStarts * SECONDS.idle + digests * scanSeconds(sweeps, tokens);
};

const logBytes = ({ sweeps, otherStarts }: Deployed, tokens: number): number =>
  sweeps * sweepLogBytes(tokens) + otherStarts * LOG_BYTES.idle;

export const sweepLogBytes = (tokens: number): number =>
  LOG_BYTES.sweep + messagesOf(tokens) * LOG_BYTES.message + tokens * LOG_BYTES.token;

type Amounts = Readonly<Partial<Record<Priced, number>>>;

/** Amounts of one month in which no token changes, by item and by what each price counts. */
const amounts = (deployed: Deployed, tokens: number): Readonly<Record<string, Amounts>> => {
  const { metrics, alarms, keys, sweeps, otherStarts, memoryGb, digests } = deployed;
  const calls = sweepCalls(tokens);
  const messages = messagesOf(tokens);
  return {
    'CloudWatch metrics': { metric: metrics },
    'CloudWatch alarms': { alarm: alarms },
    'KMS key and its requests': {
      key: keys,
      keyRequests: keys * (HOURS * KEY_REQUESTS.hour + sweeps * KEY_REQUESTS.sweep),
    },
    'Secrets Manager: list and batch reads': {
      secretsCalls: sweeps * ((calls.ListSecrets ?? 0) + (calls.BatchGetSecretValue ?? 0)),
    },
    Lambda: {
      lambdaRequests: sweeps * (1 + messages) + otherStarts,
      lambdaSeconds: memoryGb * lambdaSeconds(deployed, tokens),
    },
    'SQS, mostly idle polling': {
      // Each message is sent, received and deleted.
      queueRequests: IDLE_RECEIVES + 3 * sweeps * messages,
      fairQueue: 3 * sweeps * messages,
    },
    DynamoDB: {
      // A start of notify reads what is undelivered and the count of subscribers.
      tableReads:
        sweeps * (tokens + 3 + listBytes(tokens) / UNIT.read) + 2 * otherStarts + digests * scanReads(sweeps, tokens),
      // The run twice, the newest sweep, and what the next compares with; then the list.
      tableWrites: sweeps * (4 + legsOf(tokens) + listBytes(tokens) / UNIT.write),
      tableStorage: tokens * RECORD_BYTES + sweeps * LIST_KEPT * listBytes(tokens),
    },
    'CloudWatch Logs': { logs: logBytes(deployed, tokens), logStorage: 3 * logBytes(deployed, tokens) },
    Scheduler: { schedules: sweeps + otherStarts },
  };
};

/** Of the looks of one month at the dashboard. */
const viewing = (deployed: Deployed, tokens: number): Amounts => {
  const { sweeps, widgetGb } = deployed;
  const drawn = VIEWING.views * VIEWING.widgets;
  return {
    lambdaRequests: drawn,
    lambdaSeconds: widgetGb * drawn * (SECONDS.draw + scanSeconds(sweeps, tokens) / SCAN.sideBySide),
    tableReads: drawn * scanReads(sweeps, tokens),
    logScans: VIEWING.views * VIEWING.queries * logBytes(deployed, tokens) * ((VIEWING.days * 24) / HOURS),
  };
};

const usd = (parts: Amounts): number =>
  Object.entries(parts).reduce((total, [name, amount]) => total + usdOf(name as Priced, amount), 0);

/** The bill of one month, item by item. */
export const monthOf = (deployed: Deployed, tokens: number): readonly Line[] =>
  Object.entries(amounts(deployed, tokens)).map(([item, parts]) => ({ item, usd: usd(parts) }));

/** What a month costs while nothing is watched and nobody looks. */
export const fixedUsd = ({ metrics, alarms, keys }: Pick<Deployed, 'metrics' | 'alarms' | 'keys'>): number =>
  usd({ metric: metrics, alarm: alarms, key: keys });

export const sumOf = (lines: readonly Line[]): number => lines.reduce((total, line) => total + line.usd, 0);

/** What may be added, by how an account is set up and who looks at the dashboard. A value is read once a sweep, in batches of twenty. */
export const mayAdd = (
  deployed: Deployed,
  tokens: number,
): { readonly singly: number; readonly viewing: number; readonly others: readonly Line[] } => {
  const { sweeps } = deployed;
  const reads = sweeps * tokens;
  const batches = sweeps * (sweepCalls(tokens).BatchGetSecretValue ?? 0);
  return {
    singly: usdOf('secretsCalls', reads - batches),
    viewing: usd(viewing(deployed, tokens)),
    others: [
      { item: 'if the secrets are encrypted with customer keys', usd: usdOf('keyRequests', reads) },
      { item: 'if a second CloudTrail trail keeps management events', usd: usdOf('trailEvents', reads + batches) },
      { item: 'if GuardDuty analyses management events', usd: usdOf('guardDuty', reads + batches) },
    ],
  };
};
