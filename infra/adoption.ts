import * as z from 'zod';

const SAY = {
  topic:
    'write the ARN of a standard SNS topic, such as arn:aws:sns:eu-west-1:123456789012:alerts; a FIFO topic has no e-mail',
  key: 'write the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID; an alias grants nothing',
  actions:
    'write a list of ARNs that an alarm can start: an SNS topic, a Lambda function, an OpsItem or an Incident Manager response plan',
  subnets:
    'write 1 to 16 subnet ids, such as ["subnet-0a1b2c3d4e5f60718"], that reach the internet through a NAT gateway',
  securityGroups: 'write 1 to 5 security group ids, such as ["sg-0a1b2c3d4e5f60718"], that let HTTPS out',
  boundary: 'write the ARN of an IAM policy, such as arn:aws:iam::123456789012:policy/boundary',
  tags: 'write {"team": "bots"}: up to 40 tags, keys of up to 128 and values of up to 256 letters, digits, spaces and _ . : / = + - @, no key from aws:',
} as const;

const text = (pattern: RegExp, remedy: string) => z.string(remedy).regex(pattern, remedy);

/** Standard only: names of FIFO topics end in `.fifo`. */
const TOPIC = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;
const KEY =
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Those of CloudWatch's PutMetricAlarm that are no instance and no scaling policy. */
const ACTION =
  /^arn:aws[a-z-]*:(?:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}|lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_:-]+|ssm:[a-z0-9-]+:\d{12}:opsitem:[1-4](?:#CATEGORY=\w+)?|ssm-incidents::\d{12}:response-plan\/[\w-]+)$/;
const BOUNDARY = /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]{1,512}$/;
const SIGNS = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;

/** What an organisation has already and the monitor uses instead of, or beside, its own. */
export const ADOPTED = {
  /** Alerts and alarms go there; no topic of our own is made. */
  topicArn: text(TOPIC, SAY.topic).optional(),
  /** Encrypts table and queues, and our own topic; no key of our own is made. */
  keyArn: text(KEY, SAY.key).optional(),
  /** What alarms start beside telling the topic. */
  alarmActionArn: z.array(text(ACTION, SAY.actions), SAY.actions).max(3, SAY.actions).default([]),
  /** Where the functions run; AWS tells the VPC from them. Lambda's own limits of 16 and 5. */
  subnetIds: z
    .array(text(/^subnet-[0-9a-f]{8,17}$/, SAY.subnets), SAY.subnets)
    .max(16, SAY.subnets)
    .default([]),
  securityGroupIds: z
    .array(text(/^sg-[0-9a-f]{8,17}$/, SAY.securityGroups), SAY.securityGroups)
    .max(5, SAY.securityGroups)
    .default([]),
  /** Set on every role. */
  permissionsBoundaryArn: text(BOUNDARY, SAY.boundary).optional(),
  /** On the stack, and by CloudFormation on all that can be tagged in it. */
  tags: z
    .record(
      text(new RegExp(`^(?!aws:)${SIGNS}{1,128}$`, 'iu'), SAY.tags),
      text(new RegExp(`^${SIGNS}{0,256}$`, 'u'), SAY.tags),
      SAY.tags,
    )
    .refine((tags) => Object.keys(tags).length <= 40, SAY.tags)
    .default({}),
};
