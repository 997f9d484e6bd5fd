/**
 * `npm run test:year`: a year of 2,000 tokens, swept once a day, the longest interval that a deployment may set; the sweeps of every hour are those of
 * year.test.ts. Two accounts side by side, each a world of its own on a thread of its own, with half of the owners and all of their tokens. Prints
 * what owners were told; fails with what is held against the monitor. By itself, since a test runner makes it four times as long.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { DAY } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';
import type { Report } from './account.ts';
import { figuresOf, tableOf } from './figures.ts';
import type { Span } from './span.ts';

const [tokens = 2000, days = 365, seed = 1] = process.argv.slice(2).map(Number);
const ACCOUNTS = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What a look makes lives no longer than it: with this much room most of it is gone before anybody collects it. */
const YOUNG_MB = 192;

const reportOf = async (span: Span): Promise<Report> => {
  const account = new Worker(new URL('./account.ts', import.meta.url), {
    workerData: span,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const [report] = await once(account, 'message');
  return report;
};

const span = { days, tokens, interval: DAY, troubleEvery: 60 };
const accounts = Array.from({ length: ACCOUNTS }, (_, number) => ({ number, of: ACCOUNTS }));

say(`${days} days of ${tokens} tokens, in ${ACCOUNTS} accounts side by side, swept once a day, seed ${seed} ...`);
const began = performance.now();
const reports = await Promise.all(
  accounts.map((account) => reportOf({ ...span, seed: seed + account.number, account })),
);
const wrong = reports.flatMap((report) => report.wrong);
const { user, system } = process.cpuUsage();
const seconds = (performance.now() - began) / 1000;
const counted = reports.map((report) => report.counted);
say(tableOf(figuresOf(counted, span, START)));
say(`seconds                               ${seconds.toFixed(0)}`);
say(`seconds of a processor                ${((user + system) / 1e6).toFixed(0)}`);
say(`held against the monitor              ${wrong.length}`);
for (const one of wrong) say(`  ${one}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
