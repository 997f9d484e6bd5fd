import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { type MetricName, NAMESPACE } from '../../../adapters/names.ts';
import { changesOf, type Point, type State } from '../../infra/cloudwatch.ts';
import type { Resource } from '../../infra/synth.ts';

/** The one deployed alarm that watches this metric. */
export const alarmOn = async (cloudWatch: CloudWatchClient, metric: MetricName): Promise<MetricAlarm> => {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 100 }));
  const found = MetricAlarms.filter(({ Namespace, MetricName }) => Namespace === NAMESPACE && MetricName === metric);
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} alarms watch ${metric}`);
  return found[0];
};

type Directive = {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
};
type Emf = {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] };
  readonly [field: string]: unknown;
};

const isOf = ({ Namespace, MetricName, Dimensions = [] }: MetricAlarm, line: Emf): boolean =>
  line._aws.CloudWatchMetrics.some(
    (directive) =>
      directive.Namespace === Namespace &&
      directive.Metrics.some(({ Name }) => Name === MetricName) &&
      directive.Dimensions.some((names) => names.join() === Dimensions.map(({ Name }) => Name).join()),
  ) && Dimensions.every(({ Name = '', Value }) => line[Name] === Value);

/** In milliseconds since 1970: what CloudWatch reads for this alarm in a log (EMF). The emulator reads none of it. */
export const pointsFor = (alarm: MetricAlarm, log: string): readonly Point[] =>
  log
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes('"_aws"'))
    .map((line): Emf => JSON.parse(line))
    .filter((line) => isOf(alarm, line))
    .flatMap((line) =>
      [line[alarm.MetricName ?? '']].flat().map((value) => ({ at: line._aws.Timestamp, value: Number(value) })),
    );

/**
 * What the alarm does, by its definition as deployed, when each of these runs came one of its periods after the one before, with what was
 * written between them.
 */
export const statesOf = (alarm: MetricAlarm, written: readonly Point[], runs: readonly number[]): readonly State[] => {
  const period = alarm.Period ?? 0;
  const points = written.map(({ at, value }) => ({
    at: runs.filter((began) => began <= at).length * period + 60,
    value,
  }));
  const definition = alarm as unknown as Resource['Properties'];
  const end = (runs.length + 1) * period;
  return changesOf(definition, points, end, { extra: 0, late: 0 }).map(({ to }) => to);
};
