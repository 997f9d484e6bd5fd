import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Trouble } from '../../adapters/local/source.ts';
import { SECOND } from '../../core/base/time.ts';
import { guard, MOST_BODY, type Refused } from './guard.ts';
import { headersOf } from './headers.ts';
import type { Answer, Site } from './site.ts';

export type Opened = {
  /** With the secret in it: whoever has it may read and act. */
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

type Options = {
  /** 0 takes a free one. */
  readonly port: number;
  /** Milliseconds in which a request must have come whole. */
  readonly patience?: number;
};

/** Listens on this machine alone. */
export const openDoor = async (site: Site, { port, patience = 5 * SECOND }: Options): Promise<Opened | Trouble> => {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: patience,
    requestTimeout: patience,
    connectionsCheckingInterval: Math.min(patience, SECOND) / 2,
    keepAliveTimeout: patience,
  });
  server.maxConnections = 100;
  server.setTimeout(60 * SECOND);
  const failed = await listening(server, port);
  if (failed !== undefined) return unable(port, failed);
  const taken = (server.address() as AddressInfo).port;
  server.on('request', (request, response) => void receive(request, response, site, taken));
  return { url: `http://127.0.0.1:${taken}/${site.secret}/`, port: taken, close: () => closed(server) };
};

const listening = (server: Server, port: number): Promise<unknown> =>
  new Promise((resolve) => {
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'this user may not take it',
};

const unable = (port: number, code: unknown): Trouble => ({
  what: `cannot listen on port ${port}`,
  why: REASONS[String(code)] ?? `the system says ${code}`,
  remedy: 'name another with --port, or leave it out: a free one is taken',
});

const receive = async (request: IncomingMessage, response: ServerResponse, site: Site, port: number): Promise<void> => {
  // Whoever leaves early is nobody's trouble.
  for (const stream of [request, response]) stream.on('error', () => {});
  const { method = '', url = '', headersDistinct: headers, rawHeaders } = request;
  const arrived = { method, target: url, headers, headerLines: rawHeaders.length / 2 };
  const asked = guard(arrived, { ...site, port });
  if (!asked.in) return turnAway(request, response, asked.status);
  if (asked.does === 'read') return send(response, await site.read(asked, headers['if-none-match']?.[0]));
  const form = await bodyOf(request);
  if (form === 'too much') return turnAway(request, response, 413);
  if (form !== undefined) send(response, await site.act(asked, form));
};

const send = (response: ServerResponse, { status, headers, body }: Answer): void =>
  void response.writeHead(status, headers).end(body);

/** No word of why, and nothing more is read from there. */
const turnAway = (request: IncomingMessage, response: ServerResponse, status: Refused['status']): void => {
  response.on('finish', () => request.destroy());
  response.writeHead(status, { ...headersOf('nothing'), connection: 'close', 'content-length': '0' }).end();
};

/** Undefined: it broke off. */
const bodyOf = (request: IncomingMessage): Promise<string | 'too much' | undefined> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= MOST_BODY) return;
      request.pause();
      resolve('too much');
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('close', () => resolve(undefined));
  });
