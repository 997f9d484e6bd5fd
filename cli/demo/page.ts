import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { namesOf } from '../../adapters/issuers/names.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Answered } from '../../messages/overview/answers.ts';
import { listedNow } from '../../monitor/digest/listed.ts';
import { act } from '../../monitor/overview/act.ts';
import { readOverview } from '../../monitor/overview/read.ts';
import type { Source } from '../serve/source.ts';
import type { DemoPorts } from './ports.ts';

type LookAt = (name: string) => Promise<void>;

/** The page of `serve` over the state of the demo. A look is over when it is answered, as on this machine. */
export const demoPage = ({ store, clock }: DemoPorts, lookAt: LookAt, sweepEvery: number): Source => {
  const { readAll, audit, load, commitQuiet: commit, keepLook, takeSlot, sweeps, watchList } = store;
  const listed = () => listedNow(sweeps, watchList);
  const recordOf = async (id: string): Promise<TokenRecord | undefined> => (await load([id])).get(id);
  const begin = ({ ref }: TokenRecord): Promise<void> => lookAt(ref.name);
  return {
    read: () => readOverview({ readAll, listed, audit, clock, sweepEvery }),
    act: async (order): Promise<Answered> => {
      const came = await act(order, { load, commit, keepLook, takeSlot, begin, sweep: async () => {}, clock });
      const record = came.came === 'look begun' ? await recordOf(came.record.ref.id) : undefined;
      return record === undefined ? came : { came: 'looked', record };
    },
    names: namesOf(REGISTRY),
    start: 'tag a secret',
    canLook: true,
    canSweep: false,
    close: () => {},
  };
};
