import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Config } from '../config.ts';
import { acknowledge } from './acknowledge.ts';

/** Those of the managed policy AWSLambdaVPCAccessExecutionRole, version 3, without its rights on logs. */
const INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Runs a function in subnets that somebody has already. The library's own way would look the VPC up, and attach a managed policy.
 */
export const joinNetwork = (lambda: IFunction, role: Role, { subnetIds, securityGroupIds }: Config): void => {
  const bare = lambda.node.defaultChild;
  if (subnetIds.length === 0 || !(bare instanceof CfnFunction)) return;
  bare.vpcConfig = { subnetIds, securityGroupIds };
  role.addToPrincipalPolicy(new PolicyStatement({ actions: INTERFACES, resources: ['*'] }));
  acknowledge(role, 'IAM5', 'Resource::*', 'Lambda makes and lists its network interfaces before they have a name.');
  keepFromCode(role);
};

/** Lambda itself needs these rights; what runs in the function does not. Only calls of the function's code carry this key. */
const keepFromCode = (role: Role): void => {
  const { partition, region, account } = Stack.of(role);
  role.addToPrincipalPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: INTERFACES,
      resources: ['*'],
      conditions: {
        ArnLike: { 'lambda:SourceFunctionArn': `arn:${partition}:lambda:${region}:${account}:function:*` },
      },
    }),
  );
};
