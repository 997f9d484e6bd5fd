import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyText, type RecordedAnswer } from '../support/answers-server.ts';

/** How a planted issuer behaves: an answer, or one of the ways not to give a usable one. */
export type Behaviour = RecordedAnswer | 'silent' | 'drips for ever' | 'body without end' | 'cuts the answer';

export type Issuer = {
  readonly origin: string;
  readonly hits: () => number;
  readonly behave: (behaviour: Behaviour) => void;
  readonly close: () => Promise<void>;
};

export const startIssuer = async (first: Behaviour): Promise<Issuer> => {
  let behaviour = first;
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    request.resume();
    request.on('end', () => answer(response, behaviour));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits: () => hits,
    behave: (next) => {
      behaviour = next;
    },
    close: () => closeNow(server),
  };
};

const answer = (response: ServerResponse, behaviour: Behaviour): void => {
  if (typeof behaviour === 'object') {
    const type = typeof behaviour.body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(behaviour.status, { 'content-type': type, ...behaviour.headers }).end(bodyText(behaviour.body));
    return;
  }
  if (behaviour === 'silent') return;
  if (behaviour === 'cuts the answer') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"id":');
    setTimeout(() => response.destroy(), 20);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  pour(response, behaviour === 'drips for ever' ? ['{', 100] : [' '.repeat(65_536), 1]);
};

const pour = (response: ServerResponse, [text, pause]: [string, number]): void => {
  const timer = setInterval(() => response.write(text), pause);
  response.on('close', () => clearInterval(timer));
};

const closeNow = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
