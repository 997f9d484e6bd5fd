import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { namesOf } from '../../adapters/issuers/names.ts';
import { StateError } from '../../adapters/local/state-error.ts';
import { TRIGGERS } from '../../adapters/names.ts';
import { Fault } from '../../core/base/fault.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Overview } from '../../core/overview/overview.ts';
import { listedNow } from '../../monitor/digest/listed.ts';
import { type ActPorts, act } from '../../monitor/overview/act.ts';
import { type OverviewPorts, readOverview } from '../../monitor/overview/read.ts';
import { tableTrouble } from '../digest/known.ts';
import { tableError } from '../quiet/store.ts';
import type { Source } from './source.ts';

type Deployed = {
  readonly table: string;
  readonly region?: string | undefined;
  /** Name of the function that has secrets looked at. */
  readonly discover?: string | undefined;
  /** Milliseconds for which what was read is shown again: reading all of a table costs. */
  readonly every: number;
};

/** A deployed monitor, read and written with the AWS credentials of this shell. */
export const tableSource = async (deployed: Deployed): Promise<Source> => {
  const { table, discover, every } = deployed;
  const { reading, acting, close } = await portsOf(deployed);
  const errorName = await errorNames();
  const remembered = remember(() => readOverview(reading), every);
  const guarded = <T>(work: Promise<T>, told: (why: string) => Error): Promise<T> =>
    work.catch((error: unknown) => {
      throw told(error instanceof Fault ? error.message : errorName(error));
    });
  return {
    read: () => guarded(remembered.read(), (why) => readError(table, why)),
    act: (order) => guarded(act(order, acting), (why) => tableError(table, why)).finally(remembered.forget),
    names: namesOf(REGISTRY),
    start: 'tag a secret',
    canLook: discover !== undefined,
    canSweep: discover !== undefined,
    close,
  };
};

/** Everything of one answer, at most so old; several who ask at once get the same. */
const remember = (read: () => Promise<Overview>, forMs: number) => {
  let last: { readonly at: Instant; readonly overview: Promise<Overview> } | undefined;
  const forget = (): void => {
    last = undefined;
  };
  return {
    forget,
    read: (): Promise<Overview> => {
      if (last !== undefined && Date.now() - last.at < forMs) return last.overview;
      const overview = read();
      last = { at: Date.now(), overview };
      overview.catch(forget);
      return overview;
    },
  };
};

const readError = (table: string, why: string): StateError => {
  const trouble = tableTrouble(table, why);
  return new StateError(trouble.what, trouble.why ?? why, trouble.remedy);
};

/** Pages of the table that are on their way at once: somebody waits. */
const SEGMENTS = 4;

type Ports = { readonly reading: OverviewPorts; readonly acting: ActPorts; readonly close: () => void };

const errorNames = async () => (await import('../../adapters/aws/calls.ts')).errorName;

/** Loaded only when asked for: the clients are heavy. */
const portsOf = async ({ table, region, discover }: Deployed): Promise<Ports> => {
  const [
    { DynamoDBClient },
    records,
    audit,
    { takeSlot },
    { readAll },
    { sweeps },
    { watchList },
    { CLIENT_SETTINGS },
  ] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('../../adapters/aws/records.ts'),
    import('../../adapters/aws/audit.ts'),
    import('../../adapters/aws/slots.ts'),
    import('../../adapters/aws/read-all.ts'),
    import('../../adapters/aws/sweeps.ts'),
    import('../../adapters/aws/watch-list.ts'),
    import('../../adapters/aws/calls.ts'),
  ]);
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, ...(region !== undefined && { region }) });
  if ((await client.config.region().catch(() => undefined)) === undefined) throw tableError(table, 'RegionMissing');
  const begin = await beginner(discover, region);
  return {
    reading: {
      readAll: readAll(client, table, SEGMENTS),
      listed: () => listedNow(sweeps(client, table), watchList(client, table, Date.now)),
      audit: audit.readAudit(client, table),
      clock: Date.now,
    },
    acting: {
      load: records.loadRecords(client, table),
      commit: records.commitQuiet(client, table),
      takeSlot: takeSlot(client, table),
      keepLook: audit.keepLook(client, table),
      begin: ({ ref }) => begin({ trigger: TRIGGERS.look, secret: ref.source }),
      sweep: () => begin({ trigger: TRIGGERS.sweep }),
      clock: Date.now,
    },
    close: () => client.destroy(),
  };
};

type Begin = (event: { readonly trigger: string; readonly secret?: string }) => Promise<void>;

const beginner = async (discover: string | undefined, region: string | undefined): Promise<Begin> => {
  if (discover === undefined) return async () => {};
  const [{ LambdaClient }, { beginFunction }, { CLIENT_SETTINGS }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('../../adapters/aws/invoke.ts'),
    import('../../adapters/aws/calls.ts'),
  ]);
  return beginFunction(new LambdaClient({ ...CLIENT_SETTINGS, ...(region !== undefined && { region }) }), discover);
};
