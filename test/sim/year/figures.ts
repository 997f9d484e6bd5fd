import { DAY, HOUR, type Instant, MINUTE } from '../../../core/base/time.ts';
import { saysDead, storyOf } from '../alerts.ts';
import type { Message } from '../inbox.ts';
import { endOf } from '../issuer.ts';
import { covers } from '../spans.ts';
import type { World } from '../world.ts';
import type { Year } from './live.ts';
import type { Span } from './span.ts';

type Spread = { readonly median: number; readonly worst: number };

const spreadOf = (numbers: readonly number[]): Spread => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
};

const BURST = 10 * MINUTE;

type Received = { readonly owner: string; readonly at: Instant };

/** All that comes into any inbox of an owner but the topic, which has everything. */
const messagesOf = ({ inboxes }: World): readonly Received[] => {
  const all = inboxes.filter(({ name }) => name !== 'topic').flatMap(({ messages }) => messages);
  return all.map((one) => ({ owner: ownerOf(one), at: one.at }));
};

const ownerOf = ({ telling: [first] }: Message): string => ('owner' in first ? (first.owner ?? 'nobody') : 'nobody');

const perWeek = (times: readonly Instant[], start: Instant, weeks: number): readonly number[] =>
  Array.from(
    { length: weeks },
    (_, week) => times.filter((at) => Math.floor((at - start) / (7 * DAY)) === week).length,
  );

const worstBurst = (times: readonly Instant[]): number =>
  Math.max(0, ...times.map((at, index) => times.filter((other, n) => n >= index && other < at + BURST).length));

type Death = { readonly sinceDeath: number; readonly sinceSeen: number };

/** Of each version that died in use, its first death told: until the first inbox that is not the topic's. */
const deathsTold = (world: World): readonly Death[] =>
  world.vault.arns().flatMap((arn) =>
    world.vault.inUse(arn).flatMap(({ id, value }) => {
      const alert = storyOf(world, arn).find((one) => saysDead(one) && one.versionId === id && one.kind !== 'started');
      const truth = world.issuer.truths.get(value);
      const first =
        alert && Math.min(...world.inboxes.slice(1).map(({ arrivals }) => arrivals.get(alert.id) ?? Infinity));
      if (truth === undefined || first === undefined) return [];
      const died = endOf(truth);
      const seen = world.issuer.refusals.get(value)?.find(({ at }) => at >= died && !covers(world.issuer.outages, at));
      return [{ sinceDeath: first - died, sinceSeen: first - (seen?.at ?? died) }];
    }),
  );

/** What one world is counted by. */
export type Counted = {
  /** Findings and notices. */
  readonly told: number;
  /** Copies beyond the first, each of a send that a fault kept from being marked. */
  readonly copies: number;
  readonly faults: number;
  readonly messages: readonly Received[];
  readonly deaths: readonly Death[];
};

export type Figures = {
  readonly told: number;
  readonly copies: number;
  readonly messages: number;
  readonly faults: number;
  readonly perWeek: Spread;
  readonly burst: number;
  readonly deaths: number;
  readonly sinceDeath: Spread;
  readonly sinceSeen: Spread;
};

const copiesOf = ({ inboxes }: World): number =>
  inboxes.reduce((sum, { copies }) => sum + [...copies.values()].reduce((more, count) => more + count - 1, 0), 0);

export const countedIn = ({ world, hits }: Year): Counted => ({
  told: world.table.ever.size,
  copies: copiesOf(world),
  faults: sumOf([...hits.values()]),
  messages: messagesOf(world),
  deaths: deathsTold(world),
});

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Of worlds side by side. */
export const figuresOf = (worlds: readonly Counted[], { days }: Pick<Span, 'days'>, start: Instant): Figures => {
  const messages = worlds.flatMap((one) => one.messages);
  const deaths = worlds.flatMap((one) => one.deaths);
  const owners = [...Map.groupBy(messages, ({ owner }) => owner).values()];
  const times = owners.map((its) => its.map(({ at }) => at).sort((a, b) => a - b));
  return {
    told: sumOf(worlds.map(({ told }) => told)),
    copies: sumOf(worlds.map(({ copies }) => copies)),
    messages: messages.length,
    faults: sumOf(worlds.map(({ faults }) => faults)),
    // The first week has the first sights of all; it counts like any other.
    perWeek: spreadOf(times.flatMap((its) => perWeek(its, start, Math.floor(days / 7)))),
    burst: Math.max(...times.map(worstBurst)),
    deaths: deaths.length,
    sinceDeath: spreadOf(deaths.map(({ sinceDeath }) => sinceDeath)),
    sinceSeen: spreadOf(deaths.map(({ sinceSeen }) => sinceSeen)),
  };
};

const hours = (milliseconds: number): string => `${(milliseconds / HOUR).toFixed(1)} h`;
const minutes = (milliseconds: number): string => `${(milliseconds / MINUTE).toFixed(1)} min`;

export const tableOf = (figures: Figures): string =>
  [
    `findings and notices told             ${figures.told}`,
    `messages to owners                    ${figures.messages}, in all inboxes but the topic`,
    `faults of workers                     ${figures.faults}`,
    `copies that faults excuse             ${figures.copies}`,
    `messages per owner per week           median ${figures.perWeek.median}, worst ${figures.perWeek.worst}`,
    `worst burst                           ${figures.burst} messages to one owner in 10 minutes`,
    `deaths told                           ${figures.deaths}`,
    `from the death to the first inbox     median ${hours(figures.sinceDeath.median)}, worst ${hours(figures.sinceDeath.worst)}`,
    `from the sweep that saw it            median ${minutes(figures.sinceSeen.median)}, worst ${minutes(figures.sinceSeen.worst)}`,
  ].join('\n');
