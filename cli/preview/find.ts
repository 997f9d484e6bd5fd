import { errorName } from '../../adapters/aws/calls.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import type { Tellable } from '../../core/model/notice.ts';
import { UNREADABLE } from '../commands/exit.ts';
import { type Known, knownBy, tableTrouble } from '../digest/known.ts';
import { SAMPLE_WORDS, sampleOf } from './samples.ts';
import type { Wish } from './wish.ts';

export type Found =
  | { readonly told: Tellable; readonly sample: boolean }
  | { readonly trouble: Trouble; readonly code: number };

const NOTHING_FOUND = 5;

/** A sample by the word of its kind, else what was told by that id, or last under that incident. Throws StateError. */
export const findAlert = async (asked: string, wish: Wish, now: number): Promise<Found> => {
  const sample = sampleOf(asked, now);
  if (sample !== undefined) return { told: sample, sample: true };
  const known = await knownBy(wish);
  if (known === undefined) return { trouble: unknown(asked, []), code: NOTHING_FOUND };
  try {
    return await findIn(known, asked);
  } catch (error) {
    if (wish.table === undefined) throw error;
    return { trouble: tableTrouble(wish.table, errorName(error)), code: UNREADABLE.code };
  } finally {
    known.close();
  }
};

/** Names of what there is, for one that is mistyped. */
const MOST_REMEMBERED = 5000;

const findIn = async ({ readAll }: Known, asked: string): Promise<Found> => {
  let found: Tellable | undefined;
  const incidents = new Set<string>();
  for await (const page of readAll())
    for (const kept of page) {
      if (kept.what !== 'told') continue;
      const { told } = kept;
      if (incidents.size < MOST_REMEMBERED) incidents.add(told.incident);
      const isIt = told.id === asked || told.incident === asked.toUpperCase();
      if (isIt && (found === undefined || told.at >= found.at)) found = told;
    }
  return found === undefined
    ? { trouble: unknown(asked, [...incidents]), code: NOTHING_FOUND }
    : { told: found, sample: false };
};

const unknown = (asked: string, incidents: readonly string[]): Trouble => {
  const near = nearest(asked, [...SAMPLE_WORDS, ...incidents]);
  return {
    what: `no alert "${asked}" is known`,
    why: incidents.length === 0 ? 'nothing was told yet' : `${incidents.length} incidents are known by other names`,
    remedy:
      near === undefined
        ? 'write its id or incident (TH-4K7Q2), of a deployed one with --table NAME; or a word for a sample, such as rejected'
        : `use ${near}`,
  };
};
