import { utc } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';

const dayOf = (at: number): string => utc(at).slice(0, 14);

/** That nothing may depend on it, and how far that is known: from its first look on the monitor's own reads hide all others. */
export const usedFact = ({ unread }: Alert): string | undefined => {
  if (unread === undefined) return undefined;
  const nobody = unread.never
    ? `nobody has read this secret since it was made, ${dayOf(unread.since)},`
    : `nobody read this secret after ${dayOf(unread.since)}`;
  return `${nobody} until it was first watched, ${dayOf(unread.until)}: nothing may depend on it. If so, retire it`;
};
