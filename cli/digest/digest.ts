import { errorName } from '../../adapters/aws/calls.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import type { Frame } from '../../core/digest/gather.ts';
import { noticeOf } from '../../core/digest/notice.ts';
import type { Digest } from '../../core/model/digest.ts';
import { digestMessageOf } from '../../messages/json/digest.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import { type Gathered, gatherDigests } from '../../monitor/digest/digest.ts';
import { UNREADABLE } from '../commands/exit.ts';
import { errorText } from '../render/error.ts';
import { terminalOf } from '../render/style.ts';
import { knownBy, tableTrouble } from './known.ts';
import type { Wish } from './wish.ts';

/** A terminal scrolls: nothing is left out. */
const ALL = Number.MAX_SAFE_INTEGER;
const MOST: Frame['most'] = {
  now: ALL,
  due: ALL,
  later: ALL,
  noEnd: ALL,
  unknownEnd: ALL,
  unchecked: ALL,
  unanswered: ALL,
  quiet: ALL,
  unowned: ALL,
  gone: ALL,
};

export const NOTHING_FOUND = 5;

/** Prints how all known tokens stand. Gives the exit code. Throws StateError. */
export const digest = async (wish: Wish): Promise<number> => {
  const gathered = await gather(wish);
  if ('trouble' in gathered) return fail(gathered.trouble, gathered.code);
  const { digests, unreadable } = gathered;
  if (unreadable > 0) process.stderr.write(`note: ${unreadable} items of another release are left out\n`);
  const asked = digests.filter(({ owner }) => wish.owner === undefined || owner === wish.owner);
  if (asked.length === 0) return fail(nobody(wish.owner, digests), NOTHING_FOUND);
  tell(asked, wish);
  return 0;
};

type Failed = { readonly trouble: Trouble; readonly code: number };

const gather = async (wish: Wish): Promise<Gathered | Failed> => {
  const known = await knownBy(wish);
  if (known === undefined) return { trouble: nobody(undefined, []), code: NOTHING_FOUND };
  const frame = { every: wish.every, timeZone: 'UTC' } as const;
  try {
    return await gatherDigests({ ...known, clock: Date.now }, frame, Date.now(), MOST);
  } catch (error) {
    if (wish.table === undefined) throw error;
    return { trouble: tableTrouble(wish.table, errorName(error)), code: UNREADABLE.code };
  } finally {
    known.close();
  }
};

const tell = (digests: readonly Digest[], { json, color }: Wish): void => {
  const notices = digests.map(noticeOf);
  const terminal = terminalOf(process.stdout, process.env, { color, ascii: false });
  const text = json
    ? `${JSON.stringify({ schemaVersion: 1, digests: notices.map((notice) => digestMessageOf(notice)) }, null, 2)}\n`
    : notices.map((notice) => renderTerminal([notice], terminal)).join('\n');
  process.stdout.write(text);
};

type Owned = { readonly owner?: string | undefined };

/** Why there is nothing to tell: nothing is known, or nothing of that owner. */
export const nobody = (owner: string | undefined, known: readonly Owned[]): Trouble => {
  const owners = known.flatMap(({ owner: one }) => one ?? []);
  const near = owner === undefined ? undefined : nearest(owner, owners);
  if (owner === undefined || known.length === 0)
    return {
      what: 'no token is known yet',
      remedy: 'look at some first: token-health check, or name a table: --table NAME',
    };
  return {
    what: `no token has the owner "${owner}"`,
    remedy: near === undefined ? 'leave --owner out to see all' : `use --owner ${near}`,
  };
};

export const fail = (trouble: Trouble, code: number): number => {
  process.stderr.write(`${errorText(trouble)}\n`);
  return code;
};
