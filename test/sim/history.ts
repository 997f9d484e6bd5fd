import * as fc from 'fast-check';
import { HOUR, MINUTE } from '../../core/time.ts';
import { tokenId } from '../../core/token.ts';
import { START } from '../support/make.ts';
import { DELIVERIES, DELIVERY_FAULTS, EFFECT_FAULTS, EFFECTS, type Faults, type Planned, planned } from './faults.ts';
import { KINDS, type KindId, MASS_REFUSALS, type MassRefusal, madeUp, OUTAGES, type Outage } from './issuer.ts';
import type { Mutation } from './monitor.ts';
import { createWorld, type World } from './world.ts';

/** What people, issuers and channels do, at a minute of the history. */
export type Happening = { readonly minute: number } & (
  | { readonly what: 'dies'; readonly token: number; readonly explicit: boolean }
  | { readonly what: 'rotates'; readonly token: number; readonly good: boolean; readonly revokes: number }
  | { readonly what: 'blips'; readonly token: number; readonly seconds: number }
  | { readonly what: 'denied'; readonly token: number; readonly minutes: number }
  | { readonly what: 'outage'; readonly shape: Outage; readonly minutes: number }
  | { readonly what: 'refuses all'; readonly how: MassRefusal; readonly minutes: number }
  | { readonly what: 'channel'; readonly channel: number; readonly mood: 'down' | 'mute'; readonly minutes: number }
  | { readonly what: 'stream off'; readonly minutes: number }
  | { readonly what: 'schedule off'; readonly minutes: number }
);

export type TokenPlan = {
  readonly kind: KindId;
  readonly owner: number;
  /** Refused before the monitor saw it first. */
  readonly dead: boolean;
  /** Of an OAuth2 token: hours until its own end. */
  readonly hours: number;
};

export type History = {
  readonly seed: number;
  readonly tokens: readonly TokenPlan[];
  readonly happenings: readonly Happening[];
  readonly plan: readonly Planned[];
  /** Part of the effects that take time. */
  readonly latency: number;
};

/** After that nothing goes wrong any more: happenings end, and so do faults. */
export const TROUBLE = 5 * HOUR;
/** Then all is healthy: two sweeps, a confirmation, and the delivery of what they tell. */
export const QUIET = 3 * HOUR + 15 * MINUTE;

const LAST_MINUTE = TROUBLE / MINUTE;
const minute = fc.integer({ min: 1, max: LAST_MINUTE - 1 });
const minutes = fc.integer({ min: 1, max: 150 });
const token = fc.nat(2);

const DENIED = { what: fc.constant('denied' as const), token };
const CHANNEL = {
  what: fc.constant('channel' as const),
  channel: fc.nat(1),
  mood: fc.constantFrom('down' as const, 'mute' as const),
};

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('dies' as const), minute, token, explicit: fc.boolean() }),
  fc.record({
    what: fc.constant('rotates' as const),
    minute,
    token,
    good: fc.boolean(),
    revokes: fc.integer({ min: -2, max: 5 }),
  }),
  fc.record({ what: fc.constant('blips' as const), minute, token, seconds: fc.integer({ min: 5, max: 150 }) }),
  fc.record({ ...DENIED, minute, minutes }),
  fc.record({ what: fc.constant('outage' as const), minute, shape: fc.constantFrom(...OUTAGES), minutes }),
  fc.record({ ...CHANNEL, minute, minutes }),
  fc.record({ what: fc.constant('stream off' as const), minute, minutes }),
  fc.record({ what: fc.constant('schedule off' as const), minute, minutes }),
);

const nth = fc.oneof({ weight: 3, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(40) });

const fault: fc.Arbitrary<Planned> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ effect: fc.constantFrom(...EFFECTS), nth, fault: fc.constantFrom(...EFFECT_FAULTS) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      effect: fc.constantFrom('store' as const, 'claim' as const, 'send' as const, 'mark' as const),
      nth,
      fault: fc.constantFrom(...EFFECT_FAULTS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ delivery: fc.constantFrom(...DELIVERIES), nth, fault: fc.constantFrom(...DELIVERY_FAULTS) }),
  },
);

const TOKEN = {
  kind: fc.constantFrom(...KINDS),
  owner: fc.nat(1),
  hours: fc.constantFrom(3, 30, 100, 800, 10_000),
};
const tokenPlan: fc.Arbitrary<TokenPlan> = fc.record({
  ...TOKEN,
  dead: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

/** Anything may happen. */
export const anything: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: fc.array(tokenPlan, { minLength: 1, maxLength: 3 }),
  happenings: fc.array(happening, { maxLength: 5 }),
  plan: fc.array(fault, { maxLength: 14 }),
  latency: fc.constantFrom(0.2, 0.5, 1),
});

const early = fc.integer({ min: 1, max: 40 });
const moment = fc.integer({ min: 1, max: 4 });

/** One alert, senders that stumble over it, and channels that come and go. */
export const deliveries: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: fc.tuple(fc.record({ ...TOKEN, dead: fc.boolean() })),
  happenings: fc.array(
    fc.oneof(
      { weight: 1, arbitrary: fc.record({ ...DENIED, minute: early, minutes: fc.constant(200) }) },
      { weight: 4, arbitrary: fc.record({ ...CHANNEL, minute: early, minutes: moment }) },
    ),
    { maxLength: 6 },
  ),
  plan: fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          effect: fc.constantFrom('due' as const, 'find' as const, 'claim' as const, 'send' as const, 'mark' as const),
          nth: fc.nat(7),
          fault: fc.constantFrom(...EFFECT_FAULTS),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          delivery: fc.constant('record' as const),
          nth: fc.nat(2),
          fault: fc.constantFrom(...DELIVERY_FAULTS),
        }),
      },
    ),
    { maxLength: 10 },
  ),
  latency: fc.constantFrom(0.2, 1),
});

/** Senders that sleep over their claim and wake, beside channels that fail. */
export const sleepers: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: fc.tuple(fc.record({ ...TOKEN, dead: fc.boolean() })),
  happenings: fc.constant([]),
  plan: fc.array(
    fc.record({
      effect: fc.constant('send' as const),
      nth: fc.nat(4),
      fault: fc.constantFrom('fail' as const, 'freeze-before' as const, 'freeze-after' as const, 'slow' as const),
    }),
    { maxLength: 6 },
  ),
  latency: fc.constantFrom(0.2, 1),
});

/** An issuer that takes all its bots for bad ones for less than a hold, while workers stumble. */
export const massRefusals: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: fc.array(fc.record({ ...TOKEN, kind: fc.constant('discord.bot' as const), dead: fc.constant(false) }), {
    minLength: 3,
    maxLength: 7,
  }),
  happenings: fc.tuple(
    fc.record({
      what: fc.constant('refuses all' as const),
      minute: fc.integer({ min: 65, max: 170 }),
      how: fc.constantFrom(...MASS_REFUSALS),
      minutes: fc.integer({ min: 1, max: 115 }),
    }),
  ),
  plan: fc.array(fault, { maxLength: 10 }),
  latency: fc.constantFrom(0.2, 0.5, 1),
});

export const history: fc.Arbitrary<History> = fc.oneof(
  { weight: 1, arbitrary: sleepers },
  { weight: 4, arbitrary: anything },
  { weight: 2, arbitrary: deliveries },
);

export const arnOf = (index: number): string => `prod/token-${index}`;
const HOUR_BEFORE = START - HOUR;

/** Faults end with the trouble. */
const untilThen = (faults: Faults, over: () => boolean): Faults => ({
  effect: (kind, n) => (over() ? undefined : faults.effect(kind, n)),
  delivery: (kind, n) => (over() ? undefined : faults.delivery(kind, n)),
});

/** Runs one history to its quiet end. */
export const live = async (past: History, mutation?: Mutation): Promise<World> => {
  let over = false;
  const faults = untilThen(planned(past.plan), () => over);
  const { seed, latency } = past;
  const world = createWorld({ seed, latency, faults, ...(mutation && { mutation }) });
  past.tokens.forEach((plan, index) => {
    issue(world, plan, index);
  });
  for (const one of past.happenings) world.timeline.at(START + one.minute * MINUTE, () => happen(world, past, one));
  world.start();
  await world.timeline.runUntil(START + TROUBLE);
  over = true;
  heal(world);
  await world.timeline.runUntil(START + TROUBLE + QUIET);
  return world;
};

/** Another one for every version of a history, the same for every run of it. */
const freshValue = (world: World, kind: KindId): string => madeUp(kind, world.issuer.truths.size + 1);

const issue = (world: World, plan: TokenPlan, index: number): void => {
  const arn = arnOf(index);
  const value = freshValue(world, plan.kind);
  const ends = plan.kind === 'discord.oauth' ? { expiresAt: world.now() + plan.hours * HOUR } : {};
  world.issuer.truths.set(value, { kind: plan.kind, ...ends, ...(plan.dead && { diesAt: 0 }) });
  const tags = { 'token-health:provider': plan.kind, 'token-health:owner': `team-${plan.owner}` };
  world.vault.put(arn, value, tags, HOUR_BEFORE);
};

const heal = (world: World): void => {
  world.issuer.mend();
  world.stream(true);
  world.schedule(true);
  for (const inbox of world.inboxes) inbox.be('well');
  for (const arn of world.vault.arns()) world.vault.deny(arn, false);
};

const wasAccepted = (world: World, index: number): boolean => {
  const id = tokenId(arnOf(index));
  return world.table.load([id]).get(id)?.accepted !== undefined;
};

const happen = (world: World, past: History, one: Happening): void => {
  const arn = 'token' in one ? arnOf(one.token % past.tokens.length) : '';
  const truth = world.issuer.truths.get(world.vault.current(arn)?.value ?? '');
  const now = world.now();
  switch (one.what) {
    case 'dies':
      if (truth) Object.assign(truth, { diesAt: Math.min(truth.diesAt ?? now, now), explicit: one.explicit });
      return;
    case 'blips':
      if (truth) truth.blip ??= { from: now, to: now + one.seconds * 1000 };
      return;
    case 'rotates': {
      if (truth) truth.diesAt = Math.min(truth.diesAt ?? Number.POSITIVE_INFINITY, now + one.revokes * MINUTE);
      const kind = past.tokens[one.token % past.tokens.length]!.kind;
      const value = freshValue(world, kind);
      const ends = kind === 'discord.oauth' ? { expiresAt: now + 400 * HOUR } : {};
      world.issuer.truths.set(value, { kind, ...ends, ...(!one.good && { diesAt: 0 }) });
      world.vault.put(arn, value, {});
      world.labelMoved(arn);
      return;
    }
    case 'denied':
      world.vault.deny(arn, true);
      world.after(one.minutes * MINUTE, () => world.vault.deny(arn, false));
      return;
    case 'outage':
      world.issuer.break(one.shape);
      world.after(one.minutes * MINUTE, world.issuer.mend);
      return;
    case 'refuses all':
      // Of tokens that were never seen accepted, nobody can say what their refusal means.
      if (!past.tokens.every((_, index) => wasAccepted(world, index))) return;
      world.issuer.refuseAll(one.how);
      world.after(one.minutes * MINUTE, world.issuer.mend);
      return;
    case 'channel': {
      const inbox = world.inboxes[one.channel]!;
      inbox.be(one.mood);
      world.after(one.minutes * MINUTE, () => inbox.be('well'));
      return;
    }
    case 'stream off':
      world.stream(false);
      world.after(one.minutes * MINUTE, () => world.stream(true));
      return;
    case 'schedule off':
      world.schedule(false);
      world.after(one.minutes * MINUTE, () => world.schedule(true));
      return;
  }
};
