import type { DatabaseSync } from 'node:sqlite';
import { dueAt, type Tellable } from '../../core/model/notice.ts';
import type { DeliveryMark, Outbox, OutboxItem } from '../../monitor/ports.ts';
import { alertOf, outboxItemOf } from './rows.ts';

const COLUMNS = 'alert, delivered_to, attempts, next_attempt_at, failures';

/** An alert that is stored already stays as it is: the id tells repeats apart. */
export const putAlert = (db: DatabaseSync, alert: Tellable): 'stored' | 'known' => {
  const { changes } = db
    .prepare(
      'insert into outbox (id, alert, next_attempt_at, decided_at) values (?, ?, ?, ?) on conflict (id) do nothing',
    )
    .run(alert.id, JSON.stringify(alert), dueAt(alert), alert.at);
  return changes === 0 ? 'known' : 'stored';
};

/** All that was ever told, or is to be. */
export const allAlerts = (db: DatabaseSync): readonly Tellable[] =>
  db
    .prepare('select alert from outbox')
    .all()
    .map(({ alert }) => alertOf(String(alert)));

/** Delivered rows stay, so that the same alert is never stored anew. */
export const outboxOf = (db: DatabaseSync): Outbox => ({
  due: async (now, _onUnreadable, most = -1) =>
    db
      .prepare(
        `select ${COLUMNS} from outbox where done = 0 and next_attempt_at <= ? and held_until <= ?
         order by decided_at, id limit ?`,
      )
      .all(now, now, most)
      .map(outboxItemOf),
  oldestDue: async (now) => {
    const rows = db.prepare(`select ${COLUMNS} from outbox where done = 0`).all();
    const dues = rows.map((row) => dueAt(outboxItemOf(row).alert)).filter((at) => at <= now);
    return dues.length === 0 ? undefined : Math.min(...dues);
  },
  find: async (alertId) => find(db, alertId),
  claim: async (alertIds, sender, now, until) => {
    const claim = db.prepare(
      'update outbox set holder = ?, held_until = ? where id = ? and done = 0 and (held_until <= ? or holder = ?)',
    );
    const taken = alertIds.filter((id) => claim.run(sender, until, id, now, sender).changes === 1);
    return taken.flatMap((id) => find(db, id) ?? []);
  },
  mark: async (marks) => {
    for (const mark of marks) markOne(db, mark);
  },
});

const find = (db: DatabaseSync, alertId: string): OutboxItem | undefined => {
  const row = db.prepare(`select ${COLUMNS} from outbox where id = ? and done = 0`).get(alertId);
  return row && outboxItemOf(row);
};

const markOne = (db: DatabaseSync, mark: DeliveryMark): void => {
  const { alertId, sender, deliveredTo, done, attempts, nextAttemptAt, failures } = mark;
  db.prepare(
    `update outbox set delivered_to = ?, done = ?, attempts = ?, next_attempt_at = ?, failures = ?, held_until = 0
     where id = ? and holder = ?`,
  ).run(JSON.stringify(deliveredTo), Number(done), attempts, nextAttemptAt, JSON.stringify(failures), alertId, sender);
};
