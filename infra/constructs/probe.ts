import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { MARKER_TAG, PARTITIONS, VARIABLES } from '../../adapters/names.ts';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { MonitorFunction } from './monitor-function.ts';
import type { Storage } from './storage.ts';
import { viaService } from './via-service.ts';
import type { WorkQueue } from './work-queue.ts';

export const PROBE_TIMEOUT = Duration.seconds(60);

type Props = { readonly config: Config; readonly storage: Storage; readonly work: WorkQueue };

/** Reads values, asks issuers, judges and stores. Cannot list secrets and cannot publish. */
export class Probe extends Construct {
  readonly lambda: MonitorFunction;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.lambda = new MonitorFunction(this, 'Probe', {
      entry: 'probe',
      timeout: PROBE_TIMEOUT,
      loops: true,
      issuers: true,
      settings: true,
      trail: props.config.whoChanged,
      config: props.config,
      environment: environment(props),
    });
    this.#allowReading(props.config.namePrefix ?? '');
    if (props.config.whoChanged) this.#allowLookUps();
    props.storage.allowItems(
      this.lambda.role,
      ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'],
      [PARTITIONS.token, PARTITIONS.issuer, PARTITIONS.alert],
    );
    // What ended a snooze is written down, and not to be read by whoever holds this role.
    props.storage.allowItems(this.lambda.role, ['PutItem'], [PARTITIONS.audit]);
    props.work.allowSending(this.lambda.role);
    // The library's event source would grant the key's Decrypt without any condition.
    props.work.allowReceiving(this.lambda.role);
    this.lambda.lambda.addEventSourceMapping('Work', {
      eventSourceArn: props.work.queue.queueArn,
      // Of up to 100 tokens: what one run can ask in its time.
      batchSize: 1,
      maxConcurrency: props.config.probeConcurrency,
      reportBatchItemFailures: true,
    });
  }

  /** Of every event of the account and region: the action takes neither resource nor condition. Only with `whoChanged`. */
  #allowLookUps(): void {
    const lookUps = new PolicyStatement({ actions: ['cloudtrail:LookupEvents'], resources: ['*'] });
    this.lambda.role.addToPrincipalPolicy(lookUps);
  }

  #allowReading(prefix: string): void {
    const { account, region, partition } = Stack.of(this);
    const { role } = this.lambda;
    const secrets = `arn:${partition}:secretsmanager:${region}:${account}:secret:${prefix}*`;
    const keys = `arn:${partition}:kms:${region}:${account}:key/*`;
    role.addToPrincipalPolicy(
      // Grants nothing alone: each secret in the batch needs GetSecretValue too.
      new PolicyStatement({ actions: ['secretsmanager:BatchGetSecretValue'], resources: ['*'] }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        resources: [secrets],
        conditions: { StringLike: { [`secretsmanager:ResourceTag/${MARKER_TAG}`]: '*' } },
      }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [keys],
        conditions: {
          ...viaService(this, 'secretsmanager'),
          StringLike: { 'kms:EncryptionContext:SecretARN': secrets },
        },
      }),
    );
    const shown = (arn: string) =>
      arn.replace(partition, '<AWS::Partition>').replace(region, '<AWS::Region>').replace(account, '<AWS::AccountId>');
    acknowledge(
      role,
      'IAM5',
      'Resource::*',
      'BatchGetSecretValue takes no resource, and grants nothing by itself; LookupEvents takes none either.',
    );
    acknowledge(
      role,
      'IAM5',
      `Resource::${shown(secrets)}`,
      'Only secrets with the marker tag: the condition says so.',
    );
    acknowledge(role, 'IAM5', `Resource::${shown(keys)}`, 'Keys of tagged secrets, and only through Secrets Manager.');
  }
}

const environment = ({ config, storage, work }: Props): Record<string, string> => ({
  [VARIABLES.table]: storage.table.tableName,
  [VARIABLES.queueUrl]: work.queue.queueUrl,
  [VARIABLES.timeoutSeconds]: `${PROBE_TIMEOUT.toSeconds()}`,
  [VARIABLES.probeConcurrency]: `${config.probeConcurrency}`,
  [VARIABLES.confirmAfterSeconds]: `${config.confirmAfterSeconds}`,
  [VARIABLES.doubtSeconds]: `${config.doubtSeconds}`,
  [VARIABLES.collectSeconds]: `${config.collectSeconds}`,
  [VARIABLES.selfHosted]: config.selfHosted.join(' '),
  [VARIABLES.unshaped]: JSON.stringify(config.unshaped),
  [VARIABLES.tokenPrefixes]: JSON.stringify(config.tokenPrefixes),
  [VARIABLES.http]: JSON.stringify(config.http),
  ...(config.whoChanged && { [VARIABLES.whoChanged]: 'true' }),
});
