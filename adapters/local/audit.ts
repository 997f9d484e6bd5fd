import type { DatabaseSync } from 'node:sqlite';
import { DAY, type Instant } from '../../core/base/time.ts';
import type { AuditEntry } from '../../core/model/record.ts';
import { entryOf } from './rows.ts';

const KEEP = 365 * DAY;

/** As in the table of AWS, where lines go away by themselves after a year. */
export const putEntry = (db: DatabaseSync, entry: AuditEntry): void => {
  const { at, token } = entry;
  const order = 'quiet' in entry ? `${entry.revision}#${entry.ended === undefined ? 1 : 0}` : 'look';
  const line = `${token.id}#${order}`;
  db.prepare('insert or replace into audit values (?, ?, ?)').run(at, line, JSON.stringify(entry));
  db.prepare('delete from audit where at <= ?').run(at - KEEP);
};

export const readAudit = (db: DatabaseSync, most: number, now: Instant): readonly AuditEntry[] =>
  db
    .prepare('select body from audit where at > ? order by at desc, line desc limit ?')
    .all(now - KEEP, most)
    .map(({ body }) => entryOf(body));
