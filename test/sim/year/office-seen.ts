import { DAY, type Instant, MINUTE } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import { isDated } from '../../../core/model/expiry.ts';
import { dueAt } from '../../../core/model/notice.ts';
import type { OfficeHours } from '../../../core/policy/office-hours.ts';
import type { World } from '../world.ts';
import { OFFICES } from './owners.ts';

/** Longer than a weekend. */
const CLOSED = 3 * DAY;
const COLLECTED = 20 * MINUTE;

/** What is not broken was told to somebody who was not there; or what is waited for somebody to be. */
export const asleep = (world: World): readonly string[] => {
  const isOpen = new Map([...OFFICES].map(([owner, hours]) => [owner, opening(hours)]));
  return world.told().flatMap((one) => {
    const open = isOpen.get(one.owner ?? '');
    if (one.kind === 'started') return [];
    if (isUrgent(one))
      return dueAt(one) - one.at > COLLECTED ? [`late: ${one.id} waited for somebody to be there`] : [];
    return open === undefined || open(dueAt(one)) || endsSoon(one)
      ? []
      : [`asleep: ${one.id} came out of office hours`];
  });
};

const isUrgent = ({ severity, ended }: Alert): boolean => severity === 'page' || ended?.severity === 'page';

const endsSoon = ({ at, diagnosis: { expiry } }: Alert): boolean => isDated(expiry) && expiry.at < at + CLOSED;

const opening = ({ timezone, from, to }: OfficeHours): ((at: Instant) => boolean) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const [weekday = '', time = ''] = format.format(at).split(/,? /);
    return !weekday.startsWith('S') && from <= time && time < to;
  };
};
