import { openStore } from '../../../adapters/local/store.ts';
import { openPage } from '../../../cli/serve/open-page.ts';
import type { Source } from '../../../cli/serve/source.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import { act } from '../../../monitor/overview/act.ts';
import { readOverview } from '../../../monitor/overview/read.ts';
import { DIAGNOSES, NOW } from '../../support/digest-records.ts';
import { NAMES } from '../../support/overview.ts';

/** The page as `serve` serves it, over a store of its own; a look finds the token accepted. */
export const serveRecords = async (records: readonly TokenRecord[], every = 250) => {
  const store = openStore(':memory:');
  const clock = () => NOW;
  for (const record of records) await store.commit({ record, expectedRevision: undefined, alerts: [] });
  /** As another process would write it. */
  const change = async (record: TokenRecord, parts: Partial<TokenRecord>): Promise<void> => {
    const now = (await store.load([record.ref.id])).get(record.ref.id) ?? record;
    const { refused: _, incident: __, ...rest } = now;
    const next = { ...rest, ...parts, revision: now.revision + 1 };
    await store.commit({ record: next, expectedRevision: now.revision, alerts: [] });
  };
  const source: Source = {
    names: NAMES,
    start: 'check a file',
    canLook: true,
    canSweep: false,
    read: () => readOverview({ ...store, listed: async () => undefined, clock }),
    act: (order) =>
      act(order, {
        ...store,
        commit: store.commitQuiet,
        begin: (record) => change(record, { diagnosis: DIAGNOSES.healthy(), look: { seen: 'accepted', since: NOW } }),
        sweep: async () => {},
        clock,
      }),
    close: store.close,
  };
  const opened = await openPage(source, { by: 'alice', every });
  if ('what' in opened) throw new Error(opened.what);
  return { ...opened, store, change };
};

export type Served = Awaited<ReturnType<typeof serveRecords>>;
