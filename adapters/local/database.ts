import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StateError, stateError } from './state-error.ts';

export const IN_MEMORY = ':memory:';

const VERSION = 5;

const ISSUERS = 'create table issuers (host text primary key, revision integer not null, body text not null) strict;';

const LISTS = `create table lists (
    sweep text not null, part text not null, number integer not null, body text not null,
    primary key (sweep, part, number)) strict;`;

const AUDIT =
  'create table audit (at integer not null, line text not null, body text not null, primary key (at, line)) strict;';

const SCHEMA = `
  create table records (id text primary key, revision integer not null, body text not null) strict;
  create table outbox (
    id text primary key, alert text not null, delivered_to text not null default '[]', attempts integer not null default 0,
    next_attempt_at integer not null, decided_at integer not null, done integer not null default 0,
    holder text, held_until integer not null default 0, failures text not null default '{}') strict;
  create index outbox_due on outbox (next_attempt_at) where done = 0;
  ${ISSUERS}
  ${LISTS}
  ${AUDIT}
  create table sweeps (
    id text primary key, started_at integer not null, previous_at integer,
    found integer, queued integer, finished_at integer) strict;
  create table settings (name text primary key, value blob not null) strict;
  pragma user_version = ${VERSION};`;

/** What files of older releases lack, by their version: the issuer guard, the lists of sweeps, why a channel failed, who asked for quiet. */
const STEPS: Readonly<Record<number, string>> = {
  1: ISSUERS,
  2: LISTS,
  3: "alter table outbox add column failures text not null default '{}';",
  4: AUDIT,
};

/** Opens or creates the state: the file readable by its owner alone, in a folder of its owner alone. Throws StateError. */
export const openDatabase = (file: string, busyTimeoutMs: number): DatabaseSync => {
  try {
    if (file !== IN_MEMORY) createPrivately(file);
    const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
    db.exec('pragma journal_mode = wal; pragma synchronous = normal;');
    transaction(db, () => migrate(db, file));
    return db;
  } catch (error) {
    throw stateError(file, error);
  }
};

/** SQLite would create it with the umask's rights; its -wal and -shm files take those of the main file. */
const createPrivately = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
};

const migrate = (db: DatabaseSync, file: string): void => {
  const version = db.prepare('pragma user_version').get()?.user_version;
  if (version === VERSION) return;
  if (typeof version === 'number' && version in STEPS) {
    for (let from = version; from < VERSION; from++) db.exec(STEPS[from] ?? '');
    db.exec(`pragma user_version = ${VERSION}`);
    return;
  }
  const tables = db.prepare('select count(*) as n from sqlite_schema').get()?.n;
  if (version !== 0 || tables !== 0)
    throw new StateError(
      `cannot use the state file ${file}`,
      version === 0
        ? 'it is a database of another program'
        : `its version is ${version}, this program knows ${VERSION}`,
      'name another with --state FILE, or use the program that wrote it',
    );
  db.exec(SCHEMA);
  db.prepare("insert into settings values ('fingerprint-key', ?)").run(randomBytes(32));
};

/** All or nothing, and nobody else writes meanwhile. */
export const transaction = <T>(db: DatabaseSync, work: () => T): T => {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
};
