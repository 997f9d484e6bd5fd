import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../core/base/time.ts';
import type { Slot, TakeSlot } from '../../monitor/ports.ts';
import { transaction } from './database.ts';

/** As in the table of AWS: one row holds the next free moment of each. Older releases leave such rows alone. */
export const takeSlot = (db: DatabaseSync, ...[channel, interval, now, latest]: Parameters<TakeSlot>): Slot =>
  transaction(db, () => {
    const at = Math.max(now, freeAt(db, channel));
    if (at > Math.max(now, latest)) return { granted: false, freeAt: at };
    db.prepare('insert or replace into settings values (?, ?)').run(rowOf(channel), Buffer.from(`${at + interval}`));
    return { granted: true, at };
  });

const rowOf = (channel: string): string => `slot:${channel}`;

const freeAt = (db: DatabaseSync, channel: string): Instant => {
  const value = db.prepare('select value from settings where name = ?').get(rowOf(channel))?.value;
  const at = value instanceof Uint8Array ? Number(Buffer.from(value).toString()) : 0;
  return Number.isSafeInteger(at) ? at : 0;
};
