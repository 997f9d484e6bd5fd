import { DAY } from '../../../core/base/time.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { type KindId, madeUp } from '../issuer.ts';
import type { World } from '../world.ts';
import { CRITICAL, nameOf, OWNERS, STAGE_TAG, STAGING } from './owners.ts';
import type { Span } from './span.ts';

/** Who moves its date: nobody, its issuer in the same version, or Secrets Manager by a schedule. */
export type Keeping = 'nobody' | 'renewed' | 'renewal stops' | 'rotated' | 'rotated late' | 'rotation fails';

export type Planned = {
  readonly index: number;
  readonly arn: string;
  readonly kind: KindId;
  readonly tags: Readonly<Record<string, string>>;
  readonly keeping: Keeping;
  /** Of each version that has an end. */
  readonly life?: number;
};

const KEEPING: readonly Keeping[] = ['renewed', 'rotated', 'renewal stops', 'rotated late', 'rotation fails'];

export const RENEWED = { life: 60 * DAY, left: 35 * DAY };
export const ROTATED = { life: 90 * DAY, every: 60 * DAY };

/** Of ten tokens five are bots, three webhooks, and two have an end. */
const planOf = (index: number): Planned => {
  const dated = index % 10 >= 8;
  const turn = Math.floor(index / 10);
  const kind = dated ? 'discord.oauth' : index % 10 < 5 ? 'discord.bot' : 'discord.webhook';
  const keeping = index % 10 === 9 ? KEEPING[turn % KEEPING.length]! : 'nobody';
  const isCritical = dated && turn % 3 === 0;
  const owner = ownerOf(index);
  const tags = {
    'token-health:provider': kind,
    ...(owner < OWNERS && { 'token-health:owner': nameOf(owner) }),
    ...(turn % 3 === 1 && { [STAGE_TAG]: 'staging' }),
  };
  const arn = `fleet/${isCritical ? 'critical' : 'token'}-${index}`;
  return { index, arn, kind, tags, keeping, ...(dated && { life: lifeOf(keeping, turn) }) };
};

/** The last one is nobody. */
const ownerOf = (index: number): number => index % (OWNERS + 1);

/** An owner has all tokens in one account. */
export const fleetOf = ({ tokens, account: { number, of } = { number: 0, of: 1 } }: Span): readonly Planned[] =>
  Array.from({ length: tokens }, (_, index) => planOf(index)).filter(
    ({ index }) => Math.floor((ownerOf(index) * of) / (OWNERS + 1)) === number,
  );

const lifeOf = (keeping: Keeping, turn: number): number => {
  if (keeping === 'nobody') return (turn % 2 === 0 ? 45 : 200) * DAY;
  return keeping.startsWith('renew') ? RENEWED.life : ROTATED.life;
};

/** In days; undefined where something moves the date, so that no fixed days are told. */
export const ladderOf = ({ arn, tags, keeping }: Planned): readonly number[] | undefined => {
  if (keeping !== 'nobody') return undefined;
  if (arn.startsWith('fleet/critical-')) return Object.keys(CRITICAL).map(Number);
  return tags[STAGE_TAG] === 'staging' ? STAGING : DEFAULT_POLICY.ladder;
};

export const truthNow = (world: World, arn: string) => world.issuer.truths.get(world.vault.current(arn)?.value ?? '');

/** Another version, good for `life` from now. */
export const issue = (world: World, { arn, kind, tags }: Planned, life?: number): void => {
  const value = madeUp(kind, world.issuer.truths.size + 1);
  world.issuer.truths.set(value, { kind, ...(life !== undefined && { expiresAt: world.now() + life }) });
  world.vault.put(arn, value, tags);
};

/** The version before it is refused from then on. */
export const rotate = (world: World, plan: Planned, life = plan.life): void => {
  const old = truthNow(world, plan.arn);
  if (old) old.diesAt = Math.min(old.diesAt ?? world.now(), world.now());
  issue(world, plan, life);
  world.labelMoved(plan.arn);
};
