import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a connection may do with a request that it has read: raw bytes, so that no server library repairs it. */
export type Misbehaviour = (socket: Socket, heard: Heard) => void;

export type Heard = {
  /** The request as it came, headers and body. */
  readonly raw: string;
  /** Value of the authorization header: for servers that mirror it. */
  readonly authorization: string;
  /** Where a redirect points. */
  readonly elsewhere: string;
};

const JSON_BODY = '{"id":"1"}';

export const answer = (status: string, headers: readonly string[], body: string): string =>
  [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');

const ok = (headers: readonly string[], body = JSON_BODY): string =>
  answer('200 OK', ['Content-Type: application/json', ...headers], body);

const drip = (socket: Socket, ms: number, piece: (turn: number) => string | Buffer): void => {
  let turn = 0;
  const timer = setInterval(() => socket.write(piece(turn++)), ms);
  socket.once('close', () => clearInterval(timer));
};

const head = (...headers: readonly string[]): string => ['HTTP/1.1 200 OK', ...headers, '', ''].join('\r\n');

/** As fast as the reader takes it. */
const flood = (socket: Socket, piece: Buffer): void => {
  const pour = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', pour);
  pour();
};

const redirect =
  (status: number): Misbehaviour =>
  (socket, { elsewhere }) =>
    void socket.write(answer(`${status} Moved`, [`Location: ${elsewhere}`], ''));

export const MISBEHAVIOURS = {
  fine: (socket) => void socket.write(ok([])),
  'endless 103': (socket) => drip(socket, 1, () => 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
  'slow 103': (socket) => drip(socket, 60, () => 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
  'header drip': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    drip(socket, 50, (turn) => `X-${turn}: y\r\n`);
  },
  'body drip': (socket) => {
    socket.write(head('Content-Length: 100000'));
    drip(socket, 50, () => 'x');
  },
  'endless chunked body': (socket) => {
    socket.write(head('Transfer-Encoding: chunked'));
    flood(socket, Buffer.from(`4000\r\n${'x'.repeat(0x4000)}\r\n`));
  },
  'endless body without length': (socket) => {
    socket.write(head('Connection: close'));
    flood(socket, Buffer.alloc(16_384, 'x'));
  },
  'declared huge body': (socket) => void socket.write(head('Content-Length: 99999999999')),
  'gzip bomb': (socket) => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    socket.write(head('Content-Encoding: gzip', `Content-Length: ${bomb.length}`));
    socket.write(bomb);
  },
  'gzip 401': (socket) => {
    const body = gzipSync('{"message":"401: Unauthorized"}');
    socket.write(`HTTP/1.1 401 Unauthorized\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body);
  },
  'mirror in body': (socket, { raw }) => void socket.write(ok([], JSON.stringify({ id: '1', you: raw }))),
  'mirror in base64': (socket, { authorization }) =>
    void socket.write(ok([], JSON.stringify({ you: Buffer.from(authorization.slice(4)).toString('base64') }))),
  'mirror in header': (socket, { authorization }) => void socket.write(ok([`X-You: ${authorization}`])),
  'mirror in header name': (socket, { authorization }) => void socket.write(ok([`${authorization.slice(4)}: x`])),
  'mirror in reason phrase': (socket, { authorization }) =>
    void socket.write(answer(`401 ${authorization}`, [], '{"message":"401: Unauthorized"}')),
  'mirror in broken status line': (socket, { authorization }) =>
    void socket.write(`HTTP/1.1 ${authorization}\r\nContent-Length: 0\r\n\r\n`),
  'redirect 301': redirect(301),
  'redirect 302': redirect(302),
  'redirect 303': redirect(303),
  'redirect 307': redirect(307),
  'redirect 308': redirect(308),
  'cut after headers': (socket) => void socket.end(head('Content-Length: 100')),
  'cut in the headers': (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-'),
  'cut in the body': (socket) => void socket.end(`${head('Content-Length: 100')}{"id":`),
  'cut in a chunk': (socket) => void socket.end(`${head('Transfer-Encoding: chunked')}64\r\n{"id":`),
  'cut 401': (socket) => void socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 31\r\n\r\n{"message"'),
  reset: (socket) => void socket.resetAndDestroy(),
  garbage: (socket) => void socket.end('\u0000\u0001 this is not the protocol you look for\r\n\r\n'),
  'HTTP/0.9': (socket) => void socket.end('<html>hello</html>'),
  'double content-length': (socket) =>
    void socket.write(`${head('Content-Length: 10', 'Content-Length: 5')}${JSON_BODY}`),
  'content-length and chunked': (socket) =>
    void socket.write(`${head('Content-Length: 10', 'Transfer-Encoding: chunked')}a\r\n${JSON_BODY}\r\n0\r\n\r\n`),
  'negative content-length': (socket) => void socket.write(`${head('Content-Length: -1')}${JSON_BODY}`),
  'bare line feeds': (socket) => void socket.write(`HTTP/1.1 200 OK\nContent-Length: 10\n\n${JSON_BODY}`),
  '10,000 headers': (socket) => void socket.write(ok(Array.from({ length: 10_000 }, (_, i) => `X-${i}: y`))),
  '1 MB header': (socket) => void socket.write(ok([`X-Big: ${'x'.repeat(1_000_000)}`])),
  'upgrade 101': (socket) =>
    void socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
  'two answers': (socket) => void socket.write(ok([]) + ok([], '{"id":"poison"}')),
  'second answer later': (socket) => {
    socket.write(ok([]));
    setTimeout(() => !socket.destroyed && socket.write(ok([], '{"id":"poison"}')), 30);
  },
  'never answers': () => undefined,
} as const satisfies Readonly<Record<string, Misbehaviour>>;

export type MisbehaviourName = keyof typeof MISBEHAVIOURS;
