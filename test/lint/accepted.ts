/** A finding that stays, and why. `resource` is matched against all of `Type LogicalId`. */
export type Accepted = { readonly id: string; readonly resource: RegExp; readonly reason: string };

/** One that matches nothing any more fails the run: it is to be deleted. */
export const ACCEPTED: readonly Accepted[] = [
  {
    id: 'W3005',
    resource: /^AWS::Lambda::Function Monitor\w+$/,
    reason:
      'The CDK makes a function wait for the policies of its role; it names the role beside them, which changes nothing.',
  },
  {
    id: 'W3005',
    resource: /^AWS::Scheduler::Schedule Monitor\w+$/,
    reason: 'The schedule must wait for the policy of its role, or its first start is refused; the role comes along.',
  },
  {
    id: 'CKV_AWS_115',
    resource: /^AWS::Lambda::Function Monitor\w+$/,
    reason:
      'Reserved concurrency is taken from the account, and throttles the queue until messages are lost (F15); the mapping has a maximum.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function MonitorDiscover\w+$/,
    reason: 'What it throws goes to a queue by its failure destination, which the check does not know.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function MonitorProbe\w+$/,
    reason:
      'It is started by its queue, whose redrive policy has the dead-letter queue; Lambda uses none of its own there.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function MonitorNotify\w+$/,
    reason: 'The stream mapping has its failure destination, and a minute that fails is made good by the next.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function MonitorSubscribers\w+$/,
    reason: 'A count that fails raises its alarm, and is made good by the next, five minutes later.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function MonitorDigest\w+$/,
    reason: 'What it throws goes to a queue by its failure destination, which the check does not know.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function Monitor(?:Act|Widget)\w+$/,
    reason: 'The console waits for the answer, and shows that there is none; nothing starts it that does not wait.',
  },
  {
    id: 'CKV_AWS_116',
    resource: /^AWS::Lambda::Function MonitorAlarmsTo(?:Slack|Discord)\w+$/,
    reason:
      'What it throws goes to the queue of failed alarms by its failure destination, which the check does not know.',
  },
  {
    id: 'CKV_AWS_117',
    resource: /^AWS::Lambda::Function Monitor\w+$/,
    reason: 'Issuers are on the public internet; in a VPC without a way out every token would be unanswered.',
  },
  {
    id: 'CKV_AWS_158',
    resource: /^AWS::Logs::LogGroup Monitor\w+$/,
    reason: 'Logs hold no value (test/leak), and CloudWatch encrypts them with a key of its own.',
  },
  {
    id: 'CKV_AWS_173',
    resource: /^AWS::Lambda::Function Monitor\w+$/,
    reason: 'Variables hold names and settings, never a value, and are encrypted with the key of Lambda.',
  },
];
