import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import type { Missing } from '../../core/list/left.ts';
import type { Concluded, Leg, Sweeps, WatchList } from '../../monitor/ports.ts';
import { transaction } from './database.ts';
import { putAlert } from './outbox.ts';
import { sweepOf } from './rows.ts';

const CONCLUDED = 'concluded-sweep';

const concludedShape = z.looseObject({ id: z.string(), startedAt: z.int(), revision: z.int() });

/** One process at a time works on a local state, so no run is ever busy. */
export const sweepsOf = (db: DatabaseSync): Sweeps => ({
  last: async () => {
    const row = db.prepare('select id, started_at, previous_at from sweeps order by started_at desc limit 1').get();
    return row && sweepOf(row);
  },
  begin: async ({ id, startedAt, previousAt }) => {
    const before = db.prepare('select finished_at from sweeps where id = ?').get(id);
    if (before !== undefined) return before.finished_at === null ? 'again' : 'done';
    db.prepare('insert into sweeps (id, started_at, previous_at) values (?, ?, ?)').run(
      id,
      startedAt,
      previousAt ?? null,
    );
    return 'fresh';
  },
  concluded: async () => concludedIn(db),
  conclude: async ({ concluded, expectedRevision, notices }) =>
    transaction(db, () => {
      if (concludedIn(db)?.revision !== expectedRevision) return 'conflict';
      db.prepare('insert or replace into settings values (?, ?)').run(
        CONCLUDED,
        Buffer.from(JSON.stringify(concluded)),
      );
      for (const notice of notices) putAlert(db, notice);
      return 'stored';
    }),
  finish: async (id, found, queued, now) => {
    db.prepare('update sweeps set found = ?, queued = ?, finished_at = ? where id = ?').run(found, queued, now, id);
  },
});

const startShape = z.object({ started_at: z.int(), finished_at: z.nullable(z.int()) });

/** The last that began, and the last that was finished. */
export const newestSweeps = (db: DatabaseSync): readonly { readonly startedAt: number; readonly finished: boolean }[] =>
  db
    .prepare(
      `select started_at, finished_at from sweeps where started_at in
        ((select max(started_at) from sweeps), (select max(started_at) from sweeps where finished_at is not null))`,
    )
    .all()
    .map((row) => startShape.parse(row))
    .map(({ started_at, finished_at }) => ({ startedAt: started_at, finished: finished_at !== null }));

const concludedIn = (db: DatabaseSync): Concluded | undefined => {
  const row = db.prepare('select value from settings where name = ?').get(CONCLUDED);
  if (!(row?.value instanceof Uint8Array)) return undefined;
  return concludedShape.parse(parseJson(Buffer.from(row.value).toString())) as unknown as Concluded;
};

const legShape = z.looseObject({ number: z.int(), names: z.array(z.string()), waiting: z.array(z.string()) });
const missingShape = z.array(z.looseObject({ name: z.string() }));

/** What sweeps have listed, as in the table of AWS. */
export const watchListOf = (db: DatabaseSync): WatchList => {
  const bodies = (sweepId: string, part: string): readonly unknown[] =>
    db
      .prepare('select body from lists where sweep = ? and part = ? order by number')
      .all(sweepId, part)
      .map(({ body }) => parseJson(String(body)));
  const put = (sweepId: string, part: string, number: number, body: unknown): boolean =>
    db
      .prepare('insert into lists values (?, ?, ?, ?) on conflict do nothing')
      .run(sweepId, part, number, JSON.stringify(body)).changes === 1;
  return {
    legs: async function* (sweepId) {
      for (const body of bodies(sweepId, 'leg')) yield legShape.parse(body) as unknown as Leg;
    },
    save: async (sweepId, leg) => put(sweepId, 'leg', leg.number, leg),
    missing: async function* (sweepId) {
      for (const body of bodies(sweepId, 'missing')) yield* missingShape.parse(body) as unknown as Missing[];
    },
    keepMissing: async (sweepId, missing) => {
      db.prepare("delete from lists where sweep = ? and part = 'missing'").run(sweepId);
      put(sweepId, 'missing', 0, missing);
    },
  };
};
