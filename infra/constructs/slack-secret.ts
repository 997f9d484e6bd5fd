import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** AWS ends every secret's ARN with six characters of its own choice; `?` stands for exactly one. */
const SUFFIX = '-??????';

/** ARN of exactly one secret, by its name, or its ARN with or without the suffix. */
export const slackSecretArn = (scope: Construct, secret: string): string => {
  const { partition, region, account } = Stack.of(scope);
  if (!secret.startsWith('arn:'))
    return `arn:${partition}:secretsmanager:${region}:${account}:secret:${secret}${SUFFIX}`;
  return /-[A-Za-z0-9]{6}$/.test(secret) ? secret : `${secret}${SUFFIX}`;
};
