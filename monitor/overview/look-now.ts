import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Clock, KeepLook, LoadRecords, TakeSlot } from '../ports.ts';

export type LookPorts = {
  readonly load: LoadRecords;
  readonly takeSlot: TakeSlot;
  readonly keepLook: KeepLook;
  /** Has the secret of this token looked at now: by whatever looks at it anyway. */
  readonly begin: (record: TokenRecord) => Promise<void>;
  readonly clock: Clock;
};

/** `too soon`: it was asked about a moment ago, and may be again at `freeAt`. */
export type LookBegun =
  | { readonly answer: 'begun'; readonly record: TokenRecord; readonly at: Instant }
  | { readonly answer: 'too soon'; readonly record: TokenRecord; readonly freeAt: Instant }
  | { readonly answer: 'unknown token' };

/** Between two looks that people ask for. Issuers block addresses that repeat a refused token (design.md 4), so of these it is longer. */
const APART = MINUTE;
const APART_WHEN_REFUSED = 10 * MINUTE;

/** Begins a look at one token and writes down who asked for it, before. Throws when a port does. */
export const lookNow = async (tokenId: string, by: string, ports: LookPorts): Promise<LookBegun> => {
  const record = (await ports.load([tokenId])).get(tokenId);
  if (record === undefined) return { answer: 'unknown token' };
  const now = ports.clock();
  const refused = record.refused !== undefined || record.doubted !== undefined;
  const slot = await ports.takeSlot(`look#${tokenId}`, refused ? APART_WHEN_REFUSED : APART, now, now);
  if (!slot.granted) return { answer: 'too soon', record, freeAt: slot.freeAt };
  await ports.keepLook({ schema: 1, token: record.ref, at: now, by, looked: true });
  await ports.begin(record);
  return { answer: 'begun', record, at: now };
};
