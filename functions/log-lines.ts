import { countVerdicts } from '../core/model/verdict.ts';
import type { Digested } from '../monitor/digest/digest.ts';
import type { Discovered } from '../monitor/discover/discover.ts';
import type { ProbeMessage } from '../monitor/ports.ts';
import type { ProbeReport } from '../monitor/probe/probe.ts';
import { logger } from './chain.ts';

/** One line a sweep: counts, no names. */
export const logSweep = (reason: 'sweep' | 'label' | 'rotation', discovered: Discovered, milliseconds: number): void =>
  logger.info('discovered', { reason, ...discovered, milliseconds });

/** One line a run: counts, no names. */
export const logDigests = (digested: Digested, milliseconds: number): void =>
  logger.info('digests made', { ...digested, milliseconds });

/** One line a message: counts, no names. The verdicts are those of the tokens that were looked at. */
export const logProbe = (
  { sweep, provider, reason, items }: ProbeMessage,
  { judged, requeued, givenUp }: ProbeReport,
  milliseconds: number,
): void =>
  logger.info('probed', {
    sweep: sweep.id,
    provider,
    reason,
    secrets: items.length,
    judged: judged.length,
    requeued,
    givenUp,
    verdicts: seenOf(countVerdicts(judged.map(({ look }) => look.diagnosis.verdict))),
    milliseconds,
  });

const seenOf = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
