import { Fault } from '../core/base/fault.ts';

export type BatchResponse = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/**
 * Builds the answer by which Lambda learns what to bring back. AWS counts an answer that it does not understand as success of
 * the whole batch, so every id must be one that came in.
 */
export const failuresOf = (arrived: readonly string[], failed: readonly string[]): BatchResponse => {
  const known = new Set(arrived);
  if (failed.some((id) => id === '' || !known.has(id))) throw new Fault('a failed id is not in the batch');
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

type Work<T> = {
  readonly idOf: (record: T) => string;
  readonly run: (record: T) => Promise<unknown>;
  readonly onFailure: (id: string, error: unknown) => void;
};

const attempt = async <T>(record: T, { idOf, run, onFailure }: Work<T>): Promise<string[]> => {
  try {
    await run(record);
    return [];
  } catch (error) {
    onFailure(idOf(record), error);
    return [idOf(record)];
  }
};

/** All at once: queue messages stand alone. */
export const eachAtOnce = async <T>(records: readonly T[], work: Work<T>): Promise<BatchResponse> => {
  const failed = await Promise.all(records.map((record) => attempt(record, work)));
  return failuresOf(records.map(work.idOf), failed.flat());
};

/** One after the other: Lambda repeats a stream from its first failure on. */
export const eachInTurn = async <T>(records: readonly T[], work: Work<T>): Promise<BatchResponse> => {
  const failed: string[] = [];
  for (const record of records) failed.push(...(await attempt(record, work)));
  return failuresOf(records.map(work.idOf), failed);
};
