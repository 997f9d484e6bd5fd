import {
  DELIVERIES,
  DELIVERY_FAULTS,
  EFFECT_FAULTS,
  EFFECTS,
  type Effect,
  type EffectFault,
  type Faults,
  MORE_EFFECTS,
} from '../faults.ts';
import { chance } from '../random.ts';

const ALL: readonly Effect[] = [...EFFECTS, ...MORE_EFFECTS];

/** All that stores something, or hands it to another function. The audit is written with `store` and `quiet`. */
export const WRITES = [
  'begin',
  'enqueue',
  'save',
  'conclude',
  'finish',
  'store',
  'hold',
  'turn',
  'claim',
  'send',
  'mark',
  'quiet',
  'digest',
] as const satisfies readonly Effect[];

/** A worker died, or its answer was lost. */
const CRASHES = ['crash-before', 'crash-after', 'lost'] as const satisfies readonly EffectFault[];

/** Kinds of writes at which no worker died before or after, or whose answer was never lost: a run that lacks one proves little. */
export const lackingWrites = (hits: ReadonlyMap<string, number>): readonly string[] =>
  WRITES.flatMap((kind) => CRASHES.map((fault) => `${kind} ${fault}`)).filter((one) => !hits.has(one));

/**
 * So many of a kind go well before its faults come by turns, so that none is left out; besides one effect in 3,000 goes wrong, and one delivery
 * in 100. A digest that is killed in all of its three tries is lost, as it would be: its faults come when those of what it reads by are over.
 */
const turnsOf = (kind: Effect): { readonly first: number; readonly apart: number } => {
  if (kind === 'digest') return { first: 400, apart: 45 };
  // People ask seldom.
  return kind === 'quiet' ? { first: 1, apart: 3 } : { first: 5, apart: 7 };
};

/** Counts what it did: `store crash-after`. */
export const spreadFaults = (seed: number, isOver: () => boolean) => {
  const hits = new Map<string, number>();
  const hit = (kind: Effect, fault: EffectFault | undefined): EffectFault | undefined => {
    if (fault !== undefined) hits.set(`${kind} ${fault}`, (hits.get(`${kind} ${fault}`) ?? 0) + 1);
    return fault;
  };
  const faults: Faults = {
    effect: (kind, nth) => {
      if (isOver()) return undefined;
      const { first, apart } = turnsOf(kind);
      const turn = (nth - first) / apart;
      if (turn >= 0 && turn < EFFECT_FAULTS.length && Number.isInteger(turn)) return hit(kind, EFFECT_FAULTS[turn]);
      const draw = chance(seed, ALL.indexOf(kind), nth) * 3000;
      return draw > 1 ? undefined : hit(kind, EFFECT_FAULTS[Math.floor(draw * EFFECT_FAULTS.length)]);
    },
    delivery: (kind, nth) => {
      const draw = chance(seed, 100 + DELIVERIES.indexOf(kind), nth) * 100;
      return isOver() || draw > 1 ? undefined : DELIVERY_FAULTS[Math.floor(draw * DELIVERY_FAULTS.length)];
    },
  };
  return { faults, hits };
};
