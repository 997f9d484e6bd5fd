import type { Point } from './cloudwatch.ts';

/** What the deployed monitor sends to CloudWatch, by metric, in seconds since the deployment. */
export type Series = ReadonlyMap<string, readonly Point[]>;

const HOUR = 3600;
const NEVER = Number.POSITIVE_INFINITY;

/** When something of the monitor stops; what is not named lives on. */
export type Deaths = {
  /** The schedule of discover is off. */
  readonly sweeps?: number;
  /** No run of probe: its mapping is off, or its concurrency 0. */
  readonly probe?: number;
  /** Probe runs and puts everything back. */
  readonly judging?: number;
  /** No run of notify, by minute or stream. */
  readonly notify?: number;
  readonly channel?: number;
  readonly tags?: number;
  /** What each function writes to its log is lost, metrics with it. */
  readonly discoverLog?: number;
  readonly probeLog?: number;
  readonly notifyLog?: number;
};

export type Life = Deaths & {
  readonly interval: number;
  readonly firstTick: number;
  /** From when on there are tagged secrets. */
  readonly tagged: number;
  readonly until: number;
  /** More points, by metric. */
  readonly also?: Readonly<Record<string, readonly Point[]>>;
};

/** Between a sweep and the last verdict of it. */
const LOOK = 150;
/** What SQS keeps of a message that nobody takes. */
const RETENTION = 24 * HOUR;

export const seriesOf = (life: Life): Series => {
  const series = new Map<string, Point[]>(Object.entries(life.also ?? {}).map(([name, points]) => [name, [...points]]));
  const send = (name: string, at: number, value: number, log: number | undefined): void => {
    if (at < (log ?? NEVER) && at <= life.until)
      series
        .set(name, series.get(name) ?? [])
        .get(name)
        ?.push({ at, value });
  };
  const lives = (part: keyof Deaths, at: number): boolean => at < (life[part] ?? NEVER);
  const ticks: number[] = [];
  for (let tick = life.firstTick, n = 0; tick < life.until; tick += life.interval, n++)
    // The scheduler is up to a minute late.
    if (lives('sweeps', tick)) ticks.push(tick + ((n * 17) % 45));

  for (const at of ticks) {
    const found = at >= life.tagged && lives('tags', at) ? 3 : 0;
    send('SweepCompleted', at, 1, life.discoverLog);
    send('TokensDiscovered', at, found, life.discoverLog);
    if (found > 0) send('TokensJudged', at, 0, life.discoverLog);
    const judged = found > 0 && lives('judging', at) ? found : 0;
    if (found > 0 && lives('probe', at)) send('TokensJudged', at + LOOK, judged, life.probeLog);
  }
  // The first run may be three minutes after the alarms were made.
  const minutes: Point[] = [];
  for (let at = 180; at < life.until; at += 60) {
    if (!lives('notify', at) || at >= (life.notifyLog ?? NEVER)) continue;
    minutes.push({ at, value: 0 });
  }
  series.set(
    'SweepCompleted',
    [...(series.get('SweepCompleted') ?? []), ...minutes].sort((a, b) => a.at - b.at),
  );
  series.set(
    'OldestUndeliveredSeconds',
    minutes.map(({ at }) => ({ at, value: lives('channel', at) ? 0 : at - (life.channel ?? at) })),
  );
  const waiting = ticks.filter((at) => at >= life.tagged && !lives('probe', at));
  series.set(
    'ApproximateAgeOfOldestMessage',
    Array.from({ length: Math.floor(life.until / 60) }, (_, n) => n * 60).flatMap((at) => {
      const oldest = waiting.find((sent) => sent > at - RETENTION);
      return oldest === undefined || oldest > at ? [] : [{ at, value: at - oldest }];
    }),
  );
  return series;
};
