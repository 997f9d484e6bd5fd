import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { World } from '../../../adapters/channels/kind.ts';
import { createAsk } from '../../../adapters/http/ask.ts';
import { Secret } from '../../../core/model/secret.ts';
import type { Sent } from '../../../monitor/ports.ts';

export type Seen = {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly at: number;
};
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
    const one = {
      path: request.url ?? '',
      body: await read(request),
      headers: request.headers as Record<string, string>,
      at: performance.now(),
    };
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

/** One that answers every post alike, or as `reply` decides, and an `ask` that may reach it: both until the test ends. */
export const webhookServer = async (reply: Reply | ((seen: Seen) => Reply)) => {
  const server = await listen(typeof reply === 'function' ? reply : () => reply);
  const ask = createAsk({ allowedOrigins: [server.origin] });
  onTestFinished(() => {
    server.close();
    ask.close();
  });
  return { ...server, ask };
};

/** A world in which every secret holds `address`, and nothing of AWS answers; `over` replaces parts of it. */
export const worldOf = (address: string, over: Partial<World> = {}): World => {
  const nothing = async (): Promise<Sent> => ({ sent: false, why: 'nothing of AWS is here' });
  const kept = new Map<string, string>();
  return {
    ask: async () => ({ ok: false, failure: { why: 'network', detail: 'no network here' } }),
    clock: Date.now,
    trust: [],
    secret: async () => new Secret(address),
    publish: nothing,
    putEvent: nothing,
    mail: nothing,
    threads: {
      find: async (channel, incident) => kept.get(`${channel} ${incident}`),
      keep: async (channel, incidents, thread) => {
        for (const incident of incidents) kept.set(`${channel} ${incident}`, thread);
      },
    },
    ...over,
  };
};
