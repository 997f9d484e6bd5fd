/** One list price of us-east-1, in USD. */
export type Price = {
  readonly usd: number;
  /** How many of `unit` that buys. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
  /** Month in which the source was read. */
  readonly read: string;
  /** False: no page of AWS was at hand; a third party's, or from memory. Budget with it, promise nothing. */
  readonly byAws: boolean;
};

const price = (usd: number, per: number, unit: string, source: string, read: string, byAws = false): Price => ({
  usd,
  per,
  unit,
  source,
  read,
  byAws,
});

const MILLION = 1_000_000;

/** What a month of the monitor is counted in. No free allowance is taken off: another workload may have used it. */
export const PRICES = {
  metric: price(0.3, 1, 'custom metric a month', 'signoz.io/guides/cloudwatch-pricing', '2026-02'),
  alarm: price(0.1, 1, 'alarm metric a month', 'cloudburn.io', '2026-03'),
  logs: price(0.5, 1e9, 'byte ingested', 'factualminds.com (CloudWatch)', '2026-06'),
  logStorage: price(0.03, 1e9, 'byte kept a month', 'factualminds.com (CloudWatch)', '2026-06'),
  logScans: price(0.005, 1e9, 'byte read by a query', 'factualminds.com (observability)', '2026-05'),
  key: price(1, 1, 'customer key a month', 'aws.amazon.com/kms/pricing', '2026-11', true),
  keyRequests: price(0.03, 10_000, 'KMS request', 'wring.co/blog/aws-kms-pricing-guide', '2026-11'),
  secretsCalls: price(0.05, 10_000, 'Secrets Manager call', 'aws.amazon.com/secrets-manager/pricing', '2026-09', true),
  lambdaRequests: price(0.2, MILLION, 'invocation', 'cloudchipr.com', '2026-06'),
  lambdaSeconds: price(0.000_013_333_4, 1, 'GB-second on arm64', 'cloudchipr.com', '2026-06'),
  queueRequests: price(0.4, MILLION, 'request of up to 64 KB', 'cloudburn.io/blog/amazon-sqs-pricing', '2026-03'),
  fairQueue: price(0.1, MILLION, 'request with a group id', 'cloudburn.io/blog/amazon-sqs-pricing', '2026-03'),
  tableReads: price(0.125, MILLION, 'read unit on demand', 'third parties; the cut of November 2024', '2026-09'),
  tableWrites: price(0.625, MILLION, 'write unit on demand', 'third parties; the cut of November 2024', '2026-09'),
  tableStorage: price(0.45, 1e9, 'byte a month, with point-in-time recovery', 'unconfirmed', '2026-09'),
  trailEvents: price(
    2,
    100_000,
    'management event in a second trail',
    'aws.amazon.com/cloudtrail/pricing',
    '2026-11',
    true,
  ),
  guardDuty: price(4, MILLION, 'management event analysed', 'factualminds.com (GuardDuty)', '2026-06'),
  schedules: price(1, MILLION, 'start by EventBridge Scheduler', 'unconfirmed', '2026-09'),
} as const satisfies Readonly<Record<string, Price>>;

export type Priced = keyof typeof PRICES;

/** USD for this many of what a price counts. */
export const usdOf = (name: Priced, amount: number): number => (amount * PRICES[name].usd) / PRICES[name].per;
