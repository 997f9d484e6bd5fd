const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;
const DAY = 86_400;

const FIELD = `[A-Za-z0-9*?,/#LW-]+`;
const CRON = new RegExp(String.raw`^cron\((?:${FIELD} ){5}${FIELD}\)$`);

const isUnit = (unit: string | undefined): unit is keyof typeof SECONDS => unit !== undefined && unit in SECONDS;

/** Seconds between sweeps: of a rate its own, of a cron expression at most a day. Undefined when it is neither. */
export const sweepInterval = (schedule: string): number | undefined => {
  if (CRON.test(schedule)) return DAY;
  const [, amount, unit] = /^rate\((\d{1,4}) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const seconds = isUnit(unit) ? Number(amount) * SECONDS[unit] : 0;
  return seconds >= SECONDS.minute && seconds <= DAY ? seconds : undefined;
};

export const isCron = (schedule: string): boolean => CRON.test(schedule);
