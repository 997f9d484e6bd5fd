import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../core/base/json.ts';

export type Input = { readonly [key: string]: Json };
/** `ListSecrets` and its parameters. */
export type Call = { readonly action: string; readonly input: Input };
/** What to answer; `drop` takes the call and cuts the connection. */
export type Reply = Input | { readonly error: string; readonly with?: Input } | 'drop';

const bodyOf = async (request: AsyncIterable<unknown>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** A loopback server that speaks AWS JSON and keeps what it was asked. */
export const startAws = async (reply: (call: Call, turn: number) => Reply) => {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const call: Call = { action, input: JSON.parse(await bodyOf(request)) };
    calls.push(call);
    const answer = reply(call, calls.length - 1);
    if (answer === 'drop') return response.destroy();
    const failed = typeof answer.error === 'string';
    const body = failed ? { __type: answer.error, message: 'words of AWS', ...(answer.with as Input) } : answer;
    return response
      .writeHead(failed ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = {
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  };
  return {
    calls,
    settings,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
