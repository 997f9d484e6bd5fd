import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer as recorded in test/fixtures. A body that is not a text is sent as JSON. */
export type RecordedAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What an issuer says to one request. */
export type Handler = (request: SeenRequest) => RecordedAnswer;

export type AnswersServer = {
  readonly origin: string;
  readonly requests: readonly SeenRequest[];
  /** Every request from now on gets this answer. */
  readonly answer: (recorded: RecordedAnswer | Handler) => void;
  readonly close: () => Promise<void>;
};

/** A loopback issuer that gives one answer at a time, over real HTTP. */
export const startAnswersServer = async (): Promise<AnswersServer> => {
  const requests: SeenRequest[] = [];
  let answering: Handler = () => ({ status: 500 });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(seen);
      const recorded = answering(seen);
      const type = typeof recorded.body === 'string' ? 'text/plain' : 'application/json';
      response.writeHead(recorded.status, { 'content-type': type, ...recorded.headers });
      response.end(bodyText(recorded.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next) => {
      answering = typeof next === 'function' ? next : () => next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** A plain GET that follows nothing; `fetch` would hide a 407. */
export const getOnce = (url: string): Promise<{ status: number; headers: Record<string, string>; text: string }> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(headers), text });
      });
    }).on('error', reject);
  });

export const bodyText = (body: unknown): string => {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
};
