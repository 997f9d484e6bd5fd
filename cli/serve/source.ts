import type { Overview } from '../../core/overview/overview.ts';
import type { Answered } from '../../messages/overview/answers.ts';
import type { Start } from '../../messages/overview/empty.ts';
import type { Names } from '../../messages/overview/medium.ts';
import type { Order } from '../../monitor/overview/act.ts';

/** Where what is shown is known, and where what is pressed is done: this machine, a deployment, the demo. Both throw StateError. */
export type Source = {
  readonly read: () => Promise<Overview>;
  readonly act: (order: Order) => Promise<Answered>;
  readonly names: Names;
  /** What a newcomer does first. */
  readonly start: Start;
  readonly canLook: boolean;
  readonly canSweep: boolean;
  readonly close: () => void;
};
