import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One AWS call as it went over the wire. `caller` is the access key that signed it. */
export type Call = {
  readonly operation: string;
  readonly caller: string;
  readonly at: number;
  readonly sent: string;
  answered: string;
};

type Reply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/** Stands between caller and emulator for one call. `cut` closes the connection without an answer. */
export type Fault = (sent: string, forward: (body: string) => Promise<Reply>) => Promise<Reply | 'cut'>;

export type AwsProxy = {
  readonly endpoint: string;
  readonly calls: readonly Call[];
  /** The next calls of this operation meet these, one each. */
  readonly next: (operation: string, ...faults: Fault[]) => void;
  /** The next call of this operation that was sent with this in it meets the fault. */
  readonly nextWith: (operation: string, part: string, fault: Fault) => void;
  readonly stop: () => Promise<void>;
};

type Planned = { readonly operation: string; readonly part: string; readonly fault: Fault };

const wholeText = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
};

/** `DynamoDB.GetItem`, `sns.Publish`, or `GET /path`. */
const operationOf = ({ headers, method, url }: IncomingMessage, body: string): string => {
  const target = /^(\w+?)(?:_\d+)?\.(\w+)$/.exec(String(headers['x-amz-target'] ?? ''));
  if (target) return `${target[1]}.${target[2]}`;
  const service = /\/(\w+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';
  const action = new URLSearchParams(body).get('Action');
  return action ? `${service}.${action}` : `${service} ${method} ${url}`;
};

const callerOf = ({ headers }: IncomingMessage): string =>
  /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';

const forwardTo =
  (upstream: URL, { method, url, headers }: IncomingMessage) =>
  (body: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const bytes = Buffer.from(body, 'latin1');
      const outgoing = request(
        {
          host: upstream.hostname,
          port: upstream.port,
          method,
          path: url,
          // Here TLS would end: without it every queue refuses the call, as it should.
          headers: { ...headers, 'content-length': bytes.length, 'x-forwarded-proto': 'https' },
        },
        (answer) =>
          wholeText(answer).then(
            (text) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: text }),
            reject,
          ),
      );
      outgoing.on('error', reject).end(bytes);
    });

const answer = (response: ServerResponse, { status, headers, body }: Reply): void => {
  const bytes = Buffer.from(body, 'latin1');
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': bytes.length }).end(bytes);
};

/** A loopback proxy in front of the emulator that writes down every call, and can break the next of a kind. */
export const startProxy = async (upstream: string, port = 0): Promise<AwsProxy> => {
  const calls: Call[] = [];
  const planned: Planned[] = [];
  const takeFault = (operation: string, sent: string): Fault | undefined => {
    const index = planned.findIndex((plan) => plan.operation === operation && sent.includes(plan.part));
    return index < 0 ? undefined : planned.splice(index, 1)[0]?.fault;
  };
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await wholeText(incoming);
    const operation = operationOf(incoming, sent);
    const call: Call = { operation, caller: callerOf(incoming), at: Date.now(), sent, answered: '' };
    calls.push(call);
    const forward = forwardTo(new URL(upstream), incoming);
    const fault = takeFault(operation, sent);
    const reply = await (fault ? fault(sent, forward) : forward(sent));
    if (reply === 'cut') return void incoming.socket.destroy();
    call.answered = reply.body;
    answer(response, reply);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    next: (operation, ...faults) => planned.push(...faults.map((fault) => ({ operation, part: '', fault }))),
    nextWith: (operation, part, fault) => planned.push({ operation, part, fault }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
