import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

/** Run as a child process, with `tls` or without: answers about 400 bytes of JSON after the milliseconds that `/MS` names. */
const body = JSON.stringify({ id: '1', username: 'bench', padding: 'x'.repeat(360) });

const answer: http.RequestListener = (request, response) => {
  const reply = () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  };
  const delay = Number(request.url?.slice(1));
  if (delay > 0) setTimeout(reply, delay);
  else reply();
};

const pem = readFileSync(new URL('../test/hostile/certs/good.pem', import.meta.url));
const server =
  process.argv[2] === 'tls' ? https.createServer({ key: pem, cert: pem }, answer) : http.createServer(answer);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
