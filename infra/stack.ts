import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { TokenHealthMonitor } from './constructs/token-health-monitor.ts';

/** The monitor, and the names that a person or a test needs to find its parts. */
export class TokenHealthStack extends Stack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, { description: 'Token Health Monitor: tells before an API token dies, why, and what to do' });
    const monitor = new TokenHealthMonitor(this, 'Monitor', { config });
    for (const [name, value] of Object.entries(outputs(monitor))) new CfnOutput(this, name, { value });
    if (config.alertEmail.length === 0 && config.slackWebhookSecret === undefined)
      Annotations.of(this).addInfo('Nobody is told yet: add -c alertEmail=you@example.org');
  }
}

const outputs = ({ storage, alerts, alarms, work, discover, probe, notify, dashboard }: TokenHealthMonitor) => ({
  TableName: storage.table.tableName,
  TopicArn: alerts.topic.topicArn,
  AlarmTopicArn: alarms.topic.topicArn,
  QueueUrl: work.queue.queueUrl,
  ProbeDlqUrl: work.failed.queue.queueUrl,
  DiscoverDlqUrl: discover.failed.queue.queueUrl,
  NotifyDlqUrl: notify.failed.queue.queueUrl,
  SubscriberDlqUrl: alerts.undeliverable.queue.queueUrl,
  AlarmDlqUrl: alarms.failed.queue.queueUrl,
  DiscoverFunctionName: discover.lambda.lambda.functionName,
  ProbeFunctionName: probe.lambda.lambda.functionName,
  NotifyFunctionName: notify.lambda.lambda.functionName,
  DashboardName: dashboard.dashboard.dashboardName,
});
