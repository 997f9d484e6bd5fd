import * as fc from 'fast-check';
import { MINUTE } from '../../core/base/time.ts';
import { DELIVERIES, DELIVERY_FAULTS, EFFECT_FAULTS, EFFECTS, type Planned } from './faults.ts';
import type { Happening } from './happenings.ts';
import { type History, type TokenPlan, TROUBLE } from './history.ts';
import { KINDS, MASS_REFUSALS, OUTAGES } from './issuer.ts';

const LAST_MINUTE = TROUBLE / MINUTE;
const minute = fc.integer({ min: 1, max: LAST_MINUTE - 1 });
const minutes = fc.integer({ min: 1, max: 150 });
const token = fc.nat(2);

const DENIED = { what: fc.constant('denied' as const), token };
const SNOOZES = { what: fc.constant('snoozes' as const), token };
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
  fc.record({ what: fc.constant('glimpse' as const), minute, token, seconds: fc.integer({ min: 5, max: 150 }) }),
  fc.record({ ...DENIED, minute, minutes }),
  fc.record({ ...SNOOZES, minute, minutes }),
  fc
    .record({ what: fc.constant('outage' as const), minute, shape: fc.constantFrom(...OUTAGES), minutes })
    // A longer one of this shape is taken for a refusal where the issuer has no other token to ask: core/diagnose/doubt.ts.
    .map((one) => (one.shape === 'bare 401' ? { ...one, minutes: Math.min(one.minutes, 120) } : one)),
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
  hours: fc.constantFrom(3, 6, 9, 30, 800, 10_000),
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

/** An issuer that begins to refuse everybody in the midst of a sweep: some bots were accepted just before, and one is refused just after. */
export const midSweeps: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: fc.array(fc.record({ ...TOKEN, kind: fc.constant('discord.bot' as const), dead: fc.constant(false) }), {
    minLength: 3,
    maxLength: 7,
  }),
  happenings: fc.tuple(
    fc.record({
      what: fc.constant('refuses all' as const),
      minute: fc.integer({ min: 1, max: 24_000 }).map((milliseconds) => 60 + milliseconds / 60_000),
      how: fc.constantFrom(...MASS_REFUSALS),
      minutes: fc.integer({ min: 1, max: 115 }),
    }),
  ),
  plan: fc.array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          effect: fc.constant('ask' as const),
          nth: fc.nat(14),
          fault: fc.constantFrom('slow' as const, 'fail' as const, 'freeze-before' as const),
        }),
      },
      { weight: 1, arbitrary: fault },
    ),
    { maxLength: 5 },
  ),
  latency: fc.constantFrom(0.5, 1),
});

/** Owners who rotate a good token while its issuer refuses everybody, of the kind that its others have or of another. */
export const rotatedInOutages: fc.Arbitrary<History> = fc
  .record({
    seed: fc.nat(),
    tokens: fc.array(fc.record({ ...TOKEN, dead: fc.constant(false) }), { minLength: 4, maxLength: 7 }),
    from: fc.integer({ min: 61, max: 110 }),
    after: fc.integer({ min: 1, max: 30 }),
    minutes: fc.integer({ min: 45, max: 110 }),
    how: fc.constantFrom(...MASS_REFUSALS),
    plan: fc.array(fault, { maxLength: 2 }),
    latency: fc.constantFrom(0.2, 1),
  })
  .map(({ seed, tokens, from, after, minutes, how, plan, latency }) => ({
    seed,
    tokens,
    happenings: [
      { what: 'refuses all', minute: from, how, minutes },
      { what: 'rotates', minute: from + after, token: 0, good: true, revokes: 0 },
    ],
    plan,
    latency,
  }));

const one = fc.tuple(fc.record({ ...TOKEN, dead: fc.constant(false) }));
const oneBot = fc.tuple(fc.record({ ...TOKEN, kind: fc.constant('discord.bot' as const), dead: fc.constant(false) }));
const first = fc.constant(0);

/** Owners who put one bad version after the other, and good ones between. */
export const restless: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: one,
  happenings: fc.array(
    fc.record({
      what: fc.constant('rotates' as const),
      minute,
      token: first,
      good: fc.boolean(),
      revokes: fc.constant(0),
    }),
    { minLength: 4, maxLength: 16 },
  ),
  plan: fc.array(fault, { maxLength: 4 }),
  latency: fc.constantFrom(0.2, 1),
});

/** An alert just before a run of the sweeper, a channel that is down, and senders that are slow. */
export const overlaps: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: one,
  happenings: fc.tuple(
    fc.record({
      what: fc.constant('rotates' as const),
      minute: fc.integer({ min: 5 * 60, max: 40 * 60 }).map((seconds) => seconds / 60),
      token: first,
      good: fc.constant(false),
      revokes: fc.constant(0),
    }),
    fc.record({ ...CHANNEL, minute: fc.constant(4), minutes: fc.integer({ min: 1, max: 60 }) }),
  ),
  plan: fc.array(
    fc.record({
      effect: fc.constantFrom('find' as const, 'claim' as const, 'send' as const, 'mark' as const),
      nth: fc.nat(5),
      fault: fc.constantFrom('slow' as const, 'fail' as const),
    }),
    { maxLength: 6 },
  ),
  latency: fc.constantFrom(0.2, 1),
});

/** Just before a sweep. */
const atSweep = fc.record({ sweep: fc.integer({ min: 1, max: 4 }), before: fc.integer({ min: -60, max: 60 }) });
const atSweepMinute = atSweep.map(({ sweep, before }) => 60 * sweep - before / 60);

/** A token that died, and an issuer that takes it for a good one for moments, or for a while. */
export const glimpses: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: one,
  happenings: fc.tuple(
    fc.record({ what: fc.constant('dies' as const), minute, token: first, explicit: fc.boolean() }),
    fc.record({
      what: fc.constant('glimpse' as const),
      minute: atSweepMinute,
      token: first,
      seconds: fc.integer({ min: 30, max: 150 }),
    }),
  ),
  plan: fc.array(fault, { maxLength: 6 }),
  latency: fc.constantFrom(0.2, 1),
});

/** Workers that sleep over an answer, beside others that look at the same token, while the second look is late. */
export const sleepyLooks: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: oneBot,
  happenings: fc.array(
    fc.oneof(
      fc.record({
        what: fc.constant('dies' as const),
        minute: fc.integer({ min: 1, max: 59 }),
        token: first,
        explicit: fc.constant(false),
      }),
      fc.record({
        what: fc.constant('blips' as const),
        minute: atSweepMinute,
        token: first,
        seconds: fc.integer({ min: 30, max: 150 }),
      }),
    ),
    { minLength: 1, maxLength: 2 },
  ),
  plan: fc.array(
    fc.oneof(
      fc.record({
        effect: fc.constantFrom('ask' as const, 'describe' as const),
        nth: fc.nat(3),
        fault: fc.constantFrom('freeze-before' as const, 'freeze-after' as const),
      }),
      fc.record({
        delivery: fc.constant('message' as const),
        nth: fc.nat(4),
        fault: fc.constantFrom('twice' as const, 'drop' as const),
      }),
    ),
    { maxLength: 8 },
  ),
  latency: fc.constantFrom(0.2, 1),
});

/** Rotations under the look: the old value is refused at once, and its issuer says why. */
export const rotations: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: oneBot,
  happenings: fc.array(
    fc.record({
      what: fc.constant('rotates' as const),
      minute: atSweep.map(({ sweep, before }) => 60 * sweep + Math.abs(before) / 60),
      token: first,
      good: fc.constant(true),
      revokes: fc.constantFrom(-1, 0),
      explicit: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  plan: fc.array(
    fc.record({
      effect: fc.constantFrom('load' as const, 'read' as const, 'ask' as const, 'describe' as const, 'store' as const),
      nth: fc.nat(6),
      fault: fc.constantFrom(
        'slow' as const,
        'freeze-before' as const,
        'freeze-after' as const,
        'crash-after' as const,
      ),
    }),
    { maxLength: 6 },
  ),
  latency: fc.constantFrom(0.5, 1),
});

/** The same, with nobody to say which version a secret has, and no word of the rotation. */
export const unseenRotations: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: oneBot,
  happenings: fc.tuple(
    fc.record({
      what: fc.constant('rotates' as const),
      minute: fc.integer({ min: 1, max: 40 }).map((seconds) => 60 + seconds / 60),
      token: first,
      good: fc.constant(true),
      revokes: fc.constant(0),
      explicit: fc.boolean(),
    }),
  ),
  plan: fc
    .tuple(
      fc.record({
        effect: fc.constant('ask' as const),
        nth: fc.integer({ min: 1, max: 3 }),
        fault: fc.constantFrom('slow' as const, 'freeze-before' as const),
      }),
      fc.record({
        effect: fc.constant('describe' as const),
        nth: fc.nat(2),
        fault: fc.constantFrom('fail' as const, 'lost' as const),
      }),
      fc.record({
        delivery: fc.constant('label' as const),
        nth: fc.constant(0),
        fault: fc.constantFrom('drop' as const, 'late' as const),
      }),
      fc.array(fault, { maxLength: 4 }),
    )
    .map(([asked, described, told, others]): readonly Planned[] => [asked, described, told, ...others]),
  latency: fc.constantFrom(0.5, 1),
});

/** New versions that their issuer knows only after minutes, or forgets for a while. */
export const slowIssuers: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: one,
  happenings: atSweepMinute.chain((minute) =>
    fc.tuple(
      fc.record({
        what: fc.constant('rotates' as const),
        minute: fc.constant(minute),
        token: first,
        good: fc.constant(true),
        revokes: fc.constant(0),
      }),
      fc.record({
        what: fc.constant('comes and goes' as const),
        minute: fc.constantFrom(minute, minute + 1, minute + 30),
        token: first,
        dead: fc.integer({ min: 1, max: 50 }),
        alive: fc.constant(1),
        times: fc.constant(1),
      }),
    ),
  ),
  plan: fc.array(fault, { maxLength: 4 }),
  latency: fc.constantFrom(0.2, 1),
});

/** Owners who ask for quiet while something happens to their tokens. */
export const snoozes: fc.Arbitrary<History> = fc.record({
  seed: fc.nat(),
  tokens: fc.tuple(
    fc.record({
      ...TOKEN,
      hours: fc.integer({ min: 4, max: 14 }),
      kind: fc.constant('discord.oauth' as const),
      dead: fc.constant(false),
    }),
  ),
  happenings: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ ...SNOOZES, minute, minutes: fc.integer({ min: 1, max: 400 }) }) },
      { weight: 1, arbitrary: fc.record({ ...DENIED, minute, minutes: fc.integer({ min: 60, max: 300 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ what: fc.constant('dies' as const), minute, token, explicit: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.record({ what: fc.constant('schedule off' as const), minute, minutes }) },
    ),
    { minLength: 1, maxLength: 5 },
  ),
  plan: fc.array(fault, { maxLength: 3 }),
  latency: fc.constantFrom(0.2, 1),
});

export const history: fc.Arbitrary<History> = fc.oneof(
  { weight: 1, arbitrary: sleepers },
  { weight: 4, arbitrary: anything },
  { weight: 2, arbitrary: deliveries },
);
