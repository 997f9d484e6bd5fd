import * as z from 'zod';

const SAY = {
  secret: 'write the name or ARN of the secret that holds it, never what is in it',
  bus: 'write the name or ARN of an event bus, such as ops or arn:aws:events:eu-west-1:123456789012:event-bus/ops',
  topic: 'write the ARN of a topic of SNS, such as arn:aws:sns:eu-west-1:123456789012:alerts',
} as const;

/** A secret by its name, or its ARN with or without the six characters that AWS adds. */
export const secretName = z
  .string(SAY.secret)
  .regex(/^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}$/, SAY.secret);

export const topicArn = z
  .string(SAY.topic)
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, SAY.topic);

export const busName = z
  .string(SAY.bus)
  .regex(/^(?:arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[A-Za-z0-9_./-]{1,256}$/, SAY.bus);
