import { HOUR } from '../../../core/base/time.ts';
import type { TokenRecord } from '../../../core/model/record.ts';
import type { Policy } from '../../../core/transition/policy.ts';
import type { ProbePorts } from '../../../monitor/probe/probe.ts';
import type { Mutation } from '../monitor.ts';
import { MUTATIONS } from '../mutations.ts';

/** Defects of what a deployment may set and people may ask for, each put in on purpose through a port. */
export const YEAR_MUTATIONS = {
  'an alert is marked before it is sent': MUTATIONS['an alert is marked before it is sent'],
  'office hours are not kept': {
    probe: (ports) => withPolicy(ports, ({ owners: _, ...policy }) => policy),
  },
  'whatever pages goes the way of a note': {
    deliver: ({ routeOf, ...ports }) => ({
      ...ports,
      routeOf: (one) => routeOf?.({ ...one, severity: 'note' } as typeof one) ?? [],
    }),
  },
  'all is told by every channel': {
    deliver: ({ routeOf: _, ...ports }) => ports,
  },
  'each run of the digest tells its own': {
    digest: (ports, { number }) => ({
      ...ports,
      store: (notice) => ports.store({ ...notice, id: `${notice.id}-${number}` }),
    }),
  },
  'what somebody took on is told all the same': {
    probe: (ports) => withRecords(ports, ({ quiet: _, ...record }) => record),
  },
  'quiet never ends': {
    probe: (ports) =>
      withRecords(ports, ({ quiet, ...record }) =>
        quiet ? { ...record, quiet: { ...quiet, until: ports.clock() + HOUR } } : record,
      ),
  },
} satisfies Readonly<Record<string, Mutation>>;

export type YearDefect = keyof typeof YEAR_MUTATIONS;

const withPolicy = (ports: ProbePorts, change: (policy: Policy) => Policy): ProbePorts => ({
  ...ports,
  policy: change(ports.policy),
});

const withRecords = (ports: ProbePorts, change: (record: TokenRecord) => TokenRecord): ProbePorts => ({
  ...ports,
  load: async (ids) => new Map([...(await ports.load(ids))].map(([id, record]) => [id, change(record)])),
});
