import { parentPort, workerData } from 'node:worker_threads';
import { lackingWrites } from './faults.ts';
import { type Counted, countedIn } from './figures.ts';
import { liveOn } from './live.ts';
import { heldAgainst } from './onlooker.ts';
import type { Span } from './span.ts';

/** What one account tells when its year is over. */
export type Report = { readonly counted: Counted; readonly wrong: readonly string[] };

const reportOn = async (span: Span): Promise<Report> => {
  const year = await liveOn(span);
  return { counted: countedIn(year), wrong: [...heldAgainst(year), ...lackingWrites(year.hits)] };
};

parentPort?.postMessage(await reportOn(workerData as Span));
