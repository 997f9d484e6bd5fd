import { Annotations, CfnOutput, PermissionsBoundary, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TokenHealthMonitor } from './constructs/token-health-monitor.ts';
import type { UsableConfig } from './read-config.ts';

/** The monitor, and the names that a person or a test needs to find its parts. */
export class TokenHealthStack extends Stack {
  constructor(scope: Construct, { config, warnings }: UsableConfig) {
    super(scope, config.stackName, {
      description: 'Token Health Monitor: tells before an API token dies, why, and what to do',
      tags: config.tags,
      ...(config.permissionsBoundaryArn !== undefined && {
        permissionsBoundary: PermissionsBoundary.fromArn(config.permissionsBoundaryArn),
      }),
    });
    const monitor = new TokenHealthMonitor(this, 'Monitor', { config });
    for (const [name, value] of Object.entries(outputs(monitor))) new CfnOutput(this, name, { value });
    for (const { id, says } of warnings) Annotations.of(this).addWarningV2(id, says);
  }
}

const outputs = ({
  storage,
  alerts,
  alarms,
  work,
  discover,
  probe,
  notify,
  subscribers,
  digest,
  act,
  widget,
  dashboard,
}: TokenHealthMonitor) => ({
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
  SubscribersDlqUrl: subscribers.failed.queue.queueUrl,
  WatchSubscribersFunctionName: subscribers.lambda.lambda.functionName,
  ...(digest && { DigestFunctionName: digest.lambda.lambda.functionName }),
  ActFunctionArn: act.lambda.lambda.functionArn,
  WidgetFunctionArn: widget.lambda.lambda.functionArn,
  DashboardName: dashboard.dashboard.dashboardName,
});
