import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from '../../core/base/json.ts';

export type AwsCall = {
  readonly target: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Entries = { readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string }[] };

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const taken = (body: string): string => {
  const { Entries: entries = [] } = (parseJson(body) ?? {}) as Entries;
  const Successful = entries.map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(MessageBody) }));
  return JSON.stringify({ Successful, Failed: [] });
};

const PUBLISHED =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';

/** Takes every write of table, queue and topic, and keeps what was sent. */
export const startAws = async () => {
  const calls: AwsCall[] = [];
  // A long scan keeps this process from answering: an idle connection would be closed under the next request.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const target = String(request.headers['x-amz-target'] ?? 'SNS');
      calls.push({ target, path: request.url ?? '', headers: request.headers, body });
      if (target.startsWith('AmazonSQS')) response.end(taken(body));
      else response.end(target === 'SNS' ? PUBLISHED : '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    settings: {
      region: 'eu-west-1',
      endpoint,
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      useQueueUrlAsEndpoint: false,
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
