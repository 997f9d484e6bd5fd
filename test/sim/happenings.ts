import { HOUR, MINUTE, SECOND } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { tokenId } from '../../core/model/token.ts';
import { START } from '../support/make.ts';
import type { History, TokenPlan } from './history.ts';
import { type KindId, type MassRefusal, madeUp, type Outage } from './issuer.ts';
import { SNOOZE_TAG } from './vault.ts';
import type { World } from './world.ts';

/** What people, issuers and channels do, at a minute of the history. */
export type Happening = { readonly minute: number } & (
  | { readonly what: 'dies'; readonly token: number; readonly explicit: boolean }
  | {
      readonly what: 'rotates';
      readonly token: number;
      readonly good: boolean;
      /** Minutes until the old value is refused; with its reason when `explicit`. */
      readonly revokes: number;
      readonly explicit?: boolean;
    }
  /** Refused for `dead` minutes, accepted for `alive`, again and again. */
  | {
      readonly what: 'comes and goes';
      readonly token: number;
      readonly dead: number;
      readonly alive: number;
      readonly times: number;
    }
  | { readonly what: 'blips' | 'glimpse'; readonly token: number; readonly seconds: number }
  | { readonly what: 'snoozes'; readonly token: number; readonly minutes: number }
  | { readonly what: 'denied'; readonly token: number; readonly minutes: number }
  | { readonly what: 'outage'; readonly shape: Outage; readonly minutes: number }
  | { readonly what: 'refuses all'; readonly how: MassRefusal; readonly minutes: number }
  | { readonly what: 'channel'; readonly channel: number; readonly mood: 'down' | 'mute'; readonly minutes: number }
  | { readonly what: 'stream off'; readonly minutes: number }
  | { readonly what: 'schedule off'; readonly minutes: number }
);

export const arnOf = (index: number): string => `prod/token-${index}`;
const HOUR_BEFORE = START - HOUR;

/** Another one for every version of a history, the same for every run of it. */
const freshValue = (world: World, kind: KindId): string => madeUp(kind, world.issuer.truths.size + 1);

export const issue = (world: World, plan: TokenPlan, index: number): void => {
  const arn = arnOf(index);
  const value = freshValue(world, plan.kind);
  const ends = plan.kind === 'discord.oauth' ? { expiresAt: world.now() + plan.hours * HOUR } : {};
  world.issuer.truths.set(value, { kind: plan.kind, ...ends, ...(plan.dead && { diesAt: 0 }) });
  const tags = { 'token-health:provider': plan.kind, 'token-health:owner': `team-${plan.owner}` };
  world.vault.put(arn, value, tags, HOUR_BEFORE);
};

export const recordOf = (world: World, index: number): TokenRecord | undefined => {
  const id = tokenId(arnOf(index));
  return world.table.load([id]).get(id);
};

/** Begins it, and plans its end. */
export const happen = (world: World, past: History, one: Happening): void => {
  const arn = 'token' in one ? arnOf(one.token % past.tokens.length) : '';
  const truth = world.issuer.truths.get(world.vault.current(arn)?.value ?? '');
  const now = world.now();
  switch (one.what) {
    case 'dies':
      if (truth) Object.assign(truth, { diesAt: Math.min(truth.diesAt ?? now, now), explicit: one.explicit });
      return;
    case 'comes and goes': {
      const spell = (nth: number) => now + nth * (one.dead + one.alive) * MINUTE;
      if (truth)
        truth.spells ??= Array.from({ length: one.times }, (_, nth) => ({
          from: spell(nth),
          to: spell(nth) + one.dead * MINUTE,
        }));
      return;
    }
    case 'blips':
      if (truth) truth.blip ??= { from: now, to: now + one.seconds * SECOND };
      return;
    case 'glimpse':
      if (truth) truth.glimpse ??= { from: now, to: now + one.seconds * SECOND };
      return;
    case 'snoozes':
      world.vault.tag(arn, { [SNOOZE_TAG]: new Date(now + one.minutes * MINUTE).toISOString() });
      return;
    case 'rotates':
      rotate(world, past, one, arn);
      return;
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
      if (!past.tokens.every((_, index) => recordOf(world, index)?.accepted !== undefined)) return;
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

type Rotation = Extract<Happening, { what: 'rotates' }>;

const rotate = (world: World, past: History, one: Rotation, arn: string): void => {
  const now = world.now();
  const old = world.issuer.truths.get(world.vault.current(arn)?.value ?? '');
  if (old) {
    old.diesAt = Math.min(old.diesAt ?? Number.POSITIVE_INFINITY, now + one.revokes * MINUTE);
    if (one.explicit) old.explicit = true;
  }
  const { kind } = past.tokens[one.token % past.tokens.length]!;
  const value = freshValue(world, kind);
  const ends = kind === 'discord.oauth' ? { expiresAt: now + 400 * HOUR } : {};
  world.issuer.truths.set(value, { kind, ...ends, ...(!one.good && { diesAt: 0 }) });
  world.vault.put(arn, value, {});
  world.labelMoved(arn);
};

export const heal = (world: World): void => {
  world.issuer.mend();
  world.stream(true);
  world.schedule(true);
  for (const inbox of world.inboxes) inbox.be('well');
  for (const arn of world.vault.arns()) world.vault.deny(arn, false);
};
