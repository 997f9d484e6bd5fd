import { Arn, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { needsOfAll } from '../recipients.ts';
import { allowForeignKey } from './alert-topic.ts';
import { allowSecret } from './one-secret.ts';

/** Lets a role send through the channels of the deployment: what their settings name, and nothing else. */
export const allowChannels = (role: Role, { secrets, topics, buses, senders }: ReturnType<typeof needsOfAll>): void => {
  for (const secret of secrets) allowSecret(role, secret);
  for (const topic of topics) {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [topic] }));
    allowForeignKey(role, topic);
  }
  if (buses.length > 0)
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: buses.map((bus) => busArn(role, bus)) }),
    );
  if (senders.length > 0) allowMail(role, senders);
};

const busArn = (role: Role, bus: string): string =>
  bus.startsWith('arn:')
    ? bus
    : Arn.format({ service: 'events', resource: 'event-bus', resourceName: bus }, Stack.of(role));

/** A sender is verified by itself or by its domain: SES checks the right against whichever of the two it uses. */
const allowMail = (role: Role, senders: readonly string[]): void => {
  const identities = [...new Set(senders.flatMap((sender) => [sender, sender.slice(sender.lastIndexOf('@') + 1)]))];
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: identities.map((identity) =>
        Arn.format({ service: 'ses', resource: 'identity', resourceName: identity }, Stack.of(role)),
      ),
    }),
  );
};
