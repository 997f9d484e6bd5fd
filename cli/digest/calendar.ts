import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { errorName } from '../../adapters/aws/calls.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import type { Instant } from '../../core/base/time.ts';
import { datesOfMessage } from '../../messages/calendar/from-message.ts';
import { dateOfRecord } from '../../messages/calendar/from-record.ts';
import { type CalendarDate, calendarOf } from '../../messages/calendar/ics.ts';
import { UNREADABLE, WRONG_USE } from '../commands/exit.ts';
import { fail, NOTHING_FOUND } from './digest.ts';
import { type Known, knownBy, tableTrouble } from './known.ts';
import type { Wish } from './wish.ts';

/** Writes the dates of all known tokens, or of one message. Gives the exit code. Throws StateError. */
export const calendar = async (wish: Wish): Promise<number> => {
  const now = Date.now();
  const found = await datesFor(wish, now);
  if ('trouble' in found) return fail(found.trouble, found.code);
  const [first, ...rest] = found.dates
    .filter(({ owner }) => wish.owner === undefined || owner === wish.owner)
    .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  if (first === undefined) return fail(NO_DATE, NOTHING_FOUND);
  return write(calendarOf([first, ...rest], now), wish.out);
};

const NO_DATE: Trouble = {
  what: 'no known token has a date',
  remedy: 'declare one by the tag token-health:expires-at, or see what is known: token-health digest',
};

type Found = { readonly dates: readonly CalendarDate[] } | { readonly trouble: Trouble; readonly code: number };

const datesFor = async (wish: Wish, now: Instant): Promise<Found> => {
  if (wish.message !== undefined) return ofMessage(wish.message);
  const known = await knownBy(wish);
  if (known === undefined) return { dates: [] };
  try {
    return { dates: await datesIn(known, now) };
  } catch (error) {
    if (wish.table === undefined) throw error;
    return { trouble: tableTrouble(wish.table, errorName(error)), code: UNREADABLE.code };
  } finally {
    known.close();
  }
};

/** What has left the list has no date to keep. */
const datesIn = async ({ readAll, listed }: Known, now: Instant): Promise<readonly CalendarDate[]> => {
  const list = await listed();
  const dates: CalendarDate[] = [];
  for await (const page of readAll())
    for (const kept of page)
      if (kept.what === 'record' && (list === undefined || list.names.has(kept.record.ref.name)))
        dates.push(...dateOfRecord(kept.record, now));
  return dates;
};

const ofMessage = async (file: string): Promise<Found> => {
  try {
    const said = file === '-' ? await text(process.stdin) : readFileSync(file, 'utf8');
    const dates = datesOfMessage(said);
    return dates === undefined ? { trouble: noMessage(file), code: WRONG_USE.code } : { dates };
  } catch (error) {
    const why = Object(error).code;
    if (typeof why !== 'string') throw error;
    return {
      trouble: { what: `cannot read ${file}`, why, remedy: 'check its name and rights' },
      code: UNREADABLE.code,
    };
  }
};

const noMessage = (file: string): Trouble => ({
  what: `${file === '-' ? 'standard input' : file} is no message of this monitor`,
  remedy: 'give the JSON that SQS, HTTPS or Lambda get: docs/alerts.md',
});

const write = (calendarText: string, out: string | undefined): number => {
  if (out === undefined) {
    process.stdout.write(calendarText);
    return 0;
  }
  try {
    writeFileSync(out, calendarText);
    return 0;
  } catch (error) {
    const why = Object(error).code;
    if (typeof why !== 'string') throw error;
    return fail({ what: `cannot write ${out}`, why, remedy: 'check the folder and its rights' }, UNREADABLE.code);
  }
};
