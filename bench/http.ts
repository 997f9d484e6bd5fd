import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { createAsk } from '../adapters/http/ask.ts';
import { Secret } from '../core/model/secret.ts';
import type { Ask } from '../monitor/ports.ts';

/**
 * Our ask beside bare undici.request: requests per second and CPU per request of this process, the server in another.
 * Rounds of the two alternate; figures are medians. `node bench/http.ts [REQUESTS] [CONCURRENCY] [ROUNDS]`
 */
const [requests = 4000, concurrency = 64, rounds = 5] = process.argv.slice(2).map(Number);

type Client = (delay: number) => Promise<void>;
type Figures = { readonly perSecond: number; readonly cpu: number };

const ca = readFileSync(new URL('../test/hostile/certs/ca.pem', import.meta.url), 'utf8');
const token = new Secret('abcdefghijkl');

const bareClient =
  (origin: string, dispatcher: Agent): Client =>
  async (delay) => {
    const { body } = await request(`${origin}/${delay}`, {
      dispatcher,
      headers: { authorization: 'Bot abcdefghijkl' },
    });
    await body.json();
  };

const ourClient =
  (origin: string, ask: Ask): Client =>
  async (delay) => {
    const asked = await ask({
      method: 'GET',
      url: `${origin}/${delay}`,
      headers: { authorization: 'Bot {token}' },
      fills: { token },
      trust: 'allow-listed',
      budget: { perSecond: 1e6, concurrency },
      deadline: Date.now() + 10_000,
    });
    if (!asked.ok) throw new Error(asked.failure.detail);
  };

const round = async (client: Client, delay: number, times: number): Promise<Figures> => {
  let left = times;
  const worker = async () => {
    while (left-- > 0) await client(delay);
  };
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (times * 1000) / (performance.now() - from), cpu: (user + system) / 1000 / times };
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const medians = (all: readonly Figures[]): Figures => ({
  perSecond: median(all.map(({ perSecond }) => perSecond)),
  cpu: median(all.map(({ cpu }) => cpu)),
});

const line = (what: string, name: string, { perSecond, cpu }: Figures): string =>
  `${what.padEnd(12)} ${name.padEnd(7)} ${perSecond.toFixed(0).padStart(6)} requests/s  ${cpu.toFixed(3)} ms CPU\n`;

const compare = async (what: string, delay: number, bare: Client, ours: Client): Promise<void> => {
  await Promise.all([round(bare, delay, 1000), round(ours, delay, 1000)]);
  const figures: { readonly bare: Figures[]; readonly ours: Figures[] } = { bare: [], ours: [] };
  for (let i = 0; i < rounds; i += 1) {
    figures.bare.push(await round(bare, delay, requests));
    figures.ours.push(await round(ours, delay, requests));
  }
  const [b, o] = [medians(figures.bare), medians(figures.ours)];
  const ratio = `requests/s x ${(o.perSecond / b.perSecond).toFixed(2)}, CPU x ${(o.cpu / b.cpu).toFixed(2)}`;
  process.stdout.write(`${line(what, 'undici', b)}${line(what, 'ask', o)}${' '.repeat(13)}${ratio}\n`);
};

for (const scheme of ['http', 'https']) {
  const server = fork(new URL('http-server.ts', import.meta.url), scheme === 'https' ? ['tls'] : []);
  const [port] = await once(server, 'message');
  const origin = `${scheme}://127.0.0.1:${port}`;
  const agent = new Agent({ connections: concurrency, connect: { ca } });
  const ask = createAsk({ allowedOrigins: [origin], reusedOrigins: [origin], ca: [ca] });
  for (const delay of [0, 20]) {
    await compare(`${scheme} ${delay} ms`, delay, bareClient(origin, agent), ourClient(origin, ask));
  }
  ask.close();
  await agent.close();
  server.disconnect();
}
