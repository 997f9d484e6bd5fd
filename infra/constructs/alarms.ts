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

/** Every alarm goes to the topic. Single metrics only: sums would read EMF's duplicates as more. */
export class Alarms {
  readonly #action: IAlarmAction;

  constructor(action: IAlarmAction) {
    this.#action = action;
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
    alarm.addAlarmAction(this.#action);
    return alarm;
  }
}

type Rule = {
  readonly threshold: number;
  readonly operator: ComparisonOperator;
  readonly periods?: number;
  readonly missing?: TreatMissingData;
};
