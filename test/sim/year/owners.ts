import type { Severity } from '../../../core/model/alert.ts';
import type { Tellable } from '../../../core/model/notice.ts';
import type { OfficeHours } from '../../../core/policy/office-hours.ts';
import type { Rule } from '../../../core/policy/rule.ts';
import { channelsFor, type Route } from '../../../core/route/route.ts';
import { policyOf } from '../../../core/transition/policy-for.ts';
import type { Deployed } from '../monitor.ts';

/** The topic gets everything; the desk is the catch-all. */
export const CHANNELS = ['topic', 'chat-a', 'chat-b', 'pager-a', 'pager-b', 'mail-a', 'mail-b', 'desk'] as const;

export const OWNERS = 40;
export const nameOf = (n: number): string => `team-${n}`;

/** Some take no notes, some no mail; the last one is in no configuration. */
const routeOf = (n: number): Route => {
  const side = n % 2 === 0 ? 'a' : 'b';
  const mail = n % 5 === 0 ? [] : [`mail-${side}`];
  return { page: [`pager-${side}`, `chat-${side}`], warn: [`chat-${side}`], note: mail };
};

export const ROUTES: ReadonlyMap<string, Route> = new Map(
  Array.from({ length: OWNERS - 1 }, (_, n) => [nameOf(n), routeOf(n)] as const),
);
export const CATCH_ALL: Route = { page: ['pager-a', 'desk'], warn: ['desk'], note: ['desk'] };
const ALWAYS = ['topic'];

export const routeTo = (owner: string | undefined): Route => ROUTES.get(owner ?? '') ?? CATCH_ALL;
/** As somebody reads it from the configuration. */
export const channelsOf = (owner: string | undefined, severities: readonly Severity[]): ReadonlySet<string> =>
  new Set([...ALWAYS, ...severities.flatMap((severity) => routeTo(owner)[severity])]);

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const BERLIN: OfficeHours = { timezone: 'Europe/Berlin', days: WEEK, from: '09:00', to: '17:00' };
const NEW_YORK: OfficeHours = { timezone: 'America/New_York', days: WEEK, from: '08:30', to: '18:00' };

export const OFFICES: ReadonlyMap<string, OfficeHours> = new Map(
  [...ROUTES.keys()].flatMap((name, n) => (n % 4 === 1 ? [[name, BERLIN]] : n % 4 === 3 ? [[name, NEW_YORK]] : [])),
);

export const CRITICAL = { '30': 'note', '7': 'warn', '1': 'page' } as const;
export const STAGING = [7, 1] as const;
export const STAGE_TAG = 'token-health:environment';

const RULES: readonly Rule[] = [
  { names: ['fleet/critical-*'], ladder: CRITICAL },
  { tags: { [STAGE_TAG]: 'staging' }, ladder: STAGING },
];

const POLICY = policyOf({
  rules: RULES,
  owners: Object.fromEntries([...OFFICES].map(([name, officeHours]) => [name, { officeHours }])),
});

const ROUTING = { owners: ROUTES, catchAll: CATCH_ALL, always: ALWAYS, all: CHANNELS };

export const DEPLOYED: Deployed = {
  channels: CHANNELS,
  routeOf: (one: Tellable) => channelsFor(one, ROUTING),
  policy: POLICY,
};
