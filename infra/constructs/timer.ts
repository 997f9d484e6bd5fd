import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';

type Props = {
  readonly description: string;
  readonly expression: ScheduleExpression;
  readonly target: IFunction;
  readonly input: Readonly<Record<string, string>>;
  readonly failed: DeadLetters;
};

/** Starts one function on a schedule, by a role that can do nothing else. */
export class Timer extends Construct {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const role = this.#role(props);
    const schedule = new Schedule(this, 'Schedule', {
      description: props.description,
      schedule: props.expression,
      target: new LambdaInvoke(props.target, {
        // The library would also allow every version and alias.
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(props.input),
        deadLetterQueue: props.failed.queue,
        maxEventAge: Duration.hours(1),
        retryAttempts: 185,
      }),
    });
    schedule.node.addDependency(role);
  }

  #role(props: Props): Role {
    const assumedBy = new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
    const role = new Role(this, 'Role', { assumedBy });
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.target.functionArn] }),
    );
    props.failed.allowSending(role);
    return role;
  }
}
