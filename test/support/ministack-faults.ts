import type { Fault } from './ministack-proxy.ts';

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.0' };

/** How often an AWS client asks by itself before it gives up. */
export const TRIES = 4;

export const throttled: Fault = async () => ({
  status: 400,
  headers: JSON_TYPE,
  body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }),
});

/** As SNS says it. */
export const topicThrottled: Fault = async () => ({
  status: 429,
  headers: { 'content-type': 'text/xml' },
  body: '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>Throttled</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
});

/** Gives the values of a batch but this one, which it says is throttled. */
export const withholding =
  (name: string): Fault =>
  async (sent, forward) => {
    const reply = await forward(sent);
    const { SecretValues } = JSON.parse(reply.body);
    const SecretId = JSON.parse(sent).SecretIdList.find((id: string) => id.includes(name));
    const given = SecretValues.filter(({ ARN }: { ARN: string }) => ARN !== SecretId);
    const Errors = [{ SecretId, ErrorCode: 'ThrottlingException', Message: 'Rate exceeded' }];
    return { ...reply, body: JSON.stringify({ SecretValues: given, Errors }) };
  };

/** As AWS lists a topic's subscriptions while nobody has confirmed: with a word in place of each ARN (SNS API, Subscribe). */
export const listedAsPending =
  (isPending: () => boolean): Fault =>
  async (sent, forward) => {
    const reply = await forward(sent);
    if (!isPending()) return reply;
    return { ...reply, body: reply.body.replace(/(?<=<SubscriptionArn>)[^<]+/g, 'PendingConfirmation') };
  };

/** Lambda's retries of one asynchronous call have its request id; the emulator gives each its own. */
export const underOneRequestId = (): Fault => {
  let first: string | undefined;
  return async (sent, forward) => {
    const { runBy } = JSON.parse(sent).Item;
    first ??= runBy.S as string;
    return forward(sent.replaceAll(runBy.S, first));
  };
};
