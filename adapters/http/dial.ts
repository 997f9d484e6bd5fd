import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { isPublicAddress } from './address.ts';
import { codedError } from './failure.ts';

/** Below the 5 s after which common servers drop an idle connection: a request never meets a connection that just closed. */
export const IDLE = 4000;

export type DialOptions = {
  readonly secure: boolean;
  /** True: the peer must be a public address. */
  readonly guarded: boolean;
  /** True: connections are used again. False: one request each, so that no answer can be taken for another's. */
  readonly reuse: boolean;
  readonly lookup: LookupFunction;
  /** Milliseconds to a usable connection, DNS and TLS included. */
  readonly connect: number;
  /** More certificate authorities, PEM. */
  readonly ca: readonly string[];
};

/** Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED and the like change nothing. An agent of our own ignores proxy variables. */
const tlsOptions = (ca: readonly string[]): https.AgentOptions => ({
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  ALPNProtocols: ['http/1.1'],
  // Made once: a context per connection would parse every root certificate again.
  ...(ca.length > 0 && {
    secureContext: createSecureContext({ ca: [...rootCertificates, ...ca], minVersion: 'TLSv1.2' }),
  }),
});

/** An agent that hands a connection over only after its peer was judged: no byte of a request is written before. */
export const createAgent = (options: DialOptions): http.Agent => {
  const common = { keepAlive: options.reuse, timeout: IDLE, lookup: options.lookup };
  const agent = options.secure
    ? new https.Agent({ ...common, ...tlsOptions(options.ca) })
    : new http.Agent(common as http.AgentOptions);
  judgePeers(agent, options);
  return agent;
};

const judgePeers = (agent: http.Agent, { secure, guarded, connect }: DialOptions): void => {
  const open = agent.createConnection.bind(agent);
  const dialling = new Set<Socket>();
  endWith(agent, dialling);
  agent.createConnection = (options, done) => {
    const socket = open(options) as Socket;
    const timer = setTimeout(() => socket.destroy(codedError('TH_CONNECT_TIMEOUT')), connect);
    dialling.add(socket);
    const hand = (error: Error | null): void => {
      clearTimeout(timer);
      dialling.delete(socket);
      socket.off('error', hand);
      done?.(error, socket);
    };
    socket.once('error', hand);
    socket.once('connect', () => {
      if (guarded && !isPublicAddress(socket.remoteAddress ?? '')) socket.destroy(codedError('TH_ADDRESS_NOT_PUBLIC'));
    });
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      if (!socket.destroyed) hand(null);
    });
    return undefined;
  };
};

/** Node's agent does not know connections that are still being made. */
const endWith = (agent: http.Agent, dialling: ReadonlySet<Socket>): void => {
  const destroy = agent.destroy.bind(agent);
  agent.destroy = () => {
    for (const socket of dialling) socket.destroy(codedError('TH_CLOSED'));
    destroy();
  };
};
