import { type Instant, MINUTE } from '../../core/base/time.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import type { Came } from '../../core/overview/came.ts';
import type { CommitQuiet } from '../ports.ts';
import { quieten } from '../quiet/quieten.ts';
import { type LookPorts, lookNow } from './look-now.ts';

/** What somebody asks for at a table of tokens. `by` is what they say: it proves nothing. */
export type Order = { readonly by: string; readonly why?: string } & (
  | { readonly act: 'look'; readonly token: string }
  | { readonly act: 'snooze'; readonly token: string; readonly until: Instant }
  | { readonly act: 'sweep' }
);

export type ActPorts = LookPorts & {
  readonly commit: CommitQuiet;
  /** Begins a sweep. */
  readonly sweep: () => Promise<void>;
};

/** Does what was ordered, decided anew: what a button was drawn for may have changed since. Throws when a port does. */
export const act = async (order: Order, ports: ActPorts): Promise<Came> => {
  switch (order.act) {
    case 'look':
      return look(order.token, order.by, ports);
    case 'snooze':
      return snooze(order, ports);
    case 'sweep':
      return sweep(ports);
  }
};

const look = async (token: string, by: string, ports: ActPorts): Promise<Came> => {
  const begun = await lookNow(token, by, ports);
  switch (begun.answer) {
    case 'begun':
      return { came: 'look begun', record: begun.record };
    case 'too soon':
      return { came: 'too soon', record: begun.record, freeAt: begun.freeAt };
    case 'unknown token':
      return { came: 'unknown token' };
  }
};

type Snooze = Extract<Order, { act: 'snooze' }>;

const snooze = async ({ token, until, by, why }: Snooze, ports: ActPorts): Promise<Came> => {
  // The id is known: nobody has to look for a name in the whole store.
  const every = async (): Promise<readonly TokenRecord[]> => [...(await ports.load([token])).values()];
  const wish = { what: 'snoozed', until, by, ...(why !== undefined && { why }) } as const;
  const result = await quieten(token, wish, { ...ports, every });
  if ('done' in result) return { came: 'quiet', record: result.record, quiet: result.quiet };
  if (!('record' in result)) return { came: 'unknown token' };
  const { record, answer } = result;
  switch (answer.answer) {
    case 'nothing':
      return { came: 'nothing to be quiet about', record };
    case 'past':
      return { came: 'past', record };
    case 'too far':
      return { came: 'too far', record, furthest: answer.furthest };
  }
};

/** A sweep asks about every token. */
const APART = 5 * MINUTE;

const sweep = async ({ takeSlot, sweep: begin, clock }: ActPorts): Promise<Came> => {
  const now = clock();
  const slot = await takeSlot('look#sweep', APART, now, now);
  if (!slot.granted) return { came: 'swept a moment ago', freeAt: slot.freeAt };
  await begin();
  return { came: 'sweep begun' };
};
