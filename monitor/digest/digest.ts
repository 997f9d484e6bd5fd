import { Fault } from '../../core/base/fault.ts';
import type { Instant } from '../../core/base/time.ts';
import { type Frame, type Gathering, type Listed, newGathering } from '../../core/digest/gather.ts';
import { noticeOf } from '../../core/digest/notice.ts';
import { periodOf } from '../../core/digest/period.ts';
import type { Digest, Every } from '../../core/model/digest.ts';
import type { DigestNotice } from '../../core/model/notice.ts';
import type { Clock, Kept, ReadAll, StoreNotice } from '../ports.ts';

export type GatherPorts = {
  readonly readAll: ReadAll;
  readonly listed: () => Promise<Listed | undefined>;
  readonly clock: Clock;
};

export type DigestPorts = GatherPorts & {
  readonly store: StoreNotice<DigestNotice>;
  readonly every: Every;
  /** An IANA name: whose calendar names the period. */
  readonly timeZone: string;
};

/** Rows a section of what is stored and sent: all of them fit into an item of the table. */
export const MOST: Frame['most'] = {
  now: 40,
  due: 40,
  later: 20,
  noEnd: 10,
  unknownEnd: 10,
  unchecked: 10,
  unanswered: 10,
  quiet: 10,
  unowned: 10,
  gone: 10,
};

export type Digested = {
  readonly period: string;
  readonly owners: number;
  /** Those that were not there already. */
  readonly stored: number;
  readonly tokens: number;
};

/**
 * Stores one digest an owner, to be delivered like all else. `scheduledAt` names the period: a run that is repeated, or goes on where another
 * died, stores what is missing and nothing twice. What is of another release is left out, and fails the run after all is stored.
 */
export const tellDigests = async (ports: DigestPorts, scheduledAt: Instant): Promise<Digested> => {
  const { digests, unreadable } = await gatherDigests(ports, ports, scheduledAt);
  let stored = 0;
  for (const digest of digests) if ((await ports.store(noticeOf(digest))) === 'stored') stored += 1;
  if (unreadable > 0) throw new Fault(`${unreadable} items in the table have the shape of another release`);
  const tokens = digests.reduce((sum, digest) => sum + digest.tokens, 0);
  return { period: periodOf(ports.every, scheduledAt, ports.timeZone).name, owners: digests.length, stored, tokens };
};

type Wish = { readonly every: Every; readonly timeZone: string };
export type Gathered = { readonly digests: readonly Digest[]; readonly unreadable: number };

/** Reads the state once, page by page. `most`: rows a section, where others than those of a message are wanted. */
export const gatherDigests = async (
  { readAll, listed, clock }: GatherPorts,
  { every, timeZone }: Wish,
  at: Instant,
  most: Frame['most'] = MOST,
): Promise<Gathered> => {
  const list = await listed();
  const period = periodOf(every, at, timeZone);
  const gathering = newGathering({ period, now: clock(), most, ...(list && { listed: list }) });
  let unreadable = 0;
  for await (const page of readAll())
    for (const kept of page) {
      if (kept.what === 'unreadable') unreadable += 1;
      else take(gathering, kept);
    }
  return { digests: gathering.digests(), unreadable };
};

const take = (gathering: Gathering, kept: Exclude<Kept, { what: 'unreadable' }>): void => {
  switch (kept.what) {
    case 'record':
      gathering.record(kept.record);
      break;
    case 'told':
      gathering.told(kept.told);
      break;
    case 'issuer':
      break;
    case 'sweep':
      gathering.sweep(kept.startedAt, kept.finished);
      break;
  }
};
