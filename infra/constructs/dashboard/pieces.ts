import {
  CustomWidget,
  GraphWidget,
  type GraphWidgetProps,
  LogQueryVisualizationType,
  LogQueryWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { LINES } from '../../../adapters/names.ts';
import { HOUR } from '../../../core/base/time.ts';
import { sweepInterval } from '../../schedule.ts';
import type { MonitorFunction } from '../monitor-function.ts';

type Size = { readonly width: number; readonly height: number };

/** Of the 24 columns. */
export const HALF = { width: 12, height: 6 };
export const THIRD = { width: 8, height: 6 };
export const QUARTER = { width: 6, height: 6 };

export const graph = (title: string, { width, height }: Size, props: Omit<GraphWidgetProps, 'title'>): GraphWidget =>
  new GraphWidget({ title, width, height, ...props });

/** Drawn by the widget function of a monitor. Its layout depends on the width, and nothing in it on the time range. */
export const drawn = (title: string, { width, height }: Size, functionArn: string, view: string): CustomWidget =>
  new CustomWidget({
    title,
    functionArn,
    width,
    height,
    params: { view },
    updateOnRefresh: true,
    updateOnResize: true,
    updateOnTimeRangeChange: false,
  });

export const LINE = LogQueryVisualizationType.LINE;

/** A question to the log, over the lines of one sort. */
export const asked = (
  title: string,
  { width, height }: Size,
  line: keyof typeof LINES,
  of: readonly MonitorFunction[],
  query: string,
  view = LogQueryVisualizationType.TABLE,
): LogQueryWidget =>
  new LogQueryWidget({
    title,
    logGroupNames: of.map(({ lambda }) => lambda.logGroup.logGroupName),
    queryLines: [`filter measured = "${line}"`, query],
    view,
    width,
    height,
  });

export const sums = (line: keyof typeof LINES): string =>
  LINES[line].fields.map((field) => `sum(${field}) as ${field}`).join(', ');

/** One sweep a bin, or sums would count a token twice. Minutes and hours are capped at 60 and 24. */
export const binOf = (schedule: string): string => {
  const seconds = sweepInterval(schedule) ?? HOUR / 1000;
  return seconds < 3600 ? `${seconds / 60}m` : `${Math.ceil(seconds / 3600)}h`;
};
