/** Scheduler takes names of the IANA database, 50 characters at most; Intl also reads offsets and any case. */
const NAME = /^(?=.{1,50}$)[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** `Europe/Berlin`, also under an older name of the same place, but not `europe/berlin` and not `+02:00`. */
export const isTimeZone = (name: string): boolean => {
  const resolved = resolve(name);
  return resolved !== undefined && (resolved === name || resolved.toLowerCase() !== name.toLowerCase());
};

const resolve = (timeZone: string): string | undefined => {
  if (!NAME.test(timeZone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};
