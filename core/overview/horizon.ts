import { DAY, type Instant } from '../base/time.ts';
import { isKeptMoving } from '../digest/due.ts';
import { byUrgency, isBroken, type Row } from './row.ts';

/** How far the horizon reaches. */
export const HORIZON = 90 * DAY;

/** One token on its owner's line. `day` counts from today, 0 to 89. */
export type Mark = { readonly row: Row; readonly day: number };

/** One owner's dates; absent owner: tokens without one. `more`: lies further ahead, or has no date. */
export type Lane = { readonly owner?: string; readonly marks: readonly Mark[]; readonly more: number };

export type Horizon = {
  /** Those whose first date comes first, first. */
  readonly lanes: readonly Lane[];
  /** Owners for whom there was no room. */
  readonly others: number;
};

/** What ends when, by owner. A date that something moves in time is nobody's to wait for, and what is dead has none. */
export const horizonOf = (rows: readonly Row[], most: number, now: Instant): Horizon => {
  const owners = Map.groupBy(rows, ({ record }) => record.owner ?? '');
  const lanes = [...owners].map(([owner, its]) => laneOf(owner, its, now));
  const sorted = lanes.sort((a, b) => firstDay(a) - firstDay(b) || ((a.owner ?? '') < (b.owner ?? '') ? -1 : 1));
  return { lanes: sorted.slice(0, most), others: Math.max(0, sorted.length - most) };
};

const laneOf = (owner: string, rows: readonly Row[], now: Instant): Lane => {
  const marks = rows
    .flatMap((row): readonly Mark[] => {
      const { due, record, state } = row;
      if (due === undefined || isBroken(state) || isKeptMoving(due, record, now)) return [];
      const day = Math.max(0, Math.floor((due.at - now) / DAY));
      return day * DAY < HORIZON ? [{ row, day }] : [];
    })
    .sort((a, b) => a.day - b.day || byUrgency(a.row, b.row));
  return { ...(owner !== '' && { owner }), marks, more: rows.length - marks.length };
};

const firstDay = ({ marks }: Lane): number => marks[0]?.day ?? Number.MAX_SAFE_INTEGER;
