import { MINUTE } from '../../core/base/time.ts';
import { isAlert } from '../../core/model/notice.ts';
import type { OutboxItem } from '../ports.ts';

/** What is tried as one message. */
export type Items = readonly [OutboxItem, ...OutboxItem[]];

/** `owner` is absent where no other message to an owner matters: a notice, or what a channel refused before. */
export type Group = { readonly owner?: string; readonly items: Items };

/** One a minute to an owner: what comes sooner waits for the run that collects all of it. */
export const CALM = MINUTE;

/**
 * All that one owner is to be told is one message. A notice is its own, and so is an alert that a channel would not have:
 * in a message with others it would hold them up.
 */
export const groupsOf = (items: readonly OutboxItem[]): readonly Group[] =>
  [...Map.groupBy(items, keyOf).values()].flatMap(([first, ...rest]): Group[] => {
    if (first === undefined) return [];
    const owner = ownerOf(first);
    return [{ items: [first, ...rest], ...(owner !== undefined && { owner }) }];
  });

const keyOf = (item: OutboxItem): string => {
  const owner = ownerOf(item);
  return owner === undefined ? `one ${item.alert.id}` : `owner ${owner}`;
};

/** Nobody's tokens are one owner's: the catch-all's. */
const ownerOf = ({ alert, failures = {} }: OutboxItem): string | undefined => {
  if (!isAlert(alert) || Object.values(failures).some(({ refused }) => refused)) return undefined;
  return alert.owner ?? '';
};
