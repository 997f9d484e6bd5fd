const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When a digest is made: on one day of the week, or on each. */
export type DigestAt = { readonly day?: (typeof DAYS)[number]; readonly hour: number; readonly minute: number };

/** `mon 09:00`, or `09:00`; undefined for anything else. */
export const readDigestAt = (text: string): DigestAt | undefined => {
  const [, day, hour, minute] = /^(?:([a-z]{3}) )?([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const known = DAYS.find((one) => one === day);
  if (hour === undefined || minute === undefined || (day !== undefined && known === undefined)) return undefined;
  return { ...(known && { day: known }), hour: Number(hour), minute: Number(minute) };
};

export type DigestSettings = { readonly digest: 'weekly' | 'daily' | 'off'; readonly digestAt?: string | undefined };

/** Monday at nine, or every day at nine, where nobody says. */
export const digestTime = ({ digest, digestAt }: DigestSettings): DigestAt => {
  const at = digestAt === undefined ? undefined : readDigestAt(digestAt);
  return at ?? { ...(digest === 'weekly' && { day: 'mon' as const }), hour: 9, minute: 0 };
};

/** Why this time does not go with this digest; undefined when it does. */
export const digestProblem = ({ digest, digestAt }: DigestSettings): string | undefined => {
  if (digest === 'off' || digestAt === undefined) return undefined;
  const { day } = digestTime({ digest, digestAt });
  if (digest === 'weekly' && day === undefined) return 'a weekly digest needs its day; write it as "mon 09:00"';
  return digest === 'daily' && day !== undefined ? 'a daily digest has no day; write it as "09:00"' : undefined;
};

/** docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html: one of day-of-month and day-of-week is `?`. */
export const digestCron = (settings: DigestSettings): string => {
  const { day, hour, minute } = digestTime(settings);
  return day === undefined ? `cron(${minute} ${hour} * * ? *)` : `cron(${minute} ${hour} ? * ${day.toUpperCase()} *)`;
};
