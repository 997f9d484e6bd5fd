import { DAY, type Instant } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import { causeOf } from '../../core/model/diagnosis.ts';
import { isDated } from '../../core/model/expiry.ts';
import { classOf, isDeath, standingFinding } from '../../core/model/finding.ts';
import type { OutageNotice, Tellable } from '../../core/model/notice.ts';
import { DEFAULT_POLICY } from '../../core/transition/policy.ts';
import { saysDead, storyOf } from './alerts.ts';
import { DEFAULT_TERMS, late, type Terms, undelivered } from './in-time.ts';
import { endOf, isDead } from './issuer.ts';
import { unquiet } from './quiet.ts';
import type { World } from './world.ts';

/** What is expected otherwise of a deployment that sets more than the defaults. */
export type Expected = {
  /** Whether an inbox is to have it. */
  readonly reaches: (one: Tellable, inbox: string) => boolean;
  readonly terms: Terms;
};

const BY_DEFAULT: Expected = { reaches: () => true, terms: DEFAULT_TERMS };

/** What an onlooker who knows the truth holds against the monitor; empty when it kept its promises. `healthySince`: nothing fails since then. */
export const violations = (
  world: World,
  healthySince: Instant,
  { reaches, terms }: Expected = BY_DEFAULT,
): readonly string[] => [
  ...undelivered(world, reaches),
  ...late(world, terms),
  ...unquiet(world),
  ...copies(world),
  ...ttl(world),
  ...falseDeaths(world),
  ...falseRecoveries(world),
  ...untold(world, healthySince),
  ...thresholds(world),
  ...halfStored(world),
  ...steppedBack(world),
  ...notices(world),
  ...endings(world, healthySince),
  ...budgets(world),
  // No secret of a history is ever taken away.
  ...world.gone().map(({ id }) => `lost: ${id} was told of a secret that is there`),
];

const copies = (world: World): string[] =>
  world.inboxes.flatMap((inbox) => [
    ...[...inbox.copies]
      .filter(([id, count]) => count - 1 > (world.excused.get(`${inbox.name} ${id}`)?.size ?? 0))
      .map(([id, count]) => `flood: ${count} copies of ${id} in ${inbox.name}`),
    ...inbox.arrived
      .filter(({ alert, body }) => body !== JSON.stringify(world.table.ever.get(alert.id)))
      .map(({ alert }) => `reworded: ${alert.id}`),
  ]);

const ttl = (world: World): string[] =>
  [...world.table.alerts]
    .filter(([, { undelivered, expiresAt }]) => undelivered && expiresAt !== undefined)
    .map(([id]) => `doomed: ${id} has a TTL and is undelivered`);

/** Dead was told of a value that is not, or with less proof than two refusals some time apart or an explicit one, while it was in use. */
const falseDeaths = (world: World): string[] =>
  world
    .told()
    .filter(saysDead)
    .flatMap((alert) => {
      const { id, ref, versionId, at, diagnosis } = alert;
      const { value = '', until = 0 } = world.vault.inUse(ref.source).find((version) => version.id === versionId) ?? {};
      const truth = world.issuer.truths.get(value);
      const everGiven = (world.issuer.refusals.get(value) ?? []).filter((refusal) => refusal.at <= at);
      const given = everGiven.filter((refusal) => refusal.at <= until);
      const [first] = given;
      const last = given.at(-1);
      if (first === undefined || last === undefined)
        return [
          everGiven.length === 0 ? `invented: ${id} without any refusal` : `blamed: ${id} was not in use any more`,
        ];
      const agree = last.at - first.at >= DEFAULT_POLICY.confirmAfter;
      // Certain when the version before is still accepted.
      const isBadRotation = causeOf(diagnosis) === 'bad-rotation' && diagnosis.confidence === 'certain';
      const isPast = truth?.expiresAt !== undefined && truth.expiresAt <= last.at;
      const proven = agree || isPast || given.some(({ explicit }) => explicit) || isBadRotation;
      return [
        ...(truth === undefined || !isDead(truth, last.at) ? [`false: ${id} was told of a token that worked`] : []),
        ...(proven ? [] : [`unconfirmed: ${id} after one refusal that explains nothing`]),
      ];
    });

/** The same version was called mended while it was dead, or after a single look. */
const falseRecoveries = (world: World): string[] =>
  world.told().flatMap(({ id, kind, ended, ref, versionId, at, openedAt }) => {
    if (kind !== 'recovered' || ended === undefined || ended.newVersion || !isDeath(ended.finding)) return [];
    const value = world.vault.version(ref.source, versionId)?.value ?? '';
    const truth = world.issuer.truths.get(value);
    const given = (world.issuer.acceptances.get(value) ?? []).filter((one) => openedAt <= one && one <= at);
    const [first = at] = given;
    const last = given.at(-1) ?? first;
    return [
      ...(truth === undefined || isDead(truth, last) ? [`false: ${id} was told of a token that is dead`] : []),
      ...(last - first < DEFAULT_POLICY.confirmAfter ? [`hasty: ${id} after one good look`] : []),
    ];
  });

/** What was seen of a version is dropped once a newer one was judged. */
const steppedBack = (world: World): string[] =>
  world.table.moves.flatMap(({ arn, from, to }) => {
    const order = world.vault.versions(arn).map(({ id }) => id);
    return order.indexOf(to) < order.indexOf(from) ? [`stepped back: ${arn} from ${from} to ${to}`] : [];
  });

/** An issuer is told once a day for each of its two troubles; how one ended is told once, under its incident. */
const notices = (world: World): string[] => {
  const told = world.notices().filter(({ why }) => why !== 'answers');
  return told.flatMap(({ id, host, why, at }) =>
    told.some(
      (other) => other.id !== id && other.host === host && other.why === why && at <= other.at && other.at < at + DAY,
    )
      ? [`flood: ${id} is told again within a day`]
      : [],
  );
};

/** A closing notice ends one that was told, and each of these is ended once nothing fails any more. */
const endings = (world: World, healthySince: Instant): string[] => {
  const told = world.notices().filter(({ why }) => why !== 'answers');
  const ended = world.notices().filter(({ why }) => why === 'answers');
  return [
    ...ended
      .filter((one) => told.filter(({ incident, at }) => incident === one.incident && at < one.at).length !== 1)
      .map(({ id }) => `stray: ${id} ends nothing`),
    ...ended
      .filter((one) => ended.some((other) => other !== one && other.incident === one.incident))
      .map(({ id }) => `flood: ${id} is one of several endings`),
    ...told
      .filter(({ why, at }) => why === 'refuses' && at < healthySince)
      .filter((one) => !ended.some(({ incident }) => incident === one.incident) && wasStored(world, one))
      .map(({ id }) => `unended: ${id}`),
  ];
};

/** A worker that dies when it has told of a hold leaves no token held: then nothing comes back. */
const wasStored = (world: World, { host, at }: OutageNotice): boolean =>
  [...world.table.load(world.table.loadIssuer(host)?.hold?.tokens ?? []).values()].some(({ look }) => look.since > at);

/** In one day a finding of a token is told once, once more of the next bad version, once as coming and going, and once as mended. */
const budgets = (world: World): string[] => {
  const told = new Map<string, Instant[]>();
  for (const { ref, kind, at } of world.told()) {
    if (kind === 'started' || kind === 'expiring' || kind === 'rotate-by') continue;
    const key = kind === 'recovered' ? `${ref.id} recovered` : `${ref.id} ${classOf(kind)}`;
    const times = told.get(key);
    if (times) times.push(at);
    else told.set(key, [at]);
  }
  return [...told].flatMap(([key, times]) => {
    const most = key.endsWith('recovered') ? 4 : 3;
    const flood = times.some((at) => times.filter((other) => at <= other && other < at + DAY).length > most);
    return flood ? [`flood: ${key} is told more than ${most} times in a day`] : [];
  });
};

const OF_DATES: ReadonlySet<Alert['kind']> = new Set(['expiring', 'rotate-by', 'overdue']);

/** What a reader believes of each token at the end, against what is true. */
const untold = (world: World, healthySince: Instant): string[] =>
  world.vault.arns().flatMap((arn) => {
    const version = world.vault.current(arn);
    const truth = world.issuer.truths.get(version?.value ?? '');
    if (version === undefined || truth === undefined) return [];
    // What is told of dates does not say how it stands.
    const story = storyOf(world, arn).filter(({ kind }) => !OF_DATES.has(kind));
    const last = story.at(-1);
    if (last === undefined) return [`unseen: ${arn} was never told of`];
    // A token that comes and goes is silent until it has been in order for a day, and said so.
    if (story.some(({ flapping, at }) => flapping && world.now() - at < 2 * DAY)) return [];
    const longDead = endOf(truth) <= healthySince;
    const alive = !isDead(truth, world.now());
    if (longDead && !(saysDead(last) && last.versionId === version.id))
      return [`untold: ${arn} is dead, and the last word was ${last.kind} ${last.versionId}`];
    const bad = last.kind !== 'recovered' && standingFinding(last.diagnosis) !== undefined;
    return alive && bad ? [`stale: ${arn} works, and the last word was ${last.kind}`] : [];
  });

const thresholds = (world: World): string[] => {
  const keys = world
    .told()
    .flatMap(({ ref, versionId, threshold, diagnosis: { expiry } }) =>
      threshold === undefined || !isDated(expiry) ? [] : [`${ref.id} ${versionId} ${expiry.at} ${threshold}`],
    );
  return keys.length === new Set(keys).size ? [] : ['ladder: a threshold was told twice'];
};

/** A record that says "told" without an alert in the outbox, or the reverse. */
const halfStored = (world: World): string[] => {
  const records = [...world.table.load(world.table.records.keys()).values()];
  const stories = Map.groupBy(world.told(), ({ ref }) => ref.id);
  const tellers = new Set(stories.keys());
  const openings = (id: string): number =>
    (stories.get(id) ?? []).filter(({ kind, diagnosis }) => opens(kind, diagnosis)).length;
  return [
    ...records
      .filter(({ ref, announced }) => announced !== tellers.has(ref.id))
      .map(({ ref }) => `half: ${ref.id} is marked as told, or told without a mark`),
    ...records
      .filter(({ ref, episodes }) => episodes !== openings(ref.id))
      .map(({ ref, episodes }) => `half: ${ref.id} counts ${episodes} incidents, told ${openings(ref.id)}`),
  ];
};

const opens = (kind: Alert['kind'], diagnosis: Alert['diagnosis']): boolean => {
  if (kind === 'started') return standingFinding(diagnosis) !== undefined;
  return kind !== 'recovered' && kind !== 'expiring' && kind !== 'rotate-by';
};
