import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Failed, failed, failureOf } from './failure.ts';
import { bareHost } from './guard.ts';

/** A request with its values in it. Lives between `fill` and the socket, nowhere else. */
export type Outgoing = {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Limits = {
  /** Milliseconds from the dispatch to the last header. */
  readonly headers: number;
  /** Milliseconds from the last header to the last byte. */
  readonly body: number;
  readonly maxBody: number;
  readonly maxHeaders: number;
  readonly deadline: Instant;
};

export type Received = {
  readonly ok: true;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** Interim answers (RFC 9110 15.2) before the real one; more are a flood. */
const MAX_INTERIM = 20;

const TOO_LARGE = 'the answer is larger than accepted';

/** One exchange on one connection. Never throws; resolves at the latest at the deadline. */
export const send = (outgoing: Outgoing, agent: http.Agent, limits: Limits, clock: Clock): Promise<Received | Failed> =>
  new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const request = open(outgoing, agent, limits.maxHeaders);
    const settle = (result: Received | Failed): void => {
      clearTimeout(timer);
      if (!result.ok) request.destroy();
      resolve(result);
    };
    const within = (ms: number, late: string): void => {
      clearTimeout(timer);
      timer = setTimeout(settle, Math.min(ms, limits.deadline - clock()), failed('network', late));
    };
    within(limits.headers, 'no answer in time');
    refuseOddities(request, settle);
    request.on('response', (response) => {
      within(limits.body, 'the answer did not end in time');
      const headers = headersOf(response.rawHeaders);
      const refused = refuseHead(response.statusCode ?? 0, headers, limits.maxBody);
      if (refused !== undefined) settle(refused);
      else receive(response, headers, limits.maxBody, settle);
    });
    request.end(outgoing.body);
  });

const open = (outgoing: Outgoing, agent: http.Agent, maxHeaderSize: number): http.ClientRequest =>
  (outgoing.url.protocol === 'https:' ? https : http).request({
    agent,
    method: outgoing.method,
    headers: headerLines(outgoing),
    host: bareHost(outgoing.url),
    port: outgoing.url.port,
    path: `${outgoing.url.pathname}${outgoing.url.search}`,
    maxHeaderSize,
    insecureHTTPParser: false,
  });

/** A flat list is written as it is: node then adds neither host nor length, and spends a tenth less on the request. */
const headerLines = ({ url, headers, body }: Outgoing): string[] => {
  const length = body === undefined ? [] : ['content-length', String(Buffer.byteLength(body))];
  return ['host', url.host, ...Object.entries(headers).flat(), ...length];
};

const refuseOddities = (request: http.ClientRequest, settle: (result: Failed) => void): void => {
  let interim = 0;
  request.on('error', (error) => settle(failureOf(error)));
  request.on('information', () => {
    interim += 1;
    if (interim > MAX_INTERIM) settle(failed('blocked', 'interim answers without end'));
  });
  request.on('upgrade', (_response, socket) => {
    socket.destroy();
    settle(failed('blocked', 'the server tried to change the protocol'));
  });
};

type Headers = Readonly<Record<string, string>>;

const receive = (
  response: IncomingMessage,
  headers: Headers,
  maxBody: number,
  settle: (result: Received | Failed) => void,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBody) settle(failed('blocked', TOO_LARGE));
  });
  response.on('error', (error) => settle(failureOf(error)));
  response.on('end', () => {
    const [text, status] = [Buffer.concat(chunks).toString('utf8'), response.statusCode ?? 0];
    settle(response.complete ? { ok: true, status, headers, text } : failureOf({ code: 'ECONNRESET' }));
  });
};

/** A redirect would carry the token to another host; an encoding that we refused to accept could hide a flood. */
const refuseHead = (status: number, headers: Headers, maxBody: number): Failed | undefined => {
  if (Number(headers['content-length'] ?? 0) > maxBody) return failed('blocked', TOO_LARGE);
  if (status >= 300 && status < 400) return failed('blocked', `redirect to another address (${status}); not followed`);
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? undefined : failed('blocked', 'the answer is compressed, which was not asked for');
};

const headersOf = (raw: readonly string[]): Headers => {
  const joined: Record<string, string> = {};
  for (let i = 0; i < raw.length; i += 2) {
    const [name, value] = [(raw[i] ?? '').toLowerCase(), raw[i + 1] ?? ''];
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]}, ${value}` : value;
  }
  return joined;
};
