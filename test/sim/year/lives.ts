import { DAY, HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import { START } from '../../support/make.ts';
import { chance } from '../random.ts';
import type { World } from '../world.ts';
import { issue, type Planned, RENEWED, ROTATED, rotate, truthNow } from './fleet.ts';
import { healthySince, type Span } from './span.ts';

/** Plans all that happens to one token. */
export const beginLife = (world: World, span: Span, plan: Planned): void => {
  const phase = chance(span.seed, plan.index, 0);
  switch (plan.keeping) {
    case 'nobody':
      if (plan.life === undefined) comesAndGoes(world, span, plan);
      else endsAndIsReplaced(world, span, plan, phase);
      return;
    case 'renewed':
    case 'renewal stops':
      isRenewedInPlace(world, span, plan, phase);
      return;
    case 'rotated':
    case 'rotated late':
    case 'rotation fails':
      isRotated(world, span, plan, phase);
      return;
  }
};

/** Nothing is to be answered for in the last days: what happens then may be told after the end. */
const planAt = (world: World, span: Span, at: Instant, run: () => void): void => {
  if (at < healthySince(span) - 3 * DAY) world.timeline.at(at, run);
};

const comesAndGoes = (world: World, span: Span, plan: Planned): void => {
  issue(world, plan);
  const step = (at: Instant, turn: number): void =>
    planAt(world, span, at, () => {
      live(world, plan, chance(span.seed, plan.index, turn, 2));
      step(world.now() + (20 + 100 * chance(span.seed, plan.index, turn, 3)) * DAY, turn + 1);
    });
  step(START + chance(span.seed, plan.index, 0, 3) * 60 * DAY, 0);
};

/** A hiccup of its issuer, a rotation that goes well, or a death that its owner mends within two days; some take a week. */
const live = (world: World, plan: Planned, luck: number): void => {
  const truth = truthNow(world, plan.arn);
  if (truth === undefined) return;
  if (luck > 0.9) {
    truth.blip = { from: world.now(), to: world.now() + 2 * MINUTE };
    return;
  }
  if (luck >= 0.3) {
    rotate(world, plan);
    return;
  }
  truth.diesAt = world.now();
  truth.explicit = luck < 0.1;
  world.after(luck < 0.03 ? 6 * DAY : luck * 6 * DAY, () => rotate(world, plan));
};

/** Most are replaced two days ahead of their end, the others when it has passed. */
const endsAndIsReplaced = (world: World, span: Span, plan: Planned, phase: number): void => {
  const lives = (life: number, turn: number): void => {
    const end = world.now() + life;
    const inTime = chance(span.seed, plan.index, turn, 4) < 0.7;
    planAt(world, span, inTime ? end - 2 * DAY : end + DAY, () => {
      rotate(world, plan);
      lives(plan.life ?? 0, turn + 1);
    });
  };
  const first = (0.3 + phase * 0.7) * (plan.life ?? 0);
  issue(world, plan, first);
  lives(first, 0);
};

const STOPS_AFTER = 4;

const isRenewedInPlace = (world: World, span: Span, plan: Planned, phase: number): void => {
  const first = RENEWED.left + (RENEWED.life - RENEWED.left) * phase + HOUR;
  issue(world, plan, first);
  const renewed = (turn: number): void => {
    const truth = truthNow(world, plan.arn);
    if (truth?.expiresAt === undefined) return;
    const stops = plan.keeping === 'renewal stops' && turn % (STOPS_AFTER + 1) === STOPS_AFTER;
    planAt(world, span, truth.expiresAt + (stops ? DAY : -RENEWED.left), () => {
      if (stops) rotate(world, plan);
      else truth.expiresAt = world.now() + RENEWED.life;
      renewed(turn + 1);
    });
  };
  renewed(0);
};

const LATE = 6 * DAY;

const isRotated = (world: World, span: Span, plan: Planned, phase: number): void => {
  const scheduled = (nextAt: Instant, turn: number): void => {
    world.vault.rotates(plan.arn, { nextAt, ...(turn > 0 && { lastAt: world.now() }) });
    const isMended = nextAt + LATE < healthySince(span) - 3 * DAY;
    const goesWrong = plan.keeping !== 'rotated' && turn % 3 === 1 && isMended;
    const done = (): void => {
      rotate(world, plan);
      scheduled(world.now() + ROTATED.every, turn + 1);
    };
    if (goesWrong && plan.keeping === 'rotation fails')
      planAt(world, span, nextAt, () =>
        world.labelMoved(plan.arn, { at: world.now(), says: 'the rotation function failed' }),
      );
    // To the end of all: what is rotated in time is nobody's to hear of.
    world.timeline.at(goesWrong ? nextAt + LATE : nextAt - 5 * HOUR, done);
  };
  const first = ROTATED.every * (0.2 + 0.8 * phase);
  issue(world, plan, first + ROTATED.life - ROTATED.every);
  scheduled(START + first, 0);
};
