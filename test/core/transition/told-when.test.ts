import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../core/base/time.ts';
import type { LastRead } from '../../../core/listed/unread.ts';
import { dueAt } from '../../../core/model/notice.ts';
import type { OfficeHours } from '../../../core/policy/office-hours.ts';
import { policyFor, policyOf } from '../../../core/transition/policy-for.ts';
import { accepted, type LookParts, refused } from '../../support/make.ts';
import { storyOf } from '../../support/story.ts';

const BERLIN: OfficeHours = {
  timezone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '17:00',
};
const FRIDAY = Date.UTC(2026, 10, 27, 20, 0);
const MONDAY = Date.UTC(2026, 10, 30, 8, 0);
const lacking = accepted({ lacking: ['repo'] });
const endsAt = (at: number) => accepted({ expiry: { at, source: 'issuer' } });

/** Seen first on Wednesday; what comes next is told on Friday evening. */
const evening = (...looks: readonly LookParts[]) => {
  const walk = storyOf(policyOf({ officeHours: BERLIN }));
  walk.look({ observation: accepted(), now: FRIDAY - 2 * DAY });
  for (const parts of looks) walk.look(parts);
  return walk.alerts.slice(1).map((alert) => [alert.kind, new Date(dueAt(alert)).toISOString()] as const);
};
const utc = (at: number): string => new Date(at).toISOString();

describe('on a Friday evening', () => {
  test.each<[string, readonly LookParts[], readonly (readonly [string, number])[]]>([
    ['what is degraded waits for Monday', [{ observation: lacking, now: FRIDAY }], [['degraded', MONDAY]]],
    ['a note ahead of a date waits', [{ observation: endsAt(FRIDAY + 14 * DAY), now: FRIDAY }], [['expiring', MONDAY]]],
    [
      'a date on Sunday does not wait: at once, when it has been collected',
      [{ observation: endsAt(FRIDAY + 2 * DAY), now: FRIDAY }],
      [['expiring', FRIDAY + 10 * MINUTE]],
    ],
    [
      'a death does not wait, nor its end',
      [
        { observation: refused({ meaning: 'revoked' }), now: FRIDAY },
        { observation: refused({ meaning: 'revoked' }), now: FRIDAY + HOUR },
        { observation: accepted(), now: FRIDAY + 2 * HOUR, versionId: 'v2' },
      ],
      [
        ['rejected', FRIDAY],
        ['recovered', FRIDAY + 2 * HOUR],
      ],
    ],
    [
      'the end of what waits waits with it',
      [
        { observation: lacking, now: FRIDAY },
        { observation: accepted(), now: FRIDAY + DAY },
      ],
      [
        ['degraded', MONDAY],
        ['recovered', MONDAY],
      ],
    ],
    [
      'what was found in the night before Monday is told on Monday',
      [{ observation: lacking, now: MONDAY - MINUTE }],
      [['degraded', MONDAY]],
    ],
    ['what is found on Monday is told at once', [{ observation: lacking, now: MONDAY }], [['degraded', MONDAY]]],
  ])('%s', (_, looks, told) => {
    expect(evening(...looks)).toEqual(told.map(([kind, at]) => [kind, utc(at)]));
  });

  test('a first sight does not wait: a new deployment shows that it lives', () => {
    const walk = storyOf(policyOf({ officeHours: BERLIN }));
    walk.look({ observation: lacking, now: FRIDAY });
    expect(walk.alerts.map(dueAt)).toEqual([FRIDAY + 10 * MINUTE]);
  });

  test('nothing waits where no office hours are set', () => {
    const walk = storyOf();
    walk.look({ observation: accepted(), now: FRIDAY - DAY });
    walk.look({ observation: lacking, now: FRIDAY });
    expect(walk.alerts.map(dueAt).at(-1)).toBe(FRIDAY);
  });
});

describe('the office hours of an owner', () => {
  const own = { ...BERLIN, timezone: 'America/New_York' };
  const policy = policyOf({ officeHours: BERLIN, owners: { 'team-us': { officeHours: own }, 'team-eu': {} } });
  const hoursOf = (owner?: string) =>
    policyFor(policy, { name: 'a', tags: {}, watch: { ...(owner && { owner }) } }).officeHours;
  test.each<[string, string | undefined, OfficeHours]>([
    ['are their own', 'team-us', own],
    ['are those of all where none are set', 'team-eu', BERLIN],
    ['are those of all for an owner that is not named', 'team-x', BERLIN],
    ['are those of all without an owner', undefined, BERLIN],
    ['are no word that every object has', 'constructor', BERLIN],
  ])('%s', (_, owner, wanted) => expect(hoursOf(owner)).toEqual(wanted));
});

describe('a token that expires', () => {
  const FIRST = FRIDAY - 60 * DAY;
  const EXPIRES = FRIDAY - HOUR;
  const expiry = { at: EXPIRES, source: 'issuer' } as const;
  const expiring = (lastRead: LastRead | undefined, first = FIRST, parts: Partial<LookParts> = {}) => {
    const walk = storyOf();
    walk.look({ observation: accepted({ expiry }), now: first, ...(lastRead && { lastRead }) });
    walk.look({ observation: accepted({ expiry }), now: EXPIRES - HOUR, lastRead: { at: EXPIRES - HOUR }, ...parts });
    for (const now of [FRIDAY, FRIDAY + HOUR])
      walk.look({ observation: refused({ meaning: 'expired' }), now, ...parts });
    return walk.alerts.find(({ kind }) => kind === 'expired');
  };

  test.each<[string, LastRead | undefined, number, Partial<LookParts>, boolean]>([
    ['warns when nobody had read it for 90 days before it was watched', { at: FIRST - 90 * DAY }, FIRST, {}, true],
    ['warns when nobody had ever read it', { at: FIRST - 100 * DAY, never: true }, FIRST, {}, true],
    ['pages when somebody had read it within 90 days', { at: FIRST - 89 * DAY }, FIRST, {}, false],
    ['pages when that is not known', undefined, FIRST, {}, false],
    ['pages when another version was stored since', { at: FIRST - 200 * DAY }, FIRST, { versionId: 'v2' }, false],
    [
      'pages when that was 90 days ago: since then our own reads hide all others',
      { at: FIRST - 300 * DAY },
      FRIDAY - 90 * DAY,
      {},
      false,
    ],
  ])('%s', (_, lastRead, first, parts, lowered) => {
    const alert = expiring(lastRead, first, parts);
    expect(alert?.severity).toBe(lowered ? 'warn' : 'page');
    const unread = lastRead && { since: lastRead.at, until: first, ...(lastRead.never && { never: true }) };
    expect(alert?.unread).toEqual(lowered ? unread : undefined);
  });

  test('pages when it is refused for another reason, read or not', () => {
    const walk = storyOf();
    walk.look({ observation: accepted(), now: FIRST, lastRead: { at: FIRST - 200 * DAY } });
    for (const now of [FRIDAY, FRIDAY + HOUR]) walk.look({ observation: refused({ meaning: 'revoked' }), now });
    expect(walk.told()).toEqual(['started note', 'rejected page']);
  });
});

describe('a recovery', () => {
  const died = (...more: readonly LookParts[]) => {
    const walk = storyOf();
    walk.look({ observation: accepted(), now: FRIDAY });
    for (const minutes of [60, 64])
      walk.look({ observation: refused(), now: FRIDAY + minutes * MINUTE, previousSweepAt: FRIDAY });
    for (const parts of more) walk.look(parts);
    return walk;
  };
  const broke = { after: FRIDAY, by: FRIDAY + 60 * MINUTE };

  test('names the version, when it was stored, and between which looks it broke', () => {
    const stored = FRIDAY + 110 * MINUTE;
    const walk = died({ observation: accepted(), now: FRIDAY + 112 * MINUTE, versionId: 'v2', issuedAt: stored });
    expect(walk.alerts.at(-1)).toMatchObject({
      kind: 'recovered',
      versionId: 'v2',
      versionStoredAt: stored,
      ended: { finding: 'rejected', severity: 'page', newVersion: true, broke },
    });
  });

  test('of the same version names none, and remembers when it broke through all that came between', () => {
    const walk = died(
      { observation: refused(), now: FRIDAY + 10 * HOUR },
      { observation: accepted(), now: FRIDAY + 11 * HOUR },
      { observation: accepted(), now: FRIDAY + 12 * HOUR },
    );
    expect(walk.alerts.at(-1)).toMatchObject({ kind: 'recovered', ended: { newVersion: false, broke } });
    expect(walk.alerts.at(-1)?.versionStoredAt).toBeUndefined();
  });

  test('of a bad rotation counts from when the bad version was stored', () => {
    const walk = storyOf();
    const bad = { observation: refused(), versionId: 'v2', issuedAt: FRIDAY + 50 * MINUTE };
    walk.look({ observation: accepted(), now: FRIDAY });
    for (const minutes of [60, 75]) walk.look({ ...bad, now: FRIDAY + minutes * MINUTE });
    walk.look({ observation: accepted(), now: FRIDAY + 2 * HOUR, versionId: 'v3' });
    expect(walk.told()).toEqual(['started note', 'rejected page', 'recovered note']);
    expect(walk.alerts[2]?.ended?.broke).toEqual({ after: FRIDAY + 50 * MINUTE, by: FRIDAY + 60 * MINUTE });
  });

  test('of what was found dead counts from its first look', () => {
    const walk = storyOf();
    walk.look({ observation: refused(), now: FRIDAY });
    walk.look({ observation: refused(), now: FRIDAY + 4 * MINUTE });
    walk.look({ observation: accepted(), now: FRIDAY + HOUR, versionId: 'v2' });
    expect(walk.alerts.at(-1)?.ended).toEqual({
      finding: 'rejected',
      severity: 'page',
      newVersion: true,
      broke: { by: FRIDAY },
    });
  });
});
