import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * The widget of the dashboard over a table of so many tokens, through the real function and the real client, the table in another process: time to
 * the whole answer, processor time of this process, and what it weighs. Medians. `node bench/widget.ts [TOKENS] [ROUNDS] [MILLISECONDS A PAGE]`
 */
const [tokens = 10_000, rounds = 9, pause = 15] = process.argv.slice(2).map(Number);

const table = fork(new URL('widget-server.ts', import.meta.url), [`${tokens}`, `${pause}`]);
const [{ port }] = (await once(table, 'message')) as [AddressInfo];

// A function refuses to run where somebody may look on (functions/runtime.ts).
for (const name of ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_DIR', 'SSL_CERT_FILE']) delete process.env[name];
Object.assign(process.env, {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  TOKEN_HEALTH_TABLE: 'table',
  TOKEN_HEALTH_ACT_FUNCTION: 'arn:aws:lambda:eu-west-1:123456789012:function:act',
  TOKEN_HEALTH_SWEEP_SECONDS: '3600',
  POWERTOOLS_LOG_LEVEL: 'ERROR',
});

const { handler } = await import('../functions/widget.ts');

const SELF = 'arn:aws:lambda:eu-west-1:123456789012:function:widget';
const call = handler as unknown as (event: object, context: object) => Promise<string>;
const ask = (params: object): Promise<string> =>
  call(
    { ...params, widgetContext: { dashboardName: 'bench', theme: 'light', width: 1800, forms: { all: {} } } },
    { invokedFunctionArn: SELF, awsRequestId: 'bench', functionName: 'widget', memoryLimitInMB: '1769' },
  );

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const VIEWS = {
  'what needs you': { view: 'tokens' },
  'all, page 7': { view: 'tokens', show: 'all', page: 7 },
  'one owner': { view: 'tokens', owner: 'team-7' },
  words: { view: 'tokens', find: 'service-77' },
  'horizon and issuers': { view: 'horizon' },
} as const;

process.stdout.write(`${tokens} tokens, ${pause} ms before each page of the table, medians of ${rounds}\n\n`);
process.stdout.write(`${'view'.padEnd(22)}  first ms  then ms  worst ms  cpu ms     KB\n`);
for (const [name, params] of Object.entries(VIEWS)) {
  const [times, cpus, sizes]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const [from, cpu] = [performance.now(), process.cpuUsage()];
    const markup = await ask(params);
    times.push(performance.now() - from);
    const { user, system } = process.cpuUsage(cpu);
    cpus.push((user + system) / 1000);
    sizes.push(Buffer.byteLength(markup) / 1024);
  }
  const figures = [
    times[0] ?? 0,
    median(times.slice(1)),
    Math.max(...times.slice(1)),
    median(cpus),
    Math.max(...sizes),
  ];
  const [first, then, worst, cpu, size] = figures.map((figure) => figure.toFixed(0));
  process.stdout.write(
    `${name.padEnd(22)}${first?.padStart(10)}${then?.padStart(9)}${worst?.padStart(10)}${cpu?.padStart(8)}${size?.padStart(7)}\n`,
  );
}
table.disconnect();
