import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyText, type RecordedAnswer } from '../support/answers-server.ts';

/** How a planted issuer behaves: an answer, or one of the ways not to give a usable one. */
export type Behaviour =
  | RecordedAnswer
  | 'mirrors the request'
  | 'silent'
  | 'drips for ever'
  | 'body without end'
  | 'cuts the answer';

export type Issuer = {
  readonly origin: string;
  readonly hits: () => number;
  /** Of the last request. */
  readonly headers: () => IncomingMessage['headers'];
  readonly behave: (...behaviours: [Behaviour, ...Behaviour[]]) => void;
  readonly close: () => Promise<void>;
};

export const startIssuer = async (first: Behaviour): Promise<Issuer> => {
  let queue: Behaviour[] = [];
  let behaviour = first;
  let hits = 0;
  let headers: IncomingMessage['headers'] = {};
  const server = createServer((request, response) => {
    hits += 1;
    headers = request.headers;
    behaviour = queue.shift() ?? behaviour;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (behaviour === 'mirrors the request') mirror(request, Buffer.concat(chunks).toString(), response);
      else answer(response, behaviour);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits: () => hits,
    headers: () => headers,
    // One for each request, the last one for all that follow.
    behave: (...behaviours) => {
      queue = behaviours;
    },
    close: () => closeNow(server),
  };
};

/** Everything that was sent comes back, where issuers put their words, codes and ids too. */
const mirror = ({ url, headers }: IncomingMessage, body: string, response: ServerResponse): void => {
  const sent = `${JSON.stringify(headers)} ${url} ${body}`;
  const echo = { message: sent, error: sent, error_description: sent, errors: [sent], code: sent };
  response.writeHead(403, { 'content-type': 'application/json', 'x-request-id': url ?? '' }).end(JSON.stringify(echo));
};

const answer = (response: ServerResponse, behaviour: Exclude<Behaviour, 'mirrors the request'>): void => {
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
