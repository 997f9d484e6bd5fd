import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TABLE } from '../../adapters/names.ts';
import { acknowledge } from './acknowledge.ts';
import type { MonitorKey } from './key.ts';

type Action = 'BatchGetItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** The truth: records, alerts and sweeps. Its stream is only the fast path. */
export class Storage extends Construct {
  readonly table: Table;
  readonly streamArn: string;
  readonly #key: MonitorKey;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly key: MonitorKey; readonly removalPolicy: RemovalPolicy },
  ) {
    super(scope, id);
    this.#key = props.key;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: TABLE.pk, type: AttributeType.STRING },
      sortKey: { name: TABLE.sk, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: TABLE.ttl,
      removalPolicy: props.removalPolicy,
      deletionProtection: props.removalPolicy === RemovalPolicy.RETAIN,
    });
    this.streamArn = streamOf(this.table);
    this.table.addGlobalSecondaryIndex({
      indexName: TABLE.undeliveredIndex,
      partitionKey: { name: TABLE.undelivered, type: AttributeType.STRING },
      sortKey: { name: TABLE.nextAttemptAt, type: AttributeType.NUMBER },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [TABLE.dueAt],
    });
  }

  /** Lets a role do this with items whose partition key is one of these patterns, and no others. */
  allowItems(role: IRole, actions: readonly Action[], partitions: readonly string[]): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
      }),
    );
    this.#key.allow(role, 'dynamodb');
  }

  /**
   * The whole table, and nothing but reading: a scan returns all items regardless of their leading keys, so no condition narrows it (DynamoDB
   * developer guide, specifying-conditions). No item holds a value.
   */
  allowScan(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['dynamodb:Scan'], resources: [this.table.tableArn] }));
    this.#key.allow(role, 'dynamodb');
  }

  /** ListStreams is asked for when the mapping is made; it names no single stream. */
  allowStream(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [this.streamArn],
      }),
    );
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }));
    acknowledge(role, 'IAM5', 'Resource::*', 'ListStreams lists the names of streams; it takes no resource.');
  }

  allowUndelivered(role: IRole): void {
    const index = `${this.table.tableArn}/index/${TABLE.undeliveredIndex}`;
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources: [index] }));
  }
}

const streamOf = ({ tableStreamArn }: Table): string => {
  if (tableStreamArn === undefined) throw new Error('the table has no stream');
  return tableStreamArn;
};
