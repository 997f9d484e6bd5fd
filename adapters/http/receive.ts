import type { IncomingMessage } from 'node:http';
import { type Failed, failed, failureOf } from './failure.ts';

type Headers = Readonly<Record<string, string>>;

export type Received = {
  readonly ok: true;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

const TOO_LARGE = 'the answer is larger than accepted';

type Settle = (result: Received | Failed) => void;

/** Judges the head, then reads the body up to its cap. An answer that was cut settles as a failure, never as a shorter one. */
export const receive = (response: IncomingMessage, maxBody: number, settle: Settle): void => {
  const [status, headers] = [response.statusCode ?? 0, headersOf(response.rawHeaders)];
  const refused = refuseHead(status, headers, maxBody);
  response.on('error', (error) => settle(failureOf(error)));
  if (refused === undefined) readBody(response, maxBody, settle, (text) => ({ ok: true, status, headers, text }));
  else settle(refused);
};

const readBody = (
  response: IncomingMessage,
  maxBody: number,
  settle: Settle,
  received: (text: string) => Received,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBody) settle(failed('blocked', TOO_LARGE));
  });
  // Node ends a message only when it is whole; one that was cut gives an error.
  response.on('end', () => settle(received(Buffer.concat(chunks).toString('utf8'))));
};

/** A redirect would carry the token to another host; an encoding that we refused to accept could hide a flood. */
const refuseHead = (status: number, headers: Headers, maxBody: number): Failed | undefined => {
  if (Number(headers['content-length'] ?? 0) > maxBody) return failed('blocked', TOO_LARGE);
  if (status >= 300 && status < 400) return redirected(status);
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? undefined : failed('blocked', 'the answer is compressed, which was not asked for');
};

const redirected = (status: number): Failed => ({
  ok: false,
  failure: { why: 'blocked', detail: `redirect to another address (${status}); not followed`, redirected: true },
});

const headersOf = (raw: readonly string[]): Headers => {
  const joined: Record<string, string> = {};
  for (let i = 0; i < raw.length; i += 2) {
    const [name, value] = [(raw[i] ?? '').toLowerCase(), raw[i + 1] ?? ''];
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]}, ${value}` : value;
  }
  return joined;
};
