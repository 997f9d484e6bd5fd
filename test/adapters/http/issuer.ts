import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type Reply = {
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  /** A text as it is; anything else as JSON. */
  readonly body?: unknown;
  readonly after?: number;
};

export type Seen = { readonly at: number; readonly request: http.IncomingMessage; readonly body: string };

/** A well-behaved loopback issuer that counts. `reply` is asked for every whole request, with its number from 0. */
export const startIssuer = async (reply: (turn: number, seen: Seen) => Reply = () => ({})) => {
  const seen: Seen[] = [];
  const count = { connections: 0, open: 0, peak: 0 };
  const server = http.createServer(async (request, response) => {
    const turn = seen.length;
    const chunks: Buffer[] = [];
    const one: Seen = {
      at: performance.now(),
      request,
      get body() {
        return Buffer.concat(chunks).toString();
      },
    };
    seen.push(one);
    count.open += 1;
    count.peak = Math.max(count.peak, count.open);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status = 200, headers = {}, body = { turn }, after = 0 } = reply(turn, one);
      setTimeout(() => {
        count.open -= 1;
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      }, after);
    });
  });
  server.on('connection', () => {
    count.connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    connections: () => count.connections,
    peak: () => count.peak,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
