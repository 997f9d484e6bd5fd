import type { Resource } from './synth.ts';

/** Seconds since the deployment. */
type At = number;
export type Point = { readonly at: At; readonly value: number };
export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type Change = { readonly at: At; readonly from: State; readonly to: State };

type Alarm = {
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Statistic: 'Sum' | 'Maximum' | 'SampleCount';
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: 'breaching' | 'notBreaching';
  readonly WarmUpConfiguration?: { readonly WarmUpPeriodDurationInMinutes: number };
};

/** `extra`: how many periods farther back CloudWatch looks for real data; it does not say how many. `late`: seconds until a point is seen. */
export type Weather = { readonly extra: number; readonly late: number };

const MINUTE = 60;

/** What one alarm of the template does from its creation at 0 on, minute by minute, over a sliding window (the default). */
export const changesOf = (
  properties: Resource['Properties'],
  points: readonly Point[],
  until: At,
  weather: Weather,
): readonly Change[] => {
  const alarm = properties as unknown as Alarm;
  const track = trackOf(points);
  const changes: Change[] = [];
  let state: State = 'INSUFFICIENT_DATA';
  let warming = (alarm.WarmUpConfiguration?.WarmUpPeriodDurationInMinutes ?? 0) > 0;
  for (let at = MINUTE; at <= until; at += MINUTE) {
    const data = windows(alarm, track, at, weather);
    warming &&=
      at < (alarm.WarmUpConfiguration?.WarmUpPeriodDurationInMinutes ?? 0) * MINUTE &&
      data.length < alarm.EvaluationPeriods;
    const next: State = warming ? state : judge(alarm, data);
    if (next !== state) changes.push({ at, from: state, to: next });
    state = next;
  }
  return changes;
};

/**
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: enough real points in the range decide alone; else
 * all real ones and as few filled ones as are needed.
 */
const judge = (alarm: Alarm, data: readonly number[]): State => {
  const needed = alarm.EvaluationPeriods;
  const breaching = data.slice(0, needed).filter((value) => isBeyond(alarm, value)).length;
  const filled = alarm.TreatMissingData === 'breaching' ? Math.max(0, needed - data.length) : 0;
  return breaching + filled >= (alarm.DatapointsToAlarm ?? needed) ? 'ALARM' : 'OK';
};

const isBeyond = ({ ComparisonOperator, Threshold }: Alarm, value: number): boolean => {
  if (ComparisonOperator === 'LessThanThreshold') return value < Threshold;
  return ComparisonOperator === 'GreaterThanThreshold' ? value > Threshold : value >= Threshold;
};

/** Points in order of time, with the sum of all before each. */
type Track = { readonly points: readonly Point[]; readonly sums: readonly number[] };

const trackOf = (points: readonly Point[]): Track => {
  const inOrder = [...points].sort((a, b) => a.at - b.at);
  const sums = [0];
  for (const { value } of inOrder) sums.push(sums[sums.length - 1]! + value);
  return { points: inOrder, sums };
};

/** How many points are before a moment. */
const before = ({ points }: Track, at: At): number => {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Values of the periods that have data, newest first. */
const windows = (alarm: Alarm, track: Track, at: At, { extra, late }: Weather): number[] => {
  const values: number[] = [];
  for (let n = 0; n < alarm.EvaluationPeriods + extra; n++) {
    const end = at - n * alarm.Period;
    const from = before(track, end - alarm.Period);
    const to = before(track, Math.min(end, at - late));
    if (to > from) values.push(statistic(alarm.Statistic, track, from, to));
  }
  return values;
};

const statistic = (name: Alarm['Statistic'], { points, sums }: Track, from: number, to: number): number => {
  if (name === 'Sum') return sums[to]! - sums[from]!;
  return name === 'SampleCount' ? to - from : Math.max(...points.slice(from, to).map(({ value }) => value));
};

type Filter = { readonly $or: readonly Readonly<Record<string, readonly string[]>>[] };

/** Whether a subscription with this filter on the body gets the message of a change (exact values and `$or` alone). */
export const passes = (policy: unknown, { from, to }: Change): boolean => {
  const body: Readonly<Record<string, string>> = { OldStateValue: from, NewStateValue: to };
  return (policy as Filter).$or.some((each) =>
    Object.entries(each).every(([key, values]) => values.includes(body[key] ?? '')),
  );
};
