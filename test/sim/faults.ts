/** Everything a worker does to the world outside itself. */
export const EFFECTS = [
  'list',
  'describe',
  'last',
  'begin',
  'finish',
  'enqueue',
  'load',
  'read',
  'previous',
  'ask',
  'store',
  'weigh',
  'hold',
  'due',
  'find',
  'turn',
  'claim',
  'send',
  'mark',
  'concluded',
  'conclude',
  'legs',
  'save',
] as const;
/** Of people at a command, and of the digest: drawn for years alone, so that shorter histories stay what they are. */
export const MORE_EFFECTS = ['every', 'quiet', 'gather', 'digest'] as const;
export type Effect = (typeof EFFECTS)[number] | (typeof MORE_EFFECTS)[number];

/** What the platform does between workers: start of a tick, a message of the queue, a record of the stream, an event of a label. */
export const DELIVERIES = ['tick', 'message', 'record', 'label'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** `lost`: done, and the answer never came. `freeze`: the worker stands still for minutes, longer than its claim, and wakes. */
export const EFFECT_FAULTS = [
  'crash-before',
  'crash-after',
  'fail',
  'lost',
  'freeze-before',
  'freeze-after',
  'slow',
] as const;
export type EffectFault = (typeof EFFECT_FAULTS)[number];

export const DELIVERY_FAULTS = ['drop', 'twice', 'late'] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** What goes wrong with the `nth` effect or delivery of its kind, counted from 0. */
export type Faults = {
  readonly effect: (kind: Effect, nth: number) => EffectFault | undefined;
  readonly delivery: (kind: Delivery, nth: number) => DeliveryFault | undefined;
};

export const NO_FAULTS: Faults = { effect: () => undefined, delivery: () => undefined };

export type Planned =
  | { readonly effect: Effect; readonly nth: number; readonly fault: EffectFault }
  | { readonly delivery: Delivery; readonly nth: number; readonly fault: DeliveryFault };

/** Faults named one by one, so that a shorter list is a smaller history. */
export const planned = (plan: readonly Planned[]): Faults => {
  const effects = new Map(plan.flatMap((p) => ('effect' in p ? [[`${p.effect} ${p.nth}`, p.fault] as const] : [])));
  const deliveries = new Map(
    plan.flatMap((p) => ('delivery' in p ? [[`${p.delivery} ${p.nth}`, p.fault] as const] : [])),
  );
  return {
    effect: (kind, nth) => effects.get(`${kind} ${nth}`),
    delivery: (kind, nth) => deliveries.get(`${kind} ${nth}`),
  };
};
