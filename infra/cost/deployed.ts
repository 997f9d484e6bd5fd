import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import { METRICS } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { describe } from '../constructs/monitor-function.ts';
import { HOURS, startsAMonth } from './starts.ts';

/** What costs whether tokens are watched or not, counted in the stack itself. */
export type Deployed = {
  /** Sent in a quiet month. CloudWatch bills each combination of a metric and its dimensions; ours have none but the deployment's. */
  readonly metrics: number;
  readonly alarms: number;
  readonly keys: number;
  /** Sweeps a month. */
  readonly sweeps: number;
  /** Digests a month: each reads the whole table. */
  readonly digests: number;
  /** Starts a month by all other schedules, such as those of notify. */
  readonly otherStarts: number;
  /** Of each function that works by itself. */
  readonly memoryGb: number;
  /** Of the function that draws the dashboard. */
  readonly widgetGb: number;
  /** Probes at once: each keeps to its part of an issuer's budget. */
  readonly probes: number;
};

/** An alarm over an expression is billed for each metric in it. */
const alarmMetrics = ({ metrics }: CfnAlarm): number =>
  Array.isArray(metrics) ? metrics.filter((part) => 'metricStat' in part).length : 1;

const memoryGb = (all: readonly IConstruct[], entry: 'probe' | 'widget'): number =>
  (all.filter((part) => part instanceof CfnFunction).find(({ description }) => description === describe(entry))
    ?.memorySize ?? 0) / 1024;

type Settings = Pick<Config, 'schedule' | 'probeConcurrency' | 'digest'>;

const DIGESTS = { weekly: HOURS / (7 * 24), daily: HOURS / 24, off: 0 } as const;

export const deployedIn = (stack: IConstruct, { schedule, probeConcurrency, digest }: Settings): Deployed => {
  const all = stack.node.findAll();
  const starts = all.filter((part) => part instanceof CfnSchedule).map((part) => part.scheduleExpression);
  const sweeps = startsAMonth(schedule);
  return {
    metrics: Object.values(METRICS).filter((metric) => !('quiet' in metric)).length,
    alarms: all
      .filter((part) => part instanceof CfnAlarm)
      .map(alarmMetrics)
      .reduce((a, b) => a + b, 0),
    keys: all.filter((part) => part instanceof CfnKey).length,
    sweeps,
    digests: DIGESTS[digest],
    otherStarts: starts.map(startsAMonth).reduce((a, b) => a + b, 0) - sweeps,
    memoryGb: memoryGb(all, 'probe'),
    widgetGb: memoryGb(all, 'widget'),
    probes: probeConcurrency,
  };
};
