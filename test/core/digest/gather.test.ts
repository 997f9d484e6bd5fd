import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import { type Frame, newGathering } from '../../../core/digest/gather.ts';
import { periodOf } from '../../../core/digest/period.ts';
import type { Digest, DigestToken, SectionName } from '../../../core/model/digest.ts';
import type { GoneNotice, OutageNotice } from '../../../core/model/notice.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import type { Renewal } from '../../../core/model/renewal.ts';
import { at, DIAGNOSES, NOW, quietOf, recordOf, toldOf, WEEK } from '../../support/digest-records.ts';

const most = (rows: number): Frame['most'] => ({
  now: rows,
  due: rows,
  later: rows,
  noEnd: rows,
  unknownEnd: rows,
  unchecked: rows,
  unanswered: rows,
  quiet: rows,
  unowned: rows,
  gone: rows,
});
const FRAME: Frame = { period: periodOf('weekly', NOW, 'UTC'), now: NOW, most: most(40) };

const digestsOf = (records: readonly TokenRecord[], frame: Partial<Frame> = {}): readonly Digest[] => {
  const gathering = newGathering({ ...FRAME, ...frame });
  for (const record of records) gathering.record(record);
  return gathering.digests();
};
const only = (records: readonly TokenRecord[], frame: Partial<Frame> = {}): Digest => {
  const [digest, ...more] = digestsOf(records, frame);
  expect(more).toEqual([]);
  return digest!;
};
const names = (digest: Digest, section: SectionName): readonly string[] =>
  digest.sections[section].rows.map(({ name }: DigestToken) => name);

/** In which sections a token is listed. */
const sectionsWith = (record: TokenRecord): readonly string[] => {
  const digest = only([record]);
  const listed = Object.entries(digest.sections).filter(([, { count }]) => count > 0);
  return [...(digest.healthy > 0 ? ['healthy'] : []), ...listed.map(([name]) => name)];
};

const { healthy, expiring, overdue, rejected, expired, degraded, unreadable, unchecked, unclear } = DIAGNOSES;
const silent = { look: { seen: 'unanswered', since: NOW - 3 * DAY } } as const;
const renewal: Renewal = {
  versionId: 'v1',
  date: NOW + 50 * MINUTE,
  movedAt: NOW - 10 * MINUTE,
  life: HOUR,
  renewable: true,
  leftAtMoves: [30 * MINUTE, 30 * MINUTE],
};

describe('a token stands', () => {
  test.each<[string, TokenRecord, readonly string[]]>([
    ['rejected needs you', recordOf('a', rejected()), ['now']],
    ['expired needs you', recordOf('a', expired(at(-1))), ['now']],
    ['degraded needs you', recordOf('a', degraded('x')), ['now']],
    ['overdue needs you', recordOf('a', overdue(at(-1, 'tag'))), ['now']],
    ['what cannot be read needs you', recordOf('a', unreadable()), ['now']],
    ['near its date is due', recordOf('a', expiring(at(3))), ['due']],
    ['healthy with a date in 29 days is due', recordOf('a', healthy(at(29))), ['due']],
    ['past the issuer’s date and still accepted is due', recordOf('a', expiring(at(-1))), ['due']],
    ['31 days ahead of its date is healthy, and comes later', recordOf('a', healthy(at(31))), ['healthy', 'later']],
    ['without an end is healthy, and worth a look', recordOf('a', healthy('never')), ['healthy', 'noEnd']],
    ['with an end that nobody tells too', recordOf('a', healthy('unknown')), ['healthy', 'unknownEnd']],
    ['unchecked is never healthy', recordOf('a', unchecked()), ['unknownEnd', 'unchecked']],
    ['unchecked and near its date is due', recordOf('a', unchecked(at(3))), ['due']],
    ['three days without an answer is unanswered', recordOf('a', healthy(), silent), ['noEnd', 'unanswered']],
    [
      'an hour without an answer changes nothing',
      recordOf('a', healthy(), { look: { seen: 'unanswered', since: NOW - HOUR } }),
      ['healthy', 'noEnd'],
    ],
    ['never judged is unanswered', recordOf('a', unclear()), ['unknownEnd', 'unanswered']],
    ['without an owner is that too', recordOf('a', rejected(), { owner: '' }), ['now', 'unowned']],
    ['a lease that is renewed in time is nobody’s date', recordOf('a', healthy(at(0.03)), { renewal }), ['healthy']],
    [
      'a lease whose renewal is late is due',
      recordOf('a', expiring(at(0.001)), { renewal: { ...renewal, date: NOW + MINUTE, movedAt: NOW - HOUR } }),
      ['due'],
    ],
    ['snoozed is quiet', recordOf('a', degraded('x'), { quiet: quietOf('degraded') }), ['quiet']],
    ['a date that is snoozed is quiet', recordOf('a', expiring(at(6)), { quiet: quietOf('expiring') }), ['quiet']],
    ['a dead token is never quiet', recordOf('a', rejected(), { quiet: quietOf('dead') }), ['now']],
    [
      'a snooze of something else counts for nothing',
      recordOf('a', degraded('x'), { quiet: quietOf('overdue') }),
      ['now'],
    ],
    [
      'nor does one of another version',
      recordOf('a', degraded('x'), { quiet: quietOf('degraded', { versionId: 'v0' }) }),
      ['now'],
    ],
    ['nor one that is over', recordOf('a', degraded('x'), { quiet: quietOf('degraded', { until: NOW }) }), ['now']],
  ])('%s', (_, record, sections) => expect(sectionsWith(record)).toEqual(sections));

  test('a missing scope hides no date, and who is on it is said', () => {
    const record = recordOf(
      'a',
      { ...rejected(), alsoDue: at(3) },
      { quiet: quietOf('dead', { what: 'acknowledged' }) },
    );
    expect(only([record]).sections.now.rows[0]).toMatchObject({
      due: at(3),
      quiet: { what: 'acknowledged', by: 'role/ops' },
    });
  });

  test('the date read of this version counts while its secret cannot be read, that of another does not', () => {
    const accepted = { versionId: 'v1', firstAt: 0, lastAt: 0, expiry: at(3) };
    expect(only([recordOf('a', unreadable(), { accepted })]).sections.now.rows[0]?.due).toEqual(at(3));
    const other = { ...accepted, versionId: 'v0' };
    expect(only([recordOf('a', unreadable(), { accepted: other })]).sections.now.rows[0]?.due).toBeUndefined();
  });
});

describe('a digest', () => {
  test('counts every token once, and lists what breaks next first', () => {
    const digest = only(WEEK);
    const { now, due, quiet, unchecked: unasked, unanswered } = digest.sections;
    expect(digest.tokens).toBe(WEEK.length);
    expect([now, due, quiet, unasked, unanswered].reduce((sum, { count }) => sum + count, digest.healthy)).toBe(
      digest.tokens,
    );
    expect(names(digest, 'now')).toEqual(['prod/discord-bot', 'staging/old-bot', 'prod/slack-notify']);
    expect(names(digest, 'due')).toEqual(['ci/gitlab-deploy', 'prod/github-release']);
    expect(names(digest, 'later')[0]).toBe('ci/runner-0');
    expect(names(digest, 'noEnd')[0]).toBe('prod/old-bot');
  });

  test('is the same in whatever order its tokens come', () => {
    expect(only([...WEEK].reverse())).toEqual(only(WEEK));
  });

  test('is one an owner; that of the catch-all comes first, and an owner without tokens gets none', () => {
    const gathering = newGathering(FRAME);
    gathering.record(recordOf('a', healthy()));
    gathering.record(recordOf('b', healthy(), { owner: 'team-ci' }));
    gathering.record(recordOf('c', healthy(), { owner: '' }));
    gathering.told(toldOf('rejected', HOUR, 0, 'team-gone'));
    expect(gathering.digests().map(({ owner }) => owner)).toEqual([undefined, 'team-bots', 'team-ci']);
  });

  test('lists at most so many rows a section, the most urgent, and counts the rest', () => {
    const many = Array.from({ length: 500 }, (_, n) => recordOf(`t-${n}`, expiring(at(29 - n / 50))));
    const { due } = only(many, { most: most(3) }).sections;
    expect(due.count).toBe(500);
    expect(due.rows.map(({ name }) => name)).toEqual(['t-499', 't-498', 't-497']);
  });

  test('counts what could not be read of its secrets', () => {
    expect(only([recordOf('a', unreadable()), recordOf('b', rejected())]).unreadable).toBe(1);
  });
});

describe('who has left the list', () => {
  const listed = { names: new Set(['here']), at: NOW - HOUR };
  const records = [recordOf('here', healthy()), recordOf('left', rejected()), recordOf('before', rejected())];
  const notice: GoneNotice = {
    schema: 1,
    id: 'gone',
    kind: 'gone',
    severity: 'warn',
    secrets: [{ name: 'left', why: 'deleted' }],
    counts: { untagged: 0, deleted: 1, denied: 0 },
    since: NOW - DAY,
    at: NOW - DAY,
    incident: 'TH-00000',
  };

  test('needs nobody any more, is counted apart, and named when a notice of this period tells of it', () => {
    const gathering = newGathering({ ...FRAME, listed });
    for (const record of records) gathering.record(record);
    gathering.told(notice);
    const [digest] = gathering.digests();
    expect([digest?.tokens, digest?.sections.now.count]).toEqual([1, 0]);
    expect(digest?.sections.gone).toMatchObject({ count: 2, rows: [{ name: 'left', since: NOW - DAY }] });
  });

  test('is nobody where there is no list', () => expect(only(records).sections.gone.count).toBe(0));

  test('is not who was found after that list was made', () => {
    const found = recordOf('new', healthy(), { firstSeenAt: NOW - MINUTE });
    expect(only([found], { listed }).tokens).toBe(1);
  });

  test('has no digest of its own once all of an owner left before', () => {
    expect(digestsOf([recordOf('before', rejected())], { listed })).toEqual([]);
  });
});

describe('since last week', () => {
  const lately = (...told: Parameters<ReturnType<typeof newGathering>['told']>[0][]) => {
    const gathering = newGathering(FRAME);
    gathering.record(recordOf('a', healthy()));
    for (const one of told) gathering.told(one);
    return gathering.digests()[0]?.lately;
  };

  test('alerts and recoveries of this owner are counted, first sights and what is older are not', () => {
    expect(
      lately(
        toldOf('rejected', DAY),
        toldOf('started', DAY),
        toldOf('rejected', 8 * DAY),
        toldOf('rejected', DAY, 0, 'team-ci'),
        toldOf('recovered', DAY, 10 * MINUTE),
        toldOf('recovered', HOUR, 38 * MINUTE),
        toldOf('recovered', 2 * HOUR, 5 * HOUR),
      ),
    ).toEqual({ alerts: 1, recovered: 3, median: 38 * MINUTE, outages: [] });
  });

  test('an outage is named once, whoever was told of it', () => {
    const outage = { kind: 'outage', issuerName: 'Stripe', at: NOW - DAY } as OutageNotice;
    expect(lately(outage, { ...outage, at: NOW - HOUR })?.outages).toEqual(['Stripe']);
    expect(lately({ ...outage, at: NOW - 8 * DAY })?.outages).toEqual([]);
  });

  test('sweeps are counted, and the last of all is known', () => {
    const gathering = newGathering(FRAME);
    gathering.record(recordOf('a', healthy()));
    gathering.sweep(NOW - 8 * DAY, true);
    gathering.sweep(NOW - HOUR, true);
    gathering.sweep(NOW - 2 * HOUR, false);
    expect(gathering.digests()[0]?.sweeps).toEqual({ last: NOW - HOUR, begun: 2, finished: 1 });
  });
});
