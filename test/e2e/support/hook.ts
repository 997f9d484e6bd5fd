import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { listenOnLoopback } from '../../../cli/demo/issuers/loopback.ts';
import { idsOf, type Letter, letterOf } from './inbox.ts';
import { until } from './until.ts';

/**
 * An address that is subscribed and has not confirmed, as every e-mail address is at first: the emulator takes those as confirmed at once,
 * and web addresses not.
 */
export const subscribeHook = async (endpoint: string, TopicArn: string) => {
  const { server, url, stop } = await listenOnLoopback();
  const letters: Letter[] = [];
  let token: string | undefined;
  let confirmed = false;
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    if (request.headers['x-amz-sns-message-type'] === 'SubscriptionConfirmation') token = JSON.parse(raw).Token;
    else letters.push(letterOf(raw));
    response.end();
  });
  const sns = new SNSClient({ endpoint });
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: url }));
  return {
    isPending: () => !confirmed,
    /** Presses the link. */
    confirm: async (): Promise<void> => {
      const Token = await until('what asks for the confirmation', 10, () => token);
      await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
      confirmed = true;
    },
    /** Ids of all alerts so far, in the order they came. */
    ids: (): readonly string[] => idsOf(letters),
    stop,
  };
};
