import type { Instant } from '../../core/base/time.ts';

export type Span = { readonly from: Instant; readonly to: Instant };

/** When something was so; what still is has no end. */
export const createSpans = (now: () => Instant) => {
  const all: { from: Instant; to: Instant }[] = [];
  return {
    all: all as readonly Span[],
    begin: () => {
      if (all.at(-1)?.to !== Number.POSITIVE_INFINITY) all.push({ from: now(), to: Number.POSITIVE_INFINITY });
    },
    end: () => {
      const last = all.at(-1);
      if (last?.to === Number.POSITIVE_INFINITY) last.to = now();
    },
    /** Ends by itself; 0: a moment. */
    brief: (ms: number) => {
      all.push({ from: now(), to: now() + ms });
    },
  };
};
export type Spans = ReturnType<typeof createSpans>;

export const covers = (spans: readonly Span[], at: Instant): boolean =>
  spans.some(({ from, to }) => from <= at && at < to);

const inOrder = (spans: readonly Span[]): readonly Span[] =>
  spans.every(({ from }, index) => from >= (spans[index - 1]?.from ?? from))
    ? spans
    : spans.toSorted((a, b) => a.from - b.from);

/** The first moment not before `from` that has `length` after it in which nothing was in the way. */
export const quietSince = (from: Instant, length: number, inTheWay: readonly Span[]): Instant => {
  let since = from;
  for (const span of inOrder(inTheWay)) {
    if (span.from > since + length) break;
    since = Math.max(since, span.to);
  }
  return since;
};
