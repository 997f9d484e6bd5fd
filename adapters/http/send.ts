import http from 'node:http';
import https from 'node:https';
import type { Instant } from '../../core/base/time.ts';
import type { Clock } from '../../monitor/ports.ts';
import { type Failed, failed, failureOf } from './failure.ts';
import { bareHost } from './guard.ts';
import { type Received, receive } from './receive.ts';

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

/** Interim answers (RFC 9110 15.2) before the real one; more are a flood. */
const MAX_INTERIM = 20;

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
      receive(response, limits.maxBody, settle);
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
