import type { DatabaseSync } from 'node:sqlite';
import type { IssuerRecord } from '../../core/issuer/guard.ts';
import type { Tellable } from '../../core/model/notice.ts';
import type { QuietEntry, TokenRecord } from '../../core/model/record.ts';
import type {
  Commit,
  CommitQuiet,
  Issuers,
  KeepLook,
  LoadRecords,
  Outbox,
  ReadAll,
  ReadAudit,
  StoreNotice,
  Sweeps,
  TakeSlot,
  WatchList,
} from '../../monitor/ports.ts';
import { putEntry, readAudit } from './audit.ts';
import { openDatabase, transaction } from './database.ts';
import { allAlerts, outboxOf, putAlert } from './outbox.ts';
import { issuerOf, recordOf } from './rows.ts';
import { takeSlot } from './slots.ts';
import { stateError } from './state-error.ts';
import { newestSweeps, sweepsOf, watchListOf } from './sweeps.ts';

export type Store = {
  readonly load: LoadRecords;
  readonly commit: Commit;
  readonly commitQuiet: CommitQuiet;
  readonly audit: ReadAudit;
  readonly keepLook: KeepLook;
  readonly takeSlot: TakeSlot;
  readonly issuers: Issuers;
  readonly outbox: Outbox;
  readonly sweeps: Sweeps;
  readonly watchList: WatchList;
  /** Every token ever seen, by id. */
  readonly records: () => readonly TokenRecord[];
  readonly readAll: ReadAll;
  readonly storeNotice: StoreNotice;
  /** 32 random bytes made with the state and kept in it: a version id made with them means nothing elsewhere. */
  readonly fingerprintKey: () => Uint8Array;
  readonly close: () => void;
};

/** The local stand-in for the table: one SQLite file, or `:memory:`. Opening, loading and committing throw StateError. */
export const openStore = (file: string, busyTimeoutMs = 5000): Store => {
  const db = openDatabase(file, busyTimeoutMs);
  const store = (writing: Writing) => guarded(file, () => transaction(db, () => write(db, writing)));
  return {
    load: async (ids) => guarded(file, () => load(db, ids)),
    commit: async ({ record, expectedRevision, alerts, entries = [] }) =>
      store({ table: 'records', key: record.ref.id, record, expectedRevision, tells: alerts, entries }),
    commitQuiet: async ({ record, expectedRevision, notice, entries }) =>
      store({ table: 'records', key: record.ref.id, record, expectedRevision, tells: [notice], entries }),
    audit: async (most, now) => guarded(file, () => readAudit(db, most, now)),
    keepLook: async (entry) => guarded(file, () => putEntry(db, entry)),
    takeSlot: async (...asked) => guarded(file, () => takeSlot(db, ...asked)),
    issuers: {
      load: async (host) => guarded(file, () => loadIssuer(db, host)),
      commit: async ({ record, expectedRevision, notices }) =>
        store({ table: 'issuers', key: record.host, record, expectedRevision, tells: notices }),
    },
    outbox: outboxOf(db),
    sweeps: sweepsOf(db),
    watchList: watchListOf(db),
    records: () => guarded(file, () => allBodies(db)),
    readAll: async function* () {
      yield guarded(file, () => allBodies(db)).map((record) => ({ what: 'record' as const, record }));
      yield guarded(file, () => allAlerts(db)).map((told) => ({ what: 'told' as const, told }));
      yield guarded(file, () => allIssuers(db)).map((issuer) => ({ what: 'issuer' as const, issuer }));
      yield guarded(file, () => newestSweeps(db)).map((sweep) => ({ what: 'sweep' as const, ...sweep }));
    },
    storeNotice: async (notice) => guarded(file, () => putAlert(db, notice)),
    fingerprintKey: () => fingerprintKey(db),
    close: () => db.close(),
  };
};

const guarded = <T>(file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw stateError(file, error);
  }
};

const bodies = (rows: readonly Record<string, unknown>[]): readonly TokenRecord[] =>
  rows.map((row) => recordOf(row.body));

const allBodies = (db: DatabaseSync): readonly TokenRecord[] =>
  bodies(db.prepare('select body from records order by id').all());

const load = (db: DatabaseSync, ids: readonly string[]): ReadonlyMap<string, TokenRecord> => {
  const rows = db.prepare('select body from records where id in (select value from json_each(?))');
  return new Map(bodies(rows.all(JSON.stringify(ids))).map((record) => [record.ref.id, record]));
};

/** One body under a key, conditional on the revision that was read, and what it tells. */
type Writing = {
  readonly table: 'records' | 'issuers';
  readonly key: string;
  readonly record: { readonly revision: number };
  readonly expectedRevision: number | undefined;
  readonly tells: readonly Tellable[];
  readonly entries?: readonly QuietEntry[];
};

const KEYS = { records: 'id', issuers: 'host' } as const;

const write = (
  db: DatabaseSync,
  { table, key, record, expectedRevision, tells, entries = [] }: Writing,
): 'stored' | 'conflict' => {
  const body = JSON.stringify(record);
  const { changes } =
    expectedRevision === undefined
      ? db
          .prepare(`insert into ${table} values (?, ?, ?) on conflict (${KEYS[table]}) do nothing`)
          .run(key, record.revision, body)
      : db
          .prepare(`update ${table} set revision = ?, body = ? where ${KEYS[table]} = ? and revision = ?`)
          .run(record.revision, body, key, expectedRevision);
  if (changes === 0) return 'conflict';
  for (const one of tells) putAlert(db, one);
  for (const entry of entries) putEntry(db, entry);
  return 'stored';
};

const allIssuers = (db: DatabaseSync): readonly IssuerRecord[] =>
  db
    .prepare('select body from issuers order by host')
    .all()
    .map(({ body }) => issuerOf(body));

const loadIssuer = (db: DatabaseSync, host: string): IssuerRecord | undefined => {
  const row = db.prepare('select body from issuers where host = ?').get(host);
  return row && issuerOf(row.body);
};

const fingerprintKey = (db: DatabaseSync): Uint8Array => {
  const value = db.prepare("select value from settings where name = 'fingerprint-key'").get()?.value;
  if (!(value instanceof Uint8Array)) throw new Error('the state has no fingerprint key');
  return value;
};
