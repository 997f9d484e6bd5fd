import type { Mutation } from '../monitor.ts';
import { MUTATIONS } from '../mutations.ts';
import { CHANNELS, DEPLOYED } from './owners.ts';

/** Defects that only owners, routes, people and months show, each put in on purpose through a port. */
export const YEAR_MUTATIONS = {
  'an alert is marked before it is sent': MUTATIONS['an alert is marked before it is sent'],
  'what may wait does not wait for office hours': {
    probe: (ports) => ({ ...ports, policy: { ...DEPLOYED.policy, owners: {} } }),
  },
  'every channel gets everything': {
    deliver: (ports) => ({ ...ports, routeOf: () => CHANNELS }),
  },
  'a digest that is made again is another one': {
    digest: (ports) => ({
      ...ports,
      store: (notice) => ports.store({ ...notice, id: `${notice.id}:${ports.clock()}` }),
    }),
  },
  'what somebody asked to hear no more of is told': {
    probe: (ports) => ({
      ...ports,
      load: async (ids) => new Map([...(await ports.load(ids))].map(([id, { quiet: _, ...record }]) => [id, record])),
    }),
  },
  'a recovery is told by its own severity alone': {
    deliver: (ports) => ({
      ...ports,
      routeOf: (one) => {
        if (one.kind !== 'recovered') return DEPLOYED.routeOf(one);
        const { ended: _, ...alone } = one;
        return DEPLOYED.routeOf(alone);
      },
    }),
  },
} satisfies Readonly<Record<string, Mutation>>;
