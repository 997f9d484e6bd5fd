import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from './acknowledge.ts';
import { viaService } from './via-service.ts';

/** AWS ends every secret's ARN with six characters of its own choice; `?` stands for exactly one. */
const SUFFIX = '-??????';

/** ARN of exactly one secret, by its name, or its ARN with or without the suffix. */
const arnOf = ({ partition, region, account }: Stack, secret: string): string => {
  if (!secret.startsWith('arn:'))
    return `arn:${partition}:secretsmanager:${region}:${account}:secret:${secret}${SUFFIX}`;
  return /-[A-Za-z0-9]{6}$/.test(secret) ? secret : `${secret}${SUFFIX}`;
};

/** Lets a role read one secret, whichever key encrypts it. */
export const allowSecret = (role: Role, secret: string): void => {
  const stack = Stack.of(role);
  const arn = arnOf(stack, secret);
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }));
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [`arn:${stack.partition}:kms:${stack.region}:${stack.account}:key/*`],
      conditions: {
        ...viaService(role, 'secretsmanager'),
        StringLike: { 'kms:EncryptionContext:SecretARN': arn },
      },
    }),
  );
  acknowledge(
    role,
    'IAM5',
    'Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*',
    'The key of this one secret: the encryption context says which.',
  );
};
