import { DAY } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import { endOf, isDead } from '../issuer.ts';
import { covers } from '../spans.ts';
import type { World } from '../world.ts';

/** Somebody was woken for a token that works, or by what an issuer said while it said nothing of use. */
export const pages = (world: World): readonly string[] =>
  world
    .told()
    .filter(({ severity }) => severity === 'page')
    .flatMap((one) => (one.kind === 'expiring' ? chosen(world, one) : deserved(world, one)));

const truthOf = (world: World, { ref, versionId }: Alert) =>
  world.issuer.truths.get(world.vault.version(ref.source, versionId)?.value ?? '');

/** By the rule for critical tokens: a day before their end. */
const chosen = (world: World, one: Alert): readonly string[] => {
  const { expiresAt = Number.POSITIVE_INFINITY } = truthOf(world, one) ?? {};
  const isRight = one.ref.name.startsWith('fleet/critical-') && expiresAt - one.at <= DAY;
  return isRight ? [] : [`paged: ${one.id} was no page by any rule`];
};

const deserved = (world: World, one: Alert): readonly string[] => {
  const value = world.vault.version(one.ref.source, one.versionId)?.value ?? '';
  const truth = world.issuer.truths.get(value);
  if (truth === undefined || !isDead(truth, one.at)) return [`paged: ${one.id} woke somebody for a token that works`];
  if (truth.expiresAt !== undefined && truth.expiresAt <= one.at) return [];
  // Known before, it may be told again after a quiet, whatever the issuer says just then.
  const since = endOf(truth);
  const given = (world.issuer.refusals.get(value) ?? []).filter(({ at }) => since <= at && at <= one.at);
  return given.some(({ at }) => !covers(world.issuer.outages, at))
    ? []
    : [`paged: ${one.id} woke somebody in an outage`];
};
