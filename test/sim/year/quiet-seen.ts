import { DAY, HOUR, type Instant } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import { classOf, isGraver } from '../../../core/model/finding.ts';
import type { Quiet, QuietEnd, QuietEntry } from '../../../core/model/record.ts';
import { storyOf } from '../alerts.ts';
import { isDead } from '../issuer.ts';
import { quietSince } from '../spans.ts';
import type { World } from '../world.ts';
import { ladderOf } from './fleet.ts';
import type { Year } from './live.ts';

/** Quiet that was given, from its beginning in the audit to its end there, to where it was to end, or to the next version. */
export type AskedQuiet = {
  readonly arn: string;
  readonly quiet: Quiet;
  readonly since: Instant;
  readonly end: Instant;
  readonly why: QuietEnd | undefined;
  /** When somebody asked again about the same token. */
  readonly next: Instant;
};

export const askedQuiets = (world: World): readonly AskedQuiet[] => {
  const { audit } = world.table;
  const byToken = Map.groupBy(audit, ({ token }) => token.id);
  return audit.flatMap((entry) => {
    if (entry.ended !== undefined) return [];
    const { token, quiet, at: since } = entry;
    const ended = byToken.get(token.id)?.find((other) => other.ended !== undefined && isSame(other, entry));
    const end = Math.min(quiet.until, ended?.at ?? quiet.until, inUseUntil(world, token.source, quiet.versionId));
    const next = byToken.get(token.id)?.find((other) => other.ended === undefined && other.at > since)?.at;
    return [{ arn: token.source, quiet, since, end, why: ended?.ended, next: next ?? Number.POSITIVE_INFINITY }];
  });
};

const isSame = (end: QuietEntry, begin: QuietEntry): boolean =>
  end.at >= begin.at && end.quiet.since === begin.quiet.since && end.quiet.by === begin.quiet.by;

/** Somebody heard what they had asked to hear no more of, or never heard of it again when that was over. */
export const broken = (year: Year, quiets: readonly AskedQuiet[]): readonly string[] =>
  quiets.flatMap((one) => [
    ...loud(year.world, one),
    ...(one.quiet.finding === 'dead' ? deadStill : dueStill)(year, one),
  ]);

const isAbout = ({ finding, versionId }: Quiet, alert: Alert): boolean =>
  alert.versionId === versionId && classOf(alert.kind as Parameters<typeof classOf>[0]) === finding;

const loud = (world: World, { arn, quiet, since, end }: AskedQuiet): readonly string[] =>
  storyOf(world, arn)
    .filter((alert) => isAbout(quiet, alert) && since < alert.at && alert.at < end)
    .filter(({ severity }) => !isGraver(severity, quiet.severity))
    .map(({ id }) => `unquiet: ${id} was told although ${quiet.by} had asked for quiet`);

/** A dead token is asked again once a day; then three sweeps, as for everything. */
const heardBy = ({ world }: Year, { arn, end }: AskedQuiet, backOff: number): Instant => {
  const within = backOff + 3 * world.interval + HOUR;
  const unseen = [...world.issuer.outages, ...world.table.holds, ...world.vault.denials(arn)];
  return quietSince(end, within, unseen) + within;
};

const inUseUntil = (world: World, arn: string, versionId: string): Instant =>
  world.vault.inUse(arn).find(({ id }) => id === versionId)?.until ?? 0;

const deadStill = (year: Year, one: AskedQuiet): readonly string[] => {
  const { world } = year;
  const { arn, quiet, end, why } = one;
  const by = heardBy(year, one, DAY);
  const truth = world.issuer.truths.get(world.vault.version(arn, quiet.versionId)?.value ?? '');
  const isOver = why !== undefined && why !== 'passed';
  if (isOver || truth === undefined || !isDead(truth, end)) return [];
  if (by > world.now() || by > inUseUntil(world, arn, quiet.versionId)) return [];
  const until = Math.min(by, one.next);
  const again = storyOf(world, arn).filter((alert) => isAbout(quiet, alert) && end <= alert.at && alert.at <= until);
  const isRight = again.length === 1 || (again.length === 0 && one.next < by);
  return isRight ? [] : [`unheard: the death of ${quiet.versionId} was told ${again.length} times after a quiet`];
};

/** A threshold that was passed in quiet is told after it. */
const dueStill = (year: Year, one: AskedQuiet): readonly string[] => {
  const { world, plans } = year;
  const { arn, quiet, since, end, why } = one;
  const plan = plans.find((other) => other.arn === arn);
  const ladder = plan && ladderOf(plan);
  const by = heardBy(year, one, 0);
  if (ladder === undefined || quiet.due === undefined || (why !== undefined && why !== 'passed')) return [];
  if (by > Math.min(world.now(), one.next, quiet.due, inUseUntil(world, arn, quiet.versionId))) return [];
  const passed = (days: number): Instant => (quiet.due ?? 0) - days * DAY;
  const steps = ladder.filter((days) => days < (quiet.threshold ?? 0) && since < passed(days) && passed(days) < end);
  const told = storyOf(world, arn).filter((alert) => isAbout(quiet, alert) && since < alert.at && alert.at <= by);
  return steps.length === 0 || told.length > 0
    ? []
    : [`unheard: ${quiet.versionId} was passed in quiet and not told after`];
};
