import { DAY, type Instant, MINUTE } from '../../core/base/time.ts';
import type { IssuerRecord } from '../../core/issuer/guard.ts';
import { dueAt, type Tellable } from '../../core/model/notice.ts';
import type { QuietEntry, TokenRecord } from '../../core/model/record.ts';
import type { Change, DeliveryMark, IssuerChange, Kept, OutboxItem, QuietChange, Turns } from '../../monitor/ports.ts';
import { createLists } from '../support/lists.ts';
import type { Span } from './spans.ts';

/** An item of the outbox as adapters/aws/outbox.ts keeps it: the alert as text, never rendered again. */
export type StoredAlert = {
  readonly body: string;
  undelivered: boolean;
  nextAttemptAt: Instant;
  attempts: number;
  deliveredTo: readonly string[];
  leaseUntil?: Instant | undefined;
  leaseOwner?: string | undefined;
  /** Set by `endAt` alone. */
  readonly expiresAt?: Instant;
  failures?: DeliveryMark['failures'];
};

/** The one table: conditional transactions, conditional updates, an index that lags, and TTL. Its conditions are those of adapters/aws. */
export type Table = ReturnType<typeof createTable>;

export type TableOptions = {
  readonly now: () => Instant;
  /** Alerts that the stream shows. */
  readonly onInsert: (alertIds: readonly string[]) => void;
  readonly lag: () => number;
};

const KEEP_DELIVERED = 90 * DAY;

type Span3 = Parameters<Turns['take']>[2];

export const createTable = ({ now, onInsert, lag }: TableOptions) => {
  const records = new Map<string, { readonly body: string; readonly revision: number; read?: TokenRecord }>();
  const issuers = new Map<string, { readonly body: string; readonly revision: number }>();
  const alerts = new Map<string, StoredAlert>();
  /** Alert ids in the sparse index, and since when a query finds them. */
  const index = new Map<string, Instant>();
  /** Every alert ever stored: what the deletion of an item cannot hide. */
  const ever = new Map<string, Tellable>();
  const storedAt = new Map<string, Instant>();
  /** When no refusal by an issuer was believed. */
  const holds: (Span & { readonly host: string })[] = [];
  /** Who asked for quiet, and what ended it. */
  const audit: QuietEntry[] = [];
  /** Of records, from one version of their secret to another. */
  const moves: { readonly arn: string; readonly from: string; readonly to: string }[] = [];
  let lookedAt = 0;
  /** Before then no item has an end. */
  let firstEnd = Number.POSITIVE_INFINITY;

  const itemOf = ({ body, deliveredTo, attempts, nextAttemptAt, failures }: StoredAlert): OutboxItem => ({
    alert: JSON.parse(body) as Tellable,
    deliveredTo,
    attempts,
    nextAttemptAt,
    ...(failures && { failures }),
  });

  /** TTL deletes items some time after their end, here within half an hour: sooner than AWS does. */
  const expire = (): void => {
    if (now() < lookedAt + 30 * MINUTE) return;
    lookedAt = now();
    if (firstEnd > now()) return;
    firstEnd = Number.POSITIVE_INFINITY;
    for (const [id, { expiresAt }] of alerts) {
      if (expiresAt === undefined) continue;
      if (expiresAt > now()) firstEnd = Math.min(firstEnd, expiresAt);
      else {
        alerts.delete(id);
        index.delete(id);
      }
    }
  };

  const putRecord = (record: TokenRecord): void => {
    const { id, source } = record.ref;
    const before = load([id]).get(id)?.versionId;
    if (before !== undefined && before !== record.versionId)
      moves.push({ arn: source, from: before, to: record.versionId });
    records.set(record.ref.id, { body: JSON.stringify(record), revision: record.revision });
  };

  const putAlert = (alert: Tellable, ttl?: Instant): void => {
    const stored: StoredAlert = {
      body: JSON.stringify(alert),
      undelivered: true,
      nextAttemptAt: dueAt(alert),
      attempts: 0,
      deliveredTo: [],
    };
    alerts.set(alert.id, stored);
    index.set(alert.id, now() + lag());
    ever.set(alert.id, alert);
    storedAt.set(alert.id, now());
    if (ttl !== undefined) endAt(alert.id, ttl);
  };

  const endAt = (id: string, at: Instant): void => {
    const item = alerts.get(id);
    if (item === undefined) return;
    alerts.set(id, { ...item, expiresAt: at });
    firstEnd = Math.min(firstEnd, at);
  };

  /** As judged in adapters/aws/records.ts: our own content under our own revision is our own first try. */
  const transact = (change: Change): 'stored' | 'conflict' => {
    const known = records.get(change.record.ref.id);
    if (known?.revision !== change.expectedRevision)
      return known?.body === JSON.stringify(change.record) ? 'stored' : 'conflict';
    putRecord(change.record);
    audit.push(...(change.entries ?? []));
    putFresh(change.alerts);
    return 'stored';
  };

  const transactQuiet = ({ record, expectedRevision, entries, notice }: QuietChange): 'stored' | 'conflict' => {
    const known = records.get(record.ref.id);
    if (known?.revision !== expectedRevision) return known?.body === JSON.stringify(record) ? 'stored' : 'conflict';
    putRecord(record);
    audit.push(...entries);
    putFresh([notice]);
    return 'stored';
  };

  /** As adapters/aws/notices.ts: what is there stays as it was. */
  const storeNotice = (notice: Tellable): 'stored' | 'known' => {
    if (alerts.has(notice.id)) return 'known';
    putFresh([notice]);
    return 'stored';
  };

  /** As adapters/aws/read-all.ts: items that TTL deleted are gone. */
  const readAll = (): readonly Kept[] => {
    const sweep = lists.last();
    return [
      ...[...load(records.keys()).values()].map((record) => ({ what: 'record' as const, record })),
      ...[...alerts.keys()].flatMap((id) => {
        const told = ever.get(id);
        return told === undefined ? [] : [{ what: 'told' as const, told }];
      }),
      ...(sweep ? [{ what: 'sweep' as const, startedAt: sweep.startedAt, finished: true }] : []),
    ];
  };

  /** A run of the sender would find nothing. */
  const isCalm = (): boolean => {
    for (const [id, visibleAt] of index)
      if (visibleAt <= now() && (alerts.get(id)?.nextAttemptAt ?? 0) <= now()) return false;
    return true;
  };

  const putFresh = (tells: readonly Tellable[]): void => {
    const fresh = tells.filter(({ id }) => !alerts.has(id));
    for (const one of fresh) putAlert(one);
    if (fresh.length > 0) onInsert(fresh.map(({ id }) => id));
  };

  const transactIssuer = ({ record, expectedRevision, notices }: IssuerChange): 'stored' | 'conflict' => {
    const known = issuers.get(record.host);
    const body = JSON.stringify(record);
    if (known?.revision !== expectedRevision) return known?.body === body ? 'stored' : 'conflict';
    issuers.set(record.host, { body, revision: record.revision });
    const { hold } = record;
    if (hold && holds.at(-1)?.from !== hold.since) holds.push({ host: record.host, from: hold.since, to: hold.until });
    putFresh(notices);
    return 'stored';
  };

  const loadIssuer = (host: string): IssuerRecord | undefined => {
    const known = issuers.get(host);
    return known && (JSON.parse(known.body) as IssuerRecord);
  };

  const load = (ids: Iterable<string>): ReadonlyMap<string, TokenRecord> => {
    const read = new Map<string, TokenRecord>();
    for (const id of ids) {
      const known = records.get(id);
      if (known === undefined) continue;
      // Read from its text once: nobody changes a record in place.
      known.read ??= JSON.parse(known.body) as TokenRecord;
      read.set(id, known.read);
    }
    return read;
  };

  const due = (at: Instant): readonly OutboxItem[] => {
    expire();
    return [...index]
      .filter(([id, visibleAt]) => visibleAt <= now() && (alerts.get(id)?.nextAttemptAt ?? 0) <= at)
      .flatMap(([id]) => alerts.get(id) ?? [])
      .filter((item) => item.undelivered && (item.leaseUntil ?? 0) <= at)
      .map(itemOf)
      .sort((a, b) => a.alert.at - b.alert.at || (a.alert.id < b.alert.id ? -1 : 1));
  };

  const oldestDue = (at: Instant): Instant | undefined => {
    const dues = [...index.keys()].flatMap((id) => alerts.get(id) ?? []).map((item) => dueAt(itemOf(item).alert));
    const oldest = Math.min(...dues);
    return oldest <= at ? oldest : undefined;
  };

  const find = (id: string): OutboxItem | undefined => {
    const item = alerts.get(id);
    return item?.undelivered ? itemOf(item) : undefined;
  };

  const claim = (id: string, sender: string, at: Instant, until: Instant): boolean => {
    const item = alerts.get(id);
    if (!item?.undelivered) return false;
    if ((item.leaseUntil ?? 0) > at && item.leaseOwner !== sender) return false;
    item.leaseUntil = until;
    item.leaseOwner = sender;
    return true;
  };

  const claimAll = (ids: readonly string[], sender: string, at: Instant, until: Instant): readonly OutboxItem[] =>
    ids.filter((id) => claim(id, sender, at, until)).flatMap((id) => find(id) ?? []);

  const markAll = (marks: readonly DeliveryMark[], ownerOnly = true): void => {
    for (const one of marks) mark(one, ownerOnly);
  };

  /** As adapters/aws/turns.ts. */
  const turns = new Map<string, { lastAt: Instant; sender?: string | undefined; until: Instant }>();
  const takeTurn = (owner: string, sender: string, { now: at, until, calmSince }: Span3): boolean => {
    const turn = turns.get(owner);
    const isFree = turn === undefined || turn.until <= at || turn.sender === sender;
    const isCalm = turn === undefined || calmSince === undefined || turn.lastAt <= calmSince;
    const isSame = turn?.sender === sender && turn.until === until;
    if (!isSame && !(isFree && isCalm)) return false;
    turns.set(owner, { lastAt: at, sender, until });
    return true;
  };
  const endTurn = (owner: string, sender: string): void => {
    const turn = turns.get(owner);
    if (turn?.sender === sender) turns.set(owner, { lastAt: turn.lastAt, until: 0 });
  };

  const mark = (mark: DeliveryMark, ownerOnly: boolean): void => {
    const item = alerts.get(mark.alertId);
    if (item === undefined || (ownerOnly && item.leaseOwner !== mark.sender)) return;
    item.deliveredTo = mark.deliveredTo;
    item.attempts = mark.attempts;
    item.failures = mark.failures;
    item.leaseUntil = undefined;
    item.leaseOwner = undefined;
    if (mark.done) {
      item.undelivered = false;
      endAt(mark.alertId, now() + KEEP_DELIVERED);
      index.delete(mark.alertId);
    } else item.nextAttemptAt = mark.nextAttemptAt;
  };

  const lists = createLists(putFresh);

  return {
    alerts,
    ever,
    storedAt,
    holds,
    moves,
    records,
    transact,
    audit,
    transactIssuer,
    transactQuiet,
    storeNotice,
    readAll,
    isCalm,
    loadIssuer,
    putRecord,
    putAlert,
    endAt,
    onInsert,
    load,
    due,
    oldestDue,
    find,
    claimAll,
    markAll,
    takeTurn,
    endTurn,
    lists,
    isEmpty: () => index.size === 0,
    expire,
  };
};
