import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createAsk } from '../../../adapters/http/ask.ts';

export type Seen = { readonly path: string; readonly body: string; readonly at: number };
export type Reply = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/** A real server on loopback that keeps what it was sent. */
export const listen = async (reply: (seen: Seen) => Reply) => {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? '', body: await read(request), at: performance.now() };
    seen.push(one);
    const { status, body, headers } = reply(one);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${port}`, seen, close };
};

/** One that answers every post alike, and an `ask` that may reach it: both until the test ends. */
export const webhookServer = async (reply: Reply) => {
  const server = await listen(() => reply);
  const ask = createAsk({ allowedOrigins: [server.origin] });
  onTestFinished(() => {
    server.close();
    ask.close();
  });
  return { ...server, ask };
};
