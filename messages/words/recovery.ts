import { HOUR, MINUTE, span, utc } from '../../core/base/time.ts';
import type { Alert, Ended } from '../../core/model/alert.ts';
import { timeBeside } from './cause.ts';
import { outside } from './facts.ts';

/** `was rejected for 52 to 112 min`: when it broke is known as well as the looks were dense; undefined in a text of another release. */
export const wasFor = (alert: Alert): string | undefined => {
  const { ended } = alert;
  return ended && `was ${ended.finding} for ${lasted(ended, alert)}`;
};

const lasted = ({ broke }: Ended, { at, openedAt }: Alert): string => {
  if (broke === undefined) return span(at - openedAt);
  const least = at - broke.by;
  return broke.after === undefined ? `at least ${span(least)}` : between(least, at - broke.after);
};

/** Below three hours both in minutes: `52 to 112 min`. */
const between = (least: number, most: number): string => {
  const [from, to] = [Math.floor(least / MINUTE), Math.ceil(most / MINUTE)];
  if (most >= 3 * HOUR) return span(least) === span(most) ? span(most) : `${span(least)} to ${span(most)}`;
  return from === to ? `${to} min` : `${from} to ${to} min`;
};

/** `version e5f6a7b8-..., stored 04:00 UTC`; undefined where the same version works again. */
export const fixedBy = (alert: Alert, show = outside): string | undefined => {
  const { ended, versionId, versionStoredAt: stored } = alert;
  if (!ended?.newVersion) return undefined;
  return `version ${show(versionId)}${stored === undefined ? '' : `, stored ${timeBeside(stored, alert.at)}`}`;
};

export const recoveredSince = (alert: Alert): string =>
  [utc(alert.at), wasFor(alert)].filter((part) => part !== undefined).join('; ');
