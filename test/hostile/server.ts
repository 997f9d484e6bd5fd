import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { MISBEHAVIOURS, type Misbehaviour } from './misbehaviours.ts';

export type Hostile = {
  readonly origin: string;
  /** Connections that were accepted. */
  readonly connections: () => number;
  /** When the first of them came, as `performance.now()`; undefined before. */
  readonly firstAt: () => number | undefined;
  /** Requests that were read whole. */
  readonly hits: () => number;
  readonly bytes: () => number;
  /** Most connections with a request on the way at the same time. */
  readonly peak: () => number;
  readonly close: () => Promise<void>;
};

export type HostileOptions = {
  /** Name of a certificate in certs/: `good`, `wrong`, `expired`, `self`. */
  readonly certificate?: string;
  readonly elsewhere?: string;
  /** Instead of the misbehaviour that the path names. */
  readonly behave?: Misbehaviour;
  /** What to do with a connection before it is read. */
  readonly onConnection?: (socket: Socket) => void;
};

export const certificate = (name: string): string =>
  readFileSync(new URL(`certs/${name}.pem`, import.meta.url), 'utf8');

const HEAD_END = '\r\n\r\n';

const named = (raw: string): Misbehaviour | undefined => {
  const name = decodeURIComponent(/^\w+ \/([^ /?]*)/.exec(raw)?.[1] ?? '');
  return Object.entries(MISBEHAVIOURS).find(([key]) => key === name)?.[1];
};

/** A loopback server whose path begins with how it misbehaves: `/header%20drip`. */
export const startHostile = async (options: HostileOptions = {}): Promise<Hostile> => {
  const count = { connections: 0, hits: 0, bytes: 0, peak: 0 };
  const sockets = new Set<Socket>();
  let firstAt: number | undefined;
  const serve = (socket: Socket): void => {
    let unread = '';
    options.onConnection?.(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      count.bytes += chunk.length;
      unread += chunk.toString('latin1');
      if (!whole(unread)) return;
      const raw = unread;
      unread = '';
      count.hits += 1;
      const authorization = /^authorization: (.*)$/im.exec(raw)?.[1] ?? '';
      const behave = options.behave ?? named(raw);
      behave?.(socket, { raw, authorization, elsewhere: options.elsewhere ?? '' });
    });
  };
  const server = createFor(options, serve);
  server.on('connection', (socket: Socket) => {
    count.connections += 1;
    firstAt ??= performance.now();
    sockets.add(socket);
    count.peak = Math.max(count.peak, sockets.size);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${options.certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    connections: () => count.connections,
    firstAt: () => firstAt,
    hits: () => count.hits,
    bytes: () => count.bytes,
    peak: () => count.peak,
    close: () => stop(server, sockets),
  };
};

const createFor = ({ certificate: name }: HostileOptions, serve: (socket: Socket) => void): Server => {
  if (name === undefined) return createServer(serve);
  const pem = certificate(name);
  const server = createTlsServer({ key: pem, cert: pem }, serve);
  server.on('tlsClientError', () => undefined);
  return server;
};

const whole = (raw: string): boolean => {
  const end = raw.indexOf(HEAD_END);
  const length = Number(/^content-length: (\d+)/im.exec(raw)?.[1] ?? 0);
  return end >= 0 && raw.length >= end + HEAD_END.length + length;
};

const stop = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> => {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
};
