import type { Order } from './order.ts';

/** Counts all and keeps the first `most` by an order, in memory that does not grow with what is added. */
export type Top<R> = {
  readonly add: (row: R) => void;
  readonly section: () => { readonly count: number; readonly rows: readonly R[] };
};

export const topOf = <R>(most: number, order: Order<R>): Top<R> => {
  let kept: R[] = [];
  let count = 0;
  const trim = (): void => {
    kept = kept.sort(order).slice(0, most);
  };
  return {
    add: (row) => {
      count += 1;
      kept.push(row);
      if (kept.length >= 2 * most + SLACK) trim();
    },
    section: () => {
      trim();
      return { count, rows: [...kept] };
    },
  };
};

/** Sorted now and then, not at each row. */
const SLACK = 64;
