import { DAY, HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import { START } from '../support/make.ts';
import { DELIVERIES, DELIVERY_FAULTS, EFFECT_FAULTS, EFFECTS, type Faults } from './faults.ts';
import { KINDS, type KindId, madeUp, OUTAGES } from './issuer.ts';
import { chance } from './random.ts';
import { createWorld, type World } from './world.ts';

export type Span = {
  readonly seed: number;
  readonly days: number;
  readonly tokens: number;
  /** Between sweeps. */
  readonly interval: number;
};

/** One effect in 3,000 goes wrong, and one delivery in 100. */
const rare = (seed: number, over: () => boolean): Faults => ({
  effect: (kind, nth) => {
    const draw = chance(seed, EFFECTS.indexOf(kind), nth);
    return over() || draw > 1 / 3000 ? undefined : EFFECT_FAULTS[Math.floor(draw * 3000 * EFFECT_FAULTS.length)];
  },
  delivery: (kind, nth) => {
    const draw = chance(seed, 100 + DELIVERIES.indexOf(kind), nth);
    return over() || draw > 1 / 100 ? undefined : DELIVERY_FAULTS[Math.floor(draw * 100 * DELIVERY_FAULTS.length)];
  },
});

/** What comes after the last trouble: two sweeps, and the delivery of what they tell. */
const quietOf = (interval: number): number => 2 * interval + 3 * HOUR;

/** When nothing goes wrong any more. */
export const healthySince = ({ days, interval }: Span): Instant => START + days * DAY - quietOf(interval);

/** Months in the life of a fleet: rotations, deaths, owners who take days, outages of two days, a day on which 100 tokens end. */
export const liveOn = async (span: Span): Promise<World> => {
  const { seed, days, tokens, interval } = span;
  let over = false;
  const world = createWorld({ seed, latency: 0.02, interval, faults: rare(seed, () => over) });
  for (let index = 0; index < tokens; index++) plan(world, span, index);
  for (let day = 10; day < days - 4; day += 30) trouble(world, seed, day);
  world.start();
  await world.timeline.runUntil(healthySince(span));
  over = true;
  await world.timeline.runUntil(START + days * DAY);
  return world;
};

const plan = (world: World, span: Span, index: number): void => {
  const { seed } = span;
  const kind = KINDS[Math.floor(chance(seed, 1, index) * KINDS.length)]!;
  const arn = `fleet/token-${index}`;
  const tags = { 'token-health:provider': kind, 'token-health:owner': `team-${index % 12}` };
  issue(world, arn, kind, tags, index % 5 === 0 ? 45 * DAY : 400 * DAY);
  const step = (at: Instant, turn: number): void => {
    if (at > healthySince(span) - 3 * DAY) return;
    world.timeline.at(at, () => {
      live(world, arn, kind, chance(seed, index, turn, 2));
      step(world.now() + (20 + 100 * chance(seed, index, turn, 3)) * DAY, turn + 1);
    });
  };
  step(START + chance(seed, index, 0, 3) * 60 * DAY, 0);
};

const issue = (
  world: World,
  arn: string,
  kind: KindId,
  tags: Readonly<Record<string, string>>,
  lifetime: number,
): void => {
  const value = madeUp(kind, world.issuer.truths.size + 1);
  world.issuer.truths.set(value, { kind, ...(kind === 'discord.oauth' && { expiresAt: world.now() + lifetime }) });
  world.vault.put(arn, value, tags);
};

/** A rotation that goes well, or a death that its owner mends within two days; an issuer's hiccup before. */
const live = (world: World, arn: string, kind: KindId, luck: number): void => {
  const truth = world.issuer.truths.get(world.vault.current(arn)?.value ?? '');
  if (truth === undefined) return;
  if (luck > 0.9) {
    truth.blip = { from: world.now(), to: world.now() + 2 * MINUTE };
    return;
  }
  truth.diesAt = world.now();
  truth.explicit = luck < 0.1;
  const rotate = (): void => {
    issue(world, arn, kind, {}, 200 * DAY);
    world.labelMoved(arn);
  };
  if (luck < 0.3) world.after(luck * 6 * DAY, rotate);
  else rotate();
};

const trouble = (world: World, seed: number, day: number): void => {
  const at = (hours: number, run: () => void): void => world.timeline.at(START + day * DAY + hours * HOUR, run);
  const inbox = world.inboxes[day % 2]!;
  const shape = OUTAGES[Math.floor(chance(seed, 4, day) * OUTAGES.length)]!;
  at(0, () => world.issuer.break(shape));
  at(48, world.issuer.mend);
  at(50, () => inbox.be('down'));
  at(74, () => inbox.be('well'));
  at(75, () => world.stream(false));
  at(99, () => world.stream(true));
  at(120, () => world.issuer.refuseAll('unexplained'));
  at(121.5, world.issuer.mend);
};
