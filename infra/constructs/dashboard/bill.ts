import { Duration } from 'aws-cdk-lib';
import { type IWidget, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type Priced, usdOf } from '../../cost/prices.ts';
import type { MonitorFunction } from '../monitor-function.ts';
import { functionsOf, type Parts } from './parts.ts';
import { graph, HALF } from './pieces.ts';

/** What is billed by use. `fixed`: USD a month that are billed whatever happens. */
export const bill = (parts: Parts, fixed: number): IWidget =>
  graph(`What does it cost? (USD a day, beside ${fixed.toFixed(2)} a month)`, HALF, {
    left: spent(parts),
    stacked: true,
    start: '-P30D',
  });

/** What AWS counts by itself, at the list prices of us-east-1: metrics of its own, which cost nothing. */
const spent = (parts: Parts): MathExpression[] => [
  ...functionsOf(parts).map(([name, one]) => ofFunction(name, one)),
  usdADay('table', `tableReads * ${priceOf('tableReads')} + FILL(tableWrites, 0) * ${priceOf('tableWrites')}`, {
    tableReads: parts.storage.table.metricConsumedReadCapacityUnits(DAILY),
    tableWrites: parts.storage.table.metricConsumedWriteCapacityUnits(DAILY),
  }),
  usdADay('queue, mostly idle polling', `emptyReceives * ${priceOf('queueRequests')}`, {
    emptyReceives: parts.work.queue.metricNumberOfEmptyReceives(DAILY),
  }),
];

const DAILY = { statistic: Stats.SUM, period: Duration.days(1) } as const;

/** Of one, or of so many; without an exponent, which metric math is not known to read. */
const priceOf = (name: Priced, amount = 1): string => usdOf(name, amount).toFixed(15).replace(/0+$/, '');

/** Its log costs by the byte. */
const ofFunction = (name: string, { lambda, memorySize }: MonitorFunction): MathExpression => {
  const [runs, milliseconds, bytes] = [`${name}Runs`, `${name}Milliseconds`, `${name}Bytes`];
  const perMillisecond = priceOf('lambdaSeconds', memorySize / 1024 / 1000);
  return usdADay(
    name,
    `${runs} * ${priceOf('lambdaRequests')} + ${milliseconds} * ${perMillisecond} + FILL(${bytes}, 0) * ${priceOf('logs')}`,
    {
      [runs]: lambda.metricInvocations(DAILY),
      [milliseconds]: lambda.metricDuration(DAILY),
      [bytes]: new Metric({
        namespace: 'AWS/Logs',
        metricName: 'IncomingBytes',
        dimensionsMap: { LogGroupName: lambda.logGroup.logGroupName },
        ...DAILY,
      }),
    },
  );
};

/** The console takes other periods than a day where somebody changes the time range. */
const usdADay = (label: string, usd: string, usingMetrics: Readonly<Record<string, Metric>>): MathExpression => {
  const [first] = Object.keys(usingMetrics);
  return new MathExpression({
    label,
    expression: `(${usd}) * 86400 / PERIOD(${first})`,
    usingMetrics: { ...usingMetrics },
    period: DAILY.period,
  });
};
