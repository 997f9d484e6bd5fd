import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Loopback = { readonly server: Server; readonly url: string; readonly stop: () => Promise<void> };

/** A server on a free port of 127.0.0.1 that does not keep its process alive by itself. */
export const listenOnLoopback = async (server: Server = createServer()): Promise<Loopback> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}`, stop: () => stop(server) };
};

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
