import type { DatabaseSync } from 'node:sqlite';
import { DAY, type Instant } from '../../core/base/time.ts';
import type { QuietEntry } from '../../core/model/record.ts';
import { entryOf } from './rows.ts';

const KEEP = 365 * DAY;

/** As in the table of AWS, where lines go away by themselves after a year. */
export const putEntry = (db: DatabaseSync, entry: QuietEntry): void => {
  const { at, token, revision, ended } = entry;
  const line = `${token.id}#${revision}#${ended === undefined ? 1 : 0}`;
  db.prepare('insert or replace into audit values (?, ?, ?)').run(at, line, JSON.stringify(entry));
  db.prepare('delete from audit where at <= ?').run(at - KEEP);
};

export const readAudit = (db: DatabaseSync, most: number, now: Instant): readonly QuietEntry[] =>
  db
    .prepare('select body from audit where at > ? order by at desc, line desc limit ?')
    .all(now - KEEP, most)
    .map(({ body }) => entryOf(body));
