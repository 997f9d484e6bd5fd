import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

type Service = 'dynamodb' | 'secretsmanager' | 'sns' | 'sqs';

/**
 * The condition under which a key serves one service only. The name ends in `.amazonaws.com` in every partition, China's too, unlike the
 * service's address: "Use the .amazonaws.com suffix of the AWS KMS ViaService name in all AWS partitions" (AWS KMS developer guide, policy-conditions).
 */
export const viaService = (scope: IConstruct, service: Service) => ({
  StringEquals: { 'kms:ViaService': `${service}.${Stack.of(scope).region}.amazonaws.com` },
});
