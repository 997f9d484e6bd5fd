import { DAY, HOUR, MINUTE } from '../../core/base/time.ts';
import { newGathering } from '../../core/digest/gather.ts';
import { noticeOf } from '../../core/digest/notice.ts';
import { periodOf } from '../../core/digest/period.ts';
import type { Every } from '../../core/model/digest.ts';
import type { DigestNotice, GoneNotice, OutageNotice, Tellable } from '../../core/model/notice.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { MOST } from '../../monitor/digest/digest.ts';
import { at, DIAGNOSES, NOW, quietOf, recordOf, toldOf, WEEK } from '../support/digest-records.ts';

type Week = {
  readonly records: readonly TokenRecord[];
  readonly told?: readonly Tellable[];
  readonly every?: Every;
  readonly listed?: readonly string[];
};

/** The digest of the first owner, as the monitor makes it; sweeps every hour. */
export const digestOf = ({ records, told = [], every = 'weekly', listed }: Week): DigestNotice => {
  const gathering = newGathering({
    period: periodOf(every, NOW, 'UTC'),
    now: NOW,
    most: MOST,
    ...(listed && { listed: { names: new Set(listed), at: NOW - HOUR } }),
  });
  for (const record of records) gathering.record(record);
  for (const one of told) gathering.told(one);
  for (let hour = 0; hour < 168; hour++) gathering.sweep(NOW - 5 * MINUTE - hour * HOUR, hour !== 100);
  const [digest] = gathering.digests();
  if (digest === undefined) throw new Error('there is no token');
  return noticeOf(digest);
};

const gone: GoneNotice = {
  schema: 1,
  id: 'gone',
  kind: 'gone',
  severity: 'warn',
  secrets: [{ name: 'prod/removed-bot', why: 'deleted' }],
  counts: { untagged: 0, deleted: 1, denied: 0 },
  since: NOW - 2 * DAY,
  at: NOW - 2 * DAY,
  incident: 'TH-00000',
};

/** One of nearly everything: ux.md, part 2.2 (8). */
export const mixed = digestOf({
  records: [...WEEK, recordOf('prod/removed-bot', DIAGNOSES.healthy())],
  listed: WEEK.map(({ ref }) => ref.name),
  told: [
    toldOf('rejected', DAY),
    toldOf('degraded', 2 * DAY),
    toldOf('expiring', 3 * DAY),
    toldOf('recovered', DAY, 38 * MINUTE),
    { kind: 'outage', issuerName: 'Stripe', at: NOW - DAY } as OutageNotice,
    gone,
  ],
});

export const wellWeek = digestOf({
  records: Array.from({ length: 46 }, (_, n) => recordOf(`ci/runner-${n}`, DIAGNOSES.healthy(at(61.5 + n)))),
});

/** Tokens without an owner, daily. */
export const unownedWeek = digestOf({
  every: 'daily',
  records: [
    recordOf('prod/unread', DIAGNOSES.unreadable(), { owner: '' }),
    recordOf('prod/nobody', DIAGNOSES.healthy(), { owner: '' }),
  ],
});

/** More than fits, with names as long as Secrets Manager allows, in every section. */
export const crowded = digestOf({
  records: Array.from({ length: 1200 }, (_, n): TokenRecord => {
    const name = `${'production/eu/'.repeat(36).slice(0, 500)}-${n}`;
    const [rejected, soon, later, never, unknown, unasked, quiet, silent] = [
      DIAGNOSES.rejected(),
      DIAGNOSES.expiring(at(1 + n / 100)),
      DIAGNOSES.healthy(at(40 + n)),
      DIAGNOSES.healthy(),
      DIAGNOSES.healthy('unknown'),
      DIAGNOSES.unchecked(),
      DIAGNOSES.degraded('x'),
      DIAGNOSES.unclear(),
    ];
    const all = [rejected, soon, later, never, unknown, unasked, quiet, silent];
    const diagnosis = all[n % all.length] ?? never;
    return recordOf(name, diagnosis, diagnosis === quiet ? { quiet: quietOf('degraded') } : {});
  }),
});
