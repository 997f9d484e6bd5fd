import type { Clock, CommitSubscribers, ListSubscriptions, LoadSubscribers, Measure } from '../ports.ts';
import { judgeSubscribers } from './judge.ts';

export type WatchPorts = {
  /** Name of the topic, for readers. */
  readonly topic: string;
  readonly list: ListSubscriptions;
  readonly load: LoadSubscribers;
  readonly commit: CommitSubscribers;
  readonly clock: Clock;
  readonly measure: Measure;
};

export type Counted = { readonly confirmed: number; readonly pending: number };

/** Counts who gets the topic's messages, and stores what has changed with what is to be told of it. */
export const watchSubscribers = async (ports: WatchPorts): Promise<Counted> => {
  const [seen, before] = await Promise.all([ports.list(), ports.load()]);
  const { record, notices, changed } = judgeSubscribers(before, { topic: ports.topic, ...seen }, ports.clock());
  // A conflict is another run at the same time: it has seen the same.
  if (changed) await ports.commit({ record, expectedRevision: before?.revision, notices });
  ports.measure.count('ConfirmedSubscribers', record.confirmed);
  return { confirmed: record.confirmed, pending: record.pending };
};
