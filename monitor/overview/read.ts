import { hasLeft, type Listed } from '../../core/digest/gather.ts';
import type { IssuerRecord } from '../../core/issuer/guard.ts';
import { isAlert } from '../../core/model/notice.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Told } from '../../core/overview/history.ts';
import type { Overview, Sweeping } from '../../core/overview/overview.ts';
import { type Row, rowOf } from '../../core/overview/row.ts';
import type { Clock, Kept, ReadAll, ReadAudit } from '../ports.ts';

export type OverviewPorts = {
  readonly readAll: ReadAll;
  /** The secrets of the last sweep; undefined where there is no such list: then all are watched. */
  readonly listed: () => Promise<Listed | undefined>;
  readonly audit: ReadAudit;
  readonly clock: Clock;
  /** Milliseconds from one sweep to the next; absent where nothing sweeps, or nobody knows. */
  readonly sweepEvery?: number;
};

/** Lines of the audit that are shown with tokens: the newest of all. */
const LINES = 200;

/** Reads all that is known, once. Throws when the store does. */
export const readOverview = async ({ readAll, listed, audit, clock, sweepEvery }: OverviewPorts): Promise<Overview> => {
  const now = clock();
  const [kept, list, lines] = await Promise.all([collect(readAll), listed(), audit(LINES, now)]);
  const watched = kept.records.filter((record) => !hasLeft(record, list));
  return {
    at: now,
    rows: watched.map((record): Row => rowOf(record, now)),
    told: kept.told,
    audit: lines,
    issuers: kept.issuers,
    ...(kept.sweeps && { sweeps: { ...kept.sweeps, ...(sweepEvery !== undefined && { every: sweepEvery }) } }),
    gone: kept.records.length - watched.length,
    unreadable: kept.unreadable,
  };
};

type Collected = {
  readonly records: TokenRecord[];
  readonly told: Map<string, Told[]>;
  readonly issuers: IssuerRecord[];
  sweeps?: Sweeping;
  unreadable: number;
};

const collect = async (readAll: ReadAll): Promise<Collected> => {
  const collected: Collected = { records: [], told: new Map(), issuers: [], unreadable: 0 };
  for await (const page of readAll()) for (const kept of page) take(collected, kept);
  return collected;
};

const take = (into: Collected, kept: Kept): void => {
  switch (kept.what) {
    case 'record':
      into.records.push(kept.record);
      break;
    case 'issuer':
      into.issuers.push(kept.issuer);
      break;
    case 'told':
      if (isAlert(kept.told)) keepTold(into.told, kept.told.ref.id, kept.told);
      break;
    case 'sweep':
      into.sweeps = newest(into.sweeps, kept);
      break;
    case 'unreadable':
      into.unreadable += 1;
      break;
  }
};

const keepTold = (told: Map<string, Told[]>, id: string, { kind, at, incident, versionId, ended }: Told): void => {
  const its = told.get(id) ?? [];
  its.push({ kind, at, incident, versionId, ...(ended && { ended }) });
  told.set(id, its);
};

const newest = (before: Sweeping | undefined, { startedAt, finished }: Extract<Kept, { what: 'sweep' }>): Sweeping => {
  const done = Math.max(before?.finished ?? 0, finished ? startedAt : 0);
  return { last: Math.max(before?.last ?? 0, startedAt), ...(done > 0 && { finished: done }) };
};
