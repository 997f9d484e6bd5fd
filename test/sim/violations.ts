import type { Alert } from '../../core/alert.ts';
import { causeOf } from '../../core/diagnosis.ts';
import { isDated } from '../../core/expiry.ts';
import { classOf, standingFinding } from '../../core/finding.ts';
import { HOLD } from '../../core/guard.ts';
import { dueAt } from '../../core/notice.ts';
import { DEFAULT_POLICY } from '../../core/policy.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../core/time.ts';
import { isDead } from './issuer.ts';
import type { World } from './world.ts';

/** 10 minutes, and the longest back-off of a delivery: promise "no alert is lost". */
export const DELIVERED_WITHIN = 10 * MINUTE + HOUR;

/** What an onlooker who knows the truth holds against the monitor; empty when it kept its promises. `healthySince`: nothing fails since then. */
export const violations = (world: World, healthySince: Instant): readonly string[] => [
  ...undelivered(world, healthySince),
  ...copies(world),
  ...ttl(world),
  ...falseDeaths(world),
  ...untold(world, healthySince),
  ...thresholds(world),
  ...halfStored(world),
  ...notices(world),
  ...budgets(world),
];

const undelivered = (world: World, healthySince: Instant): string[] =>
  world.inboxes.flatMap(({ name, copies }) =>
    [...world.table.ever.values()]
      .filter((one) => Math.max(dueAt(one), healthySince) + DELIVERED_WITHIN < world.now())
      .filter(({ id }) => !copies.has(id))
      .map(({ id }) => `lost: ${name} never took ${id}`),
  );

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

const saysDead = ({ diagnosis }: Alert): boolean => diagnosis.verdict === 'rejected' || diagnosis.verdict === 'expired';

/** Dead was told of a value that is not, or with less proof than two refusals some time apart or an explicit one. */
const falseDeaths = (world: World): string[] =>
  world
    .told()
    .filter((alert) => saysDead(alert) && alert.kind !== 'recovered')
    .flatMap((alert) => {
      const { id, ref, versionId, at, diagnosis } = alert;
      const value = world.vault.version(ref.source, versionId)?.value ?? '';
      const truth = world.issuer.truths.get(value);
      const given = (world.issuer.refusals.get(value) ?? []).filter((refusal) => refusal.at <= at);
      const first = given[0];
      const last = given.at(-1);
      const agree = given.some((refusal) => refusal.at - (first?.at ?? refusal.at) >= DEFAULT_POLICY.confirmAfter);
      const proven = agree || given.some(({ explicit }) => explicit) || causeOf(diagnosis) === 'bad-rotation';
      return [
        ...(truth === undefined || !isDead(truth, last?.at ?? at)
          ? [`false: ${id} was told of a token that worked`]
          : []),
        ...(first === undefined ? [`invented: ${id} without any refusal`] : []),
        ...(proven ? [] : [`unconfirmed: ${id} after one refusal that explains nothing`]),
      ];
    });

/** One notice for one hold. */
const notices = (world: World): string[] => {
  const told = world.notices();
  return told.flatMap(({ id, host, why, at }) =>
    told.some(
      (other) => other.id !== id && other.host === host && other.why === why && at <= other.at && other.at < at + HOLD,
    )
      ? [`flood: ${id} is told twice in one hold`]
      : [],
  );
};

/** In one day a finding of a token is told once, once more of the next bad version, once as coming and going, and once as mended. */
const budgets = (world: World): string[] => {
  const told = new Map<string, Instant[]>();
  for (const { ref, kind, at } of world.told()) {
    if (kind === 'started' || kind === 'expiring' || kind === 'rotate-by') continue;
    const key = kind === 'recovered' ? `${ref.id} recovered` : `${ref.id} ${classOf(kind)}`;
    told.set(key, [...(told.get(key) ?? []), at]);
  }
  return [...told].flatMap(([key, times]) => {
    const most = key.endsWith('recovered') ? 4 : 3;
    const flood = times.some((at) => times.filter((other) => at <= other && other < at + DAY).length > most);
    return flood ? [`flood: ${key} is told more than ${most} times in a day`] : [];
  });
};

/** What a reader believes of each token at the end, against what is true. */
const untold = (world: World, healthySince: Instant): string[] =>
  world.vault.arns().flatMap((arn) => {
    const version = world.vault.current(arn);
    const truth = world.issuer.truths.get(version?.value ?? '');
    if (version === undefined || truth === undefined) return [];
    const story = storyOf(world, arn);
    const last = story.at(-1);
    if (last === undefined) return [`unseen: ${arn} was never told of`];
    // A token that comes and goes is silent until it has been in order for a day, and said so.
    if (story.some(({ flapping, at }) => flapping && world.now() - at < 2 * DAY)) return [];
    const longDead = isDead(truth, healthySince);
    const alive = !isDead(truth, world.now());
    if (longDead && !(saysDead(last) && last.kind !== 'recovered' && last.versionId === version.id))
      return [`untold: ${arn} is dead, and the last word was ${last.kind} ${last.versionId}`];
    const bad = last.kind !== 'recovered' && standingFinding(last.diagnosis) !== undefined;
    return alive && bad ? [`stale: ${arn} works, and the last word was ${last.kind}`] : [];
  });

/** The alerts of one token that say how it stands, in the order they were decided. Warnings of dates do not. */
const storyOf = (world: World, arn: string): readonly Alert[] =>
  world
    .told()
    .filter(({ ref, kind }) => ref.source === arn && kind !== 'expiring' && kind !== 'rotate-by')
    .sort((a, b) => a.at - b.at);

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
  const records = [...world.table.load([...world.table.records.keys()]).values()];
  const tellers = new Set(world.told().map(({ ref }) => ref.id));
  const openings = (id: string): number =>
    world.told().filter(({ ref, kind, diagnosis }) => ref.id === id && opens(kind, diagnosis)).length;
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
