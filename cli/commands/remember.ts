import type { Checked } from '../../monitor/check/check.ts';
import type { Commit } from '../../monitor/ports.ts';

/**
 * Keeps when each token was last accepted. The monitor spares such a write, since its sweeps look at every token; here a run
 * may look at any of them, and nobody else remembers when. A conflict means that another run knows better.
 */
export const rememberAccepted = async (results: readonly Checked[], commit: Commit): Promise<void> => {
  for (const { observation, record } of results) {
    if (observation.seen !== 'accepted' || record.accepted === undefined) continue;
    const accepted = { ...record.accepted, lastAt: observation.exchange.at };
    if (accepted.lastAt <= record.accepted.lastAt) continue;
    await commit({
      record: { ...record, accepted, revision: record.revision + 1 },
      expectedRevision: record.revision,
      alerts: [],
    });
  }
};
