import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { Observation } from '../../../core/model/observation.ts';
import type { Quiet, TokenRecord } from '../../../core/model/record.ts';
import { askQuiet, type QuietRequest, takeBackQuiet } from '../../../core/transition/ask-quiet.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { transition } from '../../../core/transition/transition.ts';
import { accepted, type LookParts, lookAt, refused, START, unanswered } from '../../support/make.ts';

const REVOKED = refused({ meaning: 'revoked' });
const LACKING = accepted({ lacking: ['repo'] });
const BY = { by: 'alice' } as const;
/** Days after the start, in milliseconds. */
const day = (n: number): Instant => START + n * DAY;

/** `expiring 7`, `rejected`, or `rejected, comes and goes`. */
const saidOf = ({ kind, threshold, flapping }: Alert): string =>
  `${kind}${threshold === undefined ? '' : ` ${threshold}`}${flapping ? ', comes and goes' : ''}`;

/** A token's life, hour by hour where it matters; collects what is told, and why quiet ended. */
const story = () => {
  let record: TokenRecord | undefined;
  const said: string[] = [];
  const look = (observation: Observation, now: Instant, more: Partial<LookParts> = {}) => {
    const step = transition(record, lookAt(record, { observation, now, ...more }), DEFAULT_POLICY, now);
    record = step.record;
    said.push(...step.alerts.map(saidOf));
    if (step.quietEnded) said.push(`(${step.quietEnded})`);
    return step;
  };
  const ask = (request: Partial<QuietRequest>, now: Instant) => {
    const answer = askQuiet(record!, { what: 'snoozed', ...BY, ...request }, now);
    if (answer.answer === 'quiet') record = answer.record;
    return answer;
  };
  /** What was said since the last call. */
  const told = () => said.splice(0);
  const set = (next: TokenRecord): void => {
    record = next;
  };
  return { look, ask, told, record: () => record!, set };
};

/** Told on the first day, as it is told to its owner, and quiet from then on. */
const toldAs = (observation: Observation, request: Partial<QuietRequest>) => {
  const walk = story();
  walk.look(accepted(), START);
  walk.look(observation, START + HOUR);
  walk.told();
  expect(walk.ask(request, START + 2 * HOUR).answer).toBe('quiet');
  return walk;
};
const degraded = (until = day(10)) => toldAs(LACKING, { until });
const acknowledged = () => toldAs(REVOKED, { what: 'acknowledged' });

describe('a snooze of what is degraded', () => {
  test('holds until its end, and what still stands is told once', () => {
    const walk = degraded();
    for (let n = 1; n < 10; n++) walk.look(LACKING, day(n));
    expect(walk.told()).toEqual([]);
    walk.look(LACKING, day(10));
    walk.look(LACKING, day(11));
    expect(walk.told()).toEqual(['degraded', '(passed)']);
    expect(walk.record()).not.toHaveProperty('quiet');
  });

  test('that ends on the same day is no coming and going', () => {
    const walk = degraded(START + 9 * HOUR);
    walk.look(LACKING, START + 10 * HOUR);
    expect(walk.told()).toEqual(['degraded', '(passed)']);
  });

  test('is over when it is in order again, which is told', () => {
    const walk = degraded();
    walk.look(accepted(), day(1));
    expect(walk.told()).toEqual(['recovered', '(over)']);
    walk.look(LACKING, day(3));
    expect(walk.told()).toEqual(['degraded']);
  });

  test('ends at once when the token dies, and that pages', () => {
    const walk = degraded();
    walk.look(REVOKED, day(1));
    expect(walk.told()).toEqual(['rejected', '(worse)']);
  });

  test('ends by another version, and what still stands is told once', () => {
    const walk = degraded();
    walk.look(LACKING, day(1), { versionId: 'v2' });
    walk.look(LACKING, day(2), { versionId: 'v2' });
    expect(walk.told()).toEqual(['degraded', '(rotated)']);
  });

  test('holds back no other finding', () => {
    const walk = degraded();
    const watch = { expiresAt: day(20), requiredScopes: ['repo'] };
    walk.look(accepted({ lacking: ['repo'], expiry: { at: day(20), source: 'tag' } }), day(8), { watch });
    expect(walk.told()).toEqual(['expiring 14']);
  });

  test('outlasts an issuer that says nothing, and is told when it is heard again', () => {
    const walk = degraded();
    for (let n = 1; n < 12; n++) walk.look(unanswered(), day(n));
    expect(walk.told()).toEqual([]);
    walk.look(LACKING, day(12));
    expect(walk.told()).toEqual(['degraded', '(passed)']);
  });

  test('of a clock that ran years ahead is none', () => {
    const walk = degraded();
    walk.set({ ...walk.record(), quiet: { ...walk.record().quiet!, until: day(400) } });
    walk.look(LACKING, day(1));
    expect(walk.told()).toEqual(['degraded', '(passed)']);
  });
});

describe('a snooze of a date', () => {
  const DUE = day(40);
  const expiring = (at = DUE) => accepted({ expiry: { at, source: 'issuer' } });
  const near = (until: Instant, asked = day(11)) => {
    const walk = story();
    walk.look(expiring(), START);
    walk.look(expiring(), day(11));
    expect(walk.told()).toEqual(['started', 'expiring 30']);
    expect(walk.ask({ until }, asked).answer).toBe('quiet');
    return walk;
  };

  test('holds back the thresholds until its end, then the tightest one is told', () => {
    const walk = near(day(34));
    walk.look(expiring(), day(27));
    walk.look(expiring(), day(33.5));
    expect(walk.told()).toEqual([]);
    walk.look(expiring(), day(34));
    expect(walk.told()).toEqual(['expiring 7', '(passed)']);
  });

  test('holds back thresholds while the issuer is silent too', () => {
    const walk = near(day(34));
    walk.look(unanswered(), day(33.5));
    expect(walk.told()).toEqual([]);
    walk.look(unanswered(), day(34));
    expect(walk.told()).toEqual(['expiring 7']);
    walk.look(expiring(), day(35));
    expect(walk.told()).toEqual(['(passed)']);
  });

  test('given for a note ends when it is a warning: three days before', () => {
    const walk = near(day(39), day(12));
    walk.look(expiring(), day(36));
    expect(walk.told()).toEqual([]);
    walk.look(expiring(), day(37));
    expect(walk.told()).toEqual(['expiring 3', '(worse)']);
  });

  test('given for a warning holds to the last day, and the date itself is told', () => {
    const walk = story();
    walk.look(expiring(), START);
    walk.look(expiring(), day(37));
    expect(walk.ask({ until: day(60) }, day(37)).answer).toBe('quiet');
    walk.told();
    walk.look(expiring(), day(39.5));
    expect(walk.told()).toEqual([]);
    walk.look(refused({ meaning: 'expired' }), day(40.5));
    expect(walk.told()).toEqual(['expired', '(worse)']);
  });

  test('ends by the date itself, also where that breaks nothing', () => {
    const walk = story();
    const watch = { expiresAt: DUE };
    walk.look(accepted(), START, { watch });
    walk.look(accepted(), day(38), { watch });
    expect(walk.ask({ until: day(60) }, day(38)).answer).toBe('quiet');
    walk.told();
    walk.look(accepted(), day(41), { watch });
    expect(walk.told()).toEqual(['overdue', '(worse)']);
  });

  test('ends when the date comes nearer', () => {
    const walk = near(day(34));
    // A date that is told as earlier once alone is not believed.
    walk.look(expiring(day(30)), day(20));
    walk.look(expiring(day(30)), day(20) + HOUR);
    expect(walk.told()).toEqual(['expiring 14', '(worse)']);
  });

  test('does not end by a date that wavers by minutes', () => {
    const walk = near(day(34));
    walk.look(expiring(DUE - 20 * MINUTE), day(27));
    expect(walk.told()).toEqual([]);
  });

  test('is over by a date that is later: it was renewed', () => {
    const walk = near(day(34));
    walk.look(expiring(day(140)), day(20));
    expect(walk.told()).toEqual(['(over)']);
  });

  test('ends by a new version, whose own date is told', () => {
    const walk = near(day(34));
    walk.look(expiring(), day(27), { versionId: 'v2' });
    expect(walk.told()).toEqual(['expiring 14', '(rotated)']);
  });

  const lacking = () => accepted({ lacking: ['repo'], expiry: { at: DUE, source: 'issuer' } });

  test('ends by a graver finding that is new, and what was held back follows', () => {
    const walk = near(day(34));
    walk.look(lacking(), day(27));
    expect(walk.told()).toEqual(['degraded', '(worse)']);
    walk.look(lacking(), day(28));
    expect(walk.told()).toEqual(['expiring 14']);
  });

  test('goes on beside a graver finding that was known when it was given', () => {
    const walk = story();
    walk.look(lacking(), START);
    walk.look(lacking(), day(11));
    walk.ask({ finding: 'expiring', until: day(34) }, day(12));
    walk.told();
    walk.look(lacking(), day(27));
    expect(walk.told()).toEqual([]);
    expect(walk.record().quiet?.finding).toBe('expiring');
  });
});

describe('an acknowledged death', () => {
  test('is not repeated for the next versions that are dead too, and is told once after a day', () => {
    const walk = acknowledged();
    walk.look(REVOKED, START + 3 * HOUR, { versionId: 'v2' });
    walk.look(REVOKED, START + 4 * HOUR, { versionId: 'v2' });
    walk.look(REVOKED, START + 5 * HOUR, { versionId: 'v3' });
    expect(walk.told()).toEqual([]);
    walk.look(REVOKED, START + 2 * HOUR + DAY, { versionId: 'v3' });
    walk.look(REVOKED, START + 5 * HOUR + DAY, { versionId: 'v3' });
    expect(walk.told()).toEqual(['rejected', '(passed)']);
  });

  test('that comes and goes is told again after its recovery was told', () => {
    const walk = acknowledged();
    walk.look(accepted(), START + 3 * HOUR, { versionId: 'v2' });
    expect(walk.told()).toEqual(['recovered', '(rotated)']);
    walk.look(REVOKED, START + 6 * HOUR, { versionId: 'v2' });
    expect(walk.told()).toEqual(['rejected, comes and goes']);
  });

  test('is not repeated by one good look that is not confirmed', () => {
    const walk = acknowledged();
    walk.look(accepted(), START + 3 * HOUR);
    walk.look(REVOKED, START + 4 * HOUR);
    expect(walk.told()).toEqual([]);
    expect(walk.record()).toHaveProperty('quiet');
  });

  test('that was told as coming and going is not told to have lasted a day before its end', () => {
    const walk = story();
    walk.look(accepted(), START);
    for (const hour of [1, 3]) {
      walk.look(REVOKED, START + hour * HOUR);
      walk.look(accepted(), START + (hour + 1) * HOUR);
      walk.look(accepted(), START + (hour + 1) * HOUR + 3 * MINUTE);
    }
    walk.look(REVOKED, START + 6 * HOUR);
    walk.told();
    walk.ask({ what: 'acknowledged' }, START + 20 * HOUR);
    walk.look(REVOKED, START + 31 * HOUR);
    expect(walk.told()).toEqual([]);
    walk.look(REVOKED, START + 44 * HOUR);
    expect(walk.told()).toEqual(['rejected', '(passed)']);
  });
});

test('a snoozed death ends by another version that is dead too: that pages', () => {
  const walk = toldAs(REVOKED, { until: START + 20 * HOUR });
  walk.look(REVOKED, START + 3 * HOUR);
  expect(walk.told()).toEqual([]);
  walk.look(REVOKED, START + 4 * HOUR, { versionId: 'v2' });
  walk.look(REVOKED, START + 4 * HOUR + 11 * MINUTE, { versionId: 'v2' });
  expect(walk.told()).toEqual(['rejected', '(rotated)']);
});

describe('quiet may be asked for', () => {
  const healthy = () => {
    const walk = story();
    walk.look(accepted(), START);
    return walk;
  };
  const dead = () => {
    const walk = healthy();
    walk.look(REVOKED, START + HOUR);
    return walk;
  };
  const near = () => {
    const walk = story();
    walk.look(accepted({ expiry: { at: day(9), source: 'issuer' } }), START);
    return walk;
  };
  const NOW = START + 2 * HOUR;

  test.each<[string, () => ReturnType<typeof story>, Partial<QuietRequest>, object]>([
    ['not of a healthy token', healthy, {}, { answer: 'nothing', others: [] }],
    [
      'not of a finding that does not stand',
      near,
      { finding: 'degraded' },
      { answer: 'nothing', others: ['expiring'] },
    ],
    ['not until a moment that has passed', near, { until: NOW }, { answer: 'past' }],
    ['of a date for thirty days', near, { until: NOW + 30 * DAY }, { answer: 'quiet' }],
    [
      'not for longer',
      near,
      { until: NOW + 30 * DAY + 1 },
      { answer: 'too far', finding: 'expiring', furthest: NOW + 30 * DAY },
    ],
    ['of a dead token for a day', dead, { until: NOW + DAY }, { answer: 'quiet' }],
    ['of a dead token not longer', dead, { until: NOW + DAY + 1 }, { answer: 'too far', furthest: NOW + DAY }],
    ['of a dead token, for a day where none is said', dead, {}, { answer: 'quiet', quiet: { until: NOW + DAY } }],
    ['of a date, for a week where none is said', near, {}, { answer: 'quiet', quiet: { until: NOW + 7 * DAY } }],
    [
      'with what it was given for',
      near,
      { why: 'a reason' },
      {
        quiet: {
          what: 'snoozed',
          finding: 'expiring',
          versionId: 'v1',
          severity: 'note',
          threshold: 14,
          due: day(9),
          since: NOW,
          by: 'alice',
          why: 'a reason',
        },
      },
    ],
  ])('%s', (_sentence, walk, request, answer) => {
    expect(askQuiet(walk().record(), { what: 'snoozed', ...BY, ...request }, NOW)).toMatchObject(answer);
  });

  test('not of what dies before it was told', () => {
    const walk = healthy();
    walk.look(refused(), START + HOUR);
    expect(walk.told()).toEqual(['started']);
    expect(walk.ask({}, NOW)).toEqual({ answer: 'nothing', others: [] });
  });

  test('not of a token of which its owner has not heard yet', () => {
    const walk = near();
    walk.set({ ...walk.record(), announced: false });
    expect(walk.ask({}, NOW).answer).toBe('nothing');
  });

  test('not of the date of a token that is dead', () => {
    const walk = near();
    walk.look(REVOKED, START + HOUR);
    expect(walk.ask({ finding: 'expiring' }, NOW)).toEqual({ answer: 'nothing', others: ['dead'] });
  });

  test('of a date that has stopped moving, for the warning that it is', () => {
    const walk = near();
    const renewal = { versionId: 'v1', date: day(9), movedAt: START, life: DAY, leftAtMoves: [DAY] };
    walk.set({ ...walk.record(), renewal });
    expect(walk.ask({}, NOW)).toMatchObject({ quiet: { finding: 'expiring', severity: 'warn' } });
  });

  test('of the gravest where several stand, else of the one that is named', () => {
    const walk = story();
    walk.look(accepted({ lacking: ['repo'], expiry: { at: day(9), source: 'issuer' } }), START);
    expect(walk.ask({}, NOW)).toMatchObject({ quiet: { finding: 'degraded' } });
    expect(walk.ask({ finding: 'expiring' }, NOW)).toMatchObject({ quiet: { finding: 'expiring' } });
  });

  test('twice, and the second is the same as the first', () => {
    const walk = near();
    walk.ask({ until: NOW + DAY }, NOW);
    const { revision } = walk.record();
    expect(walk.ask({ until: NOW + DAY }, NOW + MINUTE).answer).toBe('already');
    expect(walk.record().revision).toBe(revision);
  });

  test('anew, and the audit says what took the place of what', () => {
    const walk = near();
    walk.ask({ until: NOW + DAY }, NOW);
    const before = walk.record();
    const answer = askQuiet(before, { what: 'snoozed', by: 'bob', until: NOW + 2 * DAY }, NOW + HOUR);
    expect(answer).toMatchObject({
      entries: [
        { by: 'bob', at: NOW + HOUR, quiet: before.quiet, ended: 'replaced' },
        { by: 'bob', at: NOW + HOUR, quiet: { until: NOW + 2 * DAY }, revision: before.revision + 1 },
      ],
      notice: { kind: 'acknowledged', what: 'snoozed', by: 'bob', until: NOW + 2 * DAY },
    });
  });

  test('and the notice joins the story of the finding', () => {
    const walk = dead();
    expect(walk.ask({ what: 'acknowledged' }, NOW)).toMatchObject({
      notice: { what: 'acknowledged', finding: 'dead', incident: walk.record().incident?.id },
    });
    const dated = near();
    const step = dated.look(accepted({ expiry: { at: day(9), source: 'issuer' } }), day(2.5));
    expect(dated.ask({}, day(3))).toMatchObject({ notice: { incident: step.alerts[0]?.incident } });
  });
});

describe('quiet that is taken back', () => {
  test('is written down, and what was told before is not told again', () => {
    const walk = degraded();
    const changed = takeBackQuiet(walk.record(), 'bob', day(1));
    expect(changed).toMatchObject({
      entries: [{ by: 'bob', ended: 'undone', quiet: { by: 'alice' } }],
      notice: { what: 'ended', by: 'bob', incident: walk.record().incident?.id },
    });
    walk.set(changed!.record);
    walk.look(LACKING, day(2));
    expect(walk.told()).toEqual([]);
  });

  test('lets the next look tell what was held back', () => {
    const walk = acknowledged();
    walk.look(REVOKED, START + 3 * HOUR, { versionId: 'v2' });
    walk.look(REVOKED, START + 4 * HOUR, { versionId: 'v2' });
    walk.set(takeBackQuiet(walk.record(), 'bob', START + 5 * HOUR)!.record);
    walk.look(REVOKED, START + 6 * HOUR, { versionId: 'v2' });
    expect(walk.told()).toEqual(['rejected']);
  });

  test.each<[string, Quiet['until'] | undefined]>([
    ['was never given', undefined],
    ['has ended', day(1)],
  ])('cannot be where it %s', (_sentence, until) => {
    const { quiet: _, ...rest } = degraded().record();
    const record = until === undefined ? rest : { ...rest, quiet: { ...degraded().record().quiet!, until } };
    expect(takeBackQuiet(record, 'bob', day(2))).toBeUndefined();
  });
});
