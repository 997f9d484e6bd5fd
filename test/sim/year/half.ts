/** One of the worlds of year-of-2000.test.ts, on a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { START } from '../../support/make.ts';
import { lackingWrites } from './faults.ts';
import { type Figures, figuresOf } from './figures.ts';
import { liveOn } from './live.ts';
import { heldAgainst } from './onlooker.ts';
import type { Span } from './span.ts';

/** What one world came to. */
export type Half = {
  readonly held: readonly string[];
  readonly lacking: readonly string[];
  readonly figures: Figures;
  /** Of the processor, to live and to judge. */
  readonly seconds: number;
};

const before = process.threadCpuUsage();
const year = await liveOn(workerData as Span);
const held = heldAgainst(year);
const { user, system } = process.threadCpuUsage(before);
const half: Half = {
  held,
  lacking: lackingWrites(year.hits),
  figures: figuresOf(year, START),
  seconds: (user + system) / 1e6,
};
parentPort?.postMessage(half);
