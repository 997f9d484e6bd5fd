import { DAY, HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { standingFinding } from '../../core/model/finding.ts';
import { scaledLadder } from '../../core/model/ladder.ts';
import { dueAt, type Tellable } from '../../core/model/notice.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { saysDead, storyOf } from './alerts.ts';
import { endOf, type Truth } from './issuer.ts';
import { quietSince, type Span } from './spans.ts';
import type { InUse } from './vault.ts';
import type { World } from './world.ts';

const EVER = Number.POSITIVE_INFINITY;

/** Whatever the schedule and the sender need besides their waits: a minute each, a lease, a lagging index, a slow worker. */
const SLACK = 10 * MINUTE;
/** A sender that failed waits for at most this long. */
const LONGEST_BACK_OFF = HOUR;

/** Something that must be told: soon after `from`, unless it is over before. */
type Owed = {
  readonly what: string;
  readonly from: Instant;
  readonly until: Instant;
  /** What excuses a delay. */
  readonly inTheWay: readonly Span[];
  /** Whether a reader of what was told until then knows. */
  readonly isKnown: (told: readonly Alert[]) => boolean;
};

/** When something is late. */
export type Terms = {
  /** In milliseconds, with nothing in the way. */
  readonly within: (world: World) => number;
  /** Looks that went wrong, where they are too rare to be always in the way. */
  readonly excusesLooks: boolean;
  /** The thresholds of its dates, in days; undefined where these are not told by fixed days. */
  readonly ladderOf: (arn: string) => readonly number[] | undefined;
  /** When somebody had asked to hear nothing of its dates. */
  readonly quietsOf: (arn: string) => readonly Span[];
};

export const DEFAULT_TERMS: Terms = {
  within: ({ interval }) => interval + DEFAULT_POLICY.confirmAfter + SLACK,
  excusesLooks: true,
  ladderOf: () => DEFAULT_POLICY.ladder,
  quietsOf: () => [],
};

/** Promise "truth in time": a death, a secret that cannot be read and a threshold are told within a sweep, a second look and 10 minutes. */
export const late = (world: World, terms: Terms): readonly string[] =>
  world.vault.arns().flatMap((arn) => {
    const story = storyOf(world, arn);
    const owed = [...deathsOf(world, arn), ...denialsOf(world, arn), ...thresholdsOf(world, arn, terms)];
    return owed
      .filter((one) => isLate(one, story, world, terms))
      .map(({ what, from }) => `late: ${what} since ${minutes(from)}`);
  });

const minutes = (at: Instant): string => new Date(at).toISOString().slice(0, 19);

const isLate = (
  { from, until, inTheWay, isKnown }: Owed,
  story: readonly Alert[],
  world: World,
  terms: Terms,
): boolean => {
  const within = terms.within(world);
  const deadline = quietSince(from, within, [...inTheWay, ...(terms.excusesLooks ? world.looking() : [])]) + within;
  if (deadline >= Math.min(until, world.now())) return false;
  const told = story.filter(({ id }) => (world.table.storedAt.get(id) ?? EVER) <= deadline);
  return !isSilent(told) && !isKnown(told);
};

/** It was told as coming and going: nothing more is told until it was in order for a day, and that is told. */
const isSilent = (told: readonly Alert[]): boolean =>
  told.findLastIndex(({ flapping }) => flapping) > told.findLastIndex(({ kind }) => kind === 'recovered');

/** The last word on how it stands. Warnings of dates are none. */
const lastWord = (told: readonly Alert[]): Alert | undefined =>
  told.findLast(({ kind }) => kind !== 'expiring' && kind !== 'rotate-by');

type Known = InUse & { readonly truth: Truth };

const inUse = (world: World, arn: string): readonly Known[] =>
  world.vault.inUse(arn).flatMap((version) => {
    const truth = world.issuer.truths.get(version.value);
    return truth === undefined ? [] : [{ ...version, truth }];
  });

/** While its issuer answers nothing of use, or is not believed, nobody sees it; nor while the secret may not be read. */
const unseen = (world: World, arn: string): readonly Span[] => [
  ...world.issuer.outages,
  ...world.table.holds,
  ...world.vault.denials(arn),
];

const deathsOf = (world: World, arn: string): readonly Owed[] =>
  inUse(world, arn).map(({ id, createdAt, truth, until }) => ({
    what: `the death of ${id}`,
    from: Math.max(endOf(truth), createdAt),
    until,
    inTheWay: [...unseen(world, arn), ...(truth.glimpse ? [truth.glimpse] : [])],
    isKnown: (told) => {
      const last = lastWord(told);
      return last !== undefined && saysDead(last) && last.versionId === id;
    },
  }));

/** Not of a token that is known to be dead: its value is not even read until its back-off ends. */
const denialsOf = (world: World, arn: string): readonly Owed[] =>
  world.vault.denials(arn).map(({ from, to }) => ({
    what: `that ${arn} cannot be read`,
    from,
    until: to,
    inTheWay: world.vault.snoozes(arn),
    isKnown: (told) => {
      const last = lastWord(told);
      return last !== undefined && (saysDead(last) || standingFinding(last.diagnosis) === 'misconfigured');
    },
  }));

/** Of the dates that the issuer tells, and once told a date comes nearer without it. What was behind it at its first sight is told with that. */
const thresholdsOf = (world: World, arn: string, { ladderOf, quietsOf }: Terms): readonly Owed[] =>
  inUse(world, arn).flatMap(({ id, value, createdAt, truth, until }) => {
    const { expiresAt } = truth;
    const ladder = ladderOf(arn);
    if (expiresAt === undefined || ladder === undefined) return [];
    const toldAt = world.issuer.acceptances.get(value)?.[0] ?? EVER;
    const inTheWay = [
      ...world.issuer.outages.filter(({ from }) => from < toldAt),
      ...world.vault.denials(arn),
      ...world.vault.snoozes(arn),
      ...quietsOf(arn),
      // A token that was refused is asked again after an hour.
      ...(truth.spells ?? []).map(({ from, to }) => ({ from, to: to + HOUR })),
    ];
    return scaledLadder(ladder, expiresAt - createdAt).map((days) => ({
      what: `that ${id} ends in ${days} d`,
      from: Math.max(expiresAt - days * DAY, createdAt),
      until: Math.min(until, endOf(truth)),
      inTheWay,
      isKnown: (told) =>
        told.some(
          ({ kind, versionId, threshold, at }) =>
            versionId === id &&
            ((threshold !== undefined && threshold <= days) || (kind === 'started' && at >= expiresAt - days * DAY)),
        ),
    }));
  });

/** Promise "no alert is lost": in every channel within 10 minutes, or within that and the longest back-off after what was in the way. */
export const undelivered = (world: World, reaches: (one: Tellable, inbox: string) => boolean): readonly string[] =>
  world.inboxes.flatMap(({ name, arrivals, troubles }) => {
    const inTheWay = [...troubles, ...world.sending()].sort((a, b) => a.from - b.from);
    return [...world.table.ever.values()].flatMap((one) => {
      if (!reaches(one, name)) return [];
      const due = dueAt(one);
      const first = quietSince(due, SLACK, inTheWay);
      const within = first === due ? SLACK : SLACK + LONGEST_BACK_OFF;
      const deadline = quietSince(first, within, inTheWay) + within;
      if (deadline >= world.now() || (arrivals.get(one.id) ?? EVER) <= deadline) return [];
      return [`lost: ${name} did not have ${one.id} by ${minutes(deadline)}`];
    });
  });
