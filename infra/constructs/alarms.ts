import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { DIMENSIONS, type MetricName, NAMESPACE } from '../../adapters/names.ts';

/** One of our own metrics, of this deployment. */
export const monitorMetric = (
  scope: Construct,
  name: MetricName,
  statistic: string,
  dimensions: Readonly<Record<string, string>> = {},
): Metric =>
  new Metric({
    namespace: NAMESPACE,
    metricName: name,
    dimensionsMap: { [DIMENSIONS.service]: Stack.of(scope).stackName, ...dimensions },
    statistic,
    period: Duration.minutes(5),
  });

/** Every alarm goes to the topic. Single metrics only: sums would read EMF's duplicates as more. */
export class Alarms {
  readonly #action: IAlarmAction;
  readonly #more: readonly string[];

  /** `more`: ARNs of what an alarm starts beside, and its end does not: OpsItems and incidents have no end (alarm-actions). */
  constructor(action: IAlarmAction, more: readonly string[] = []) {
    this.#action = action;
    this.#more = more;
  }

  /** Something is there that never should be. */
  onAny(scope: Construct, id: string, metric: Metric, description: string): void {
    const watched = metric.with({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) });
    this.#add(scope, id, watched, description, {
      threshold: 1,
      operator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
  }

  onAbove(scope: Construct, id: string, metric: IMetric, threshold: number, description: string): void {
    this.#add(scope, id, metric, description, { threshold, operator: ComparisonOperator.GREATER_THAN_THRESHOLD });
  }

  onNone(scope: Construct, id: string, metric: IMetric, description: string): void {
    this.#add(scope, id, metric, description, { threshold: 1, operator: ComparisonOperator.LESS_THAN_THRESHOLD });
  }

  /** Silence is the fault: missing data breaches. */
  onSilence(scope: Construct, id: string, metric: IMetric, periods: number, description: string): Alarm {
    return this.#add(scope, id, metric, description, {
      threshold: 1,
      operator: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods,
      missing: TreatMissingData.BREACHING,
    });
  }

  #add(scope: Construct, id: string, metric: IMetric, alarmDescription: string, rule: Rule): Alarm {
    const alarm = new Alarm(scope, id, {
      metric,
      alarmDescription,
      threshold: rule.threshold,
      comparisonOperator: rule.operator,
      evaluationPeriods: rule.periods ?? 1,
      treatMissingData: rule.missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action, ...this.#more.map((arn) => ({ bind: () => ({ alarmActionArn: arn }) })));
    return alarm;
  }
}

type Rule = {
  readonly threshold: number;
  readonly operator: ComparisonOperator;
  readonly periods?: number;
  readonly missing?: TreatMissingData;
};
