import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  type CfnAlarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type MetricName, NAMESPACE, SERVICE_DIMENSION } from '../../adapters/names.ts';

/** One of our own metrics, of this deployment. */
export const monitorMetric = (scope: Construct, name: MetricName, statistic: string): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName: name,
    dimensionsMap: { [SERVICE_DIMENSION]: Stack.of(scope).stackName },
    statistic,
    period: Duration.minutes(5),
  });

/** An alarm rings when `breaching` (all, unless said) of the last `of` periods (one, unless said) are beyond its threshold. */
export type Periods = { readonly of?: number; readonly breaching?: number };

/** Minutes that an alarm on missing data waits for the first data. CloudWatch would call a new metric missing at once. */
const WARM_UP = 30;

/**
 * Every alarm tells when it goes on and when it goes off. Descriptions end with the heading of docs/runbook.md. Single metrics only:
 * sums over several would read EMF's duplicates as more.
 */
export class Alarms {
  readonly #action: IAlarmAction;
  readonly #more: readonly string[];
  readonly #all: Alarm[] = [];

  /** `more`: ARNs of what an alarm starts beside, and its end does not: OpsItems and incidents have no end (alarm-actions). */
  constructor(action: IAlarmAction, more: readonly string[] = []) {
    this.#action = action;
    this.#more = more;
  }

  /** Those made so far. */
  get all(): readonly Alarm[] {
    return this.#all;
  }

  /** Something is there that never should be. */
  onAny(scope: Construct, id: string, metric: Metric, description: string): void {
    const watched = metric.with({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) });
    this.#add(scope, id, watched, description, {
      threshold: 1,
      operator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
  }

  onAbove(
    scope: Construct,
    id: string,
    metric: IMetric,
    threshold: number,
    description: string,
    periods: Periods = {},
  ): void {
    this.#add(scope, id, metric, description, {
      ...periods,
      threshold,
      operator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    });
  }

  /** Zero is the fault, and zeros are sent: a gap says nothing. */
  onNone(scope: Construct, id: string, metric: IMetric, description: string, periods: Periods = {}): void {
    this.#add(scope, id, metric, description, {
      ...periods,
      threshold: 1,
      operator: ComparisonOperator.LESS_THAN_THRESHOLD,
    });
  }

  /** A gap is the fault, but not before the metric could begin. */
  onGap(scope: Construct, id: string, metric: IMetric, description: string, periods: Periods): void {
    const alarm = this.#add(scope, id, metric, description, {
      ...periods,
      threshold: 1,
      operator: ComparisonOperator.LESS_THAN_THRESHOLD,
      missing: TreatMissingData.BREACHING,
    });
    (alarm.node.defaultChild as CfnAlarm).warmUpConfiguration = { warmUpPeriodDurationInMinutes: WARM_UP };
  }

  #add(scope: Construct, id: string, metric: IMetric, alarmDescription: string, rule: Rule): Alarm {
    const alarm = new Alarm(scope, id, {
      metric,
      alarmDescription,
      threshold: rule.threshold,
      comparisonOperator: rule.operator,
      evaluationPeriods: rule.of ?? 1,
      ...(rule.breaching !== undefined && { datapointsToAlarm: rule.breaching }),
      treatMissingData: rule.missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action, ...this.#more.map((arn) => ({ bind: () => ({ alarmActionArn: arn }) })));
    alarm.addOkAction(this.#action);
    this.#all.push(alarm);
    return alarm;
  }
}

type Rule = Periods & {
  readonly threshold: number;
  readonly operator: ComparisonOperator;
  readonly missing?: TreatMissingData;
};
