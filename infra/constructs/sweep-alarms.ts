import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { isCron, sweepInterval } from '../schedule.ts';
import { type Alarms, monitorMetric } from './alarms.ts';

/** Told within two intervals that no sweep ended, and after one that found nothing. Returns the alarm on silence. */
export const watchSweeps = (scope: Construct, schedule: string, alarms: Alarms): Alarm => {
  // A cron expression may leave gaps of a day; it is watched by the hour.
  const [seconds, periods] = isCron(schedule) ? [3600, 25] : [sweepInterval(schedule) ?? 3600, 2];
  const period = Duration.seconds(seconds);
  alarms.onNone(
    scope,
    'NothingFound',
    monitorMetric(scope, 'TokensDiscovered', 'Maximum').with({ period }),
    'Token Health: a sweep found no tagged secret. Check the token-health:provider tags and the role of discover.',
  );
  return alarms.onSilence(
    scope,
    'Silence',
    monitorMetric(scope, 'SweepCompleted', 'Sum').with({ period }),
    periods,
    'Token Health: no sweep has been completed; nobody is looking at the tokens. Read the discover log.',
  );
};
