import { DAY, HOUR, type Instant, MINUTE } from '../../core/base/time.ts';
import type { Observation } from '../../core/model/observation.ts';
import { accepted, type LookParts, refused, START } from '../support/make.ts';

/** Looks at one token over time, and what is told of it: `12.0d expiring 7`, first sights left out. */
export type Story = {
  readonly id: string;
  readonly source: string;
  readonly looks: readonly LookParts[];
  readonly told: (told: readonly ToldOnce[]) => boolean;
};

export type ToldOnce = { readonly day: number; readonly kind: string; readonly threshold?: number };

const until = (at: Instant): Observation => accepted({ expiry: { at, source: 'issuer' } });

/** Days before a date of which the issuer tells. */
const daysBefore = (at: Instant, ...days: readonly number[]): readonly LookParts[] =>
  days.map((left) => ({ observation: until(at), now: at - left * DAY }));

/** Looks every hour; the end that the issuer tells depends on the hour. */
const hourly = (days: number, endsAt: (now: Instant, look: number) => Instant): readonly LookParts[] =>
  Array.from({ length: Math.floor(days * 24) }, (_, look) => {
    const now = START + look * HOUR;
    return { observation: until(endsAt(now, look)), now };
  });

/** The same, where it is known that the version was made at the start. */
const madeAtStart = (looks: readonly LookParts[]): readonly LookParts[] =>
  looks.map((look) => ({ ...look, issuedAt: START }));

/** Lives so long from each renewal on, and is renewed by a job every so often, until that stops. In days. */
const renewed =
  (life: number, every: number, stops = Number.POSITIVE_INFINITY) =>
  (now: Instant) => {
    const passed = Math.min(now - START, stops * DAY);
    return START + Math.floor(passed / (every * DAY)) * every * DAY + life * DAY;
  };

const FAR = START + 60 * DAY;
const thresholds = (told: readonly ToldOnce[]): string => told.map(({ threshold }) => threshold ?? '').join(' ');
/** Before the first renewal nobody can know that there will be one. In days. */
const nothingAfter =
  (firstRenewal: number): Story['told'] =>
  (told) =>
    told.every(({ day }) => day < firstRenewal);
/** Quiet from the first renewal to the last, and warned between the last and the end, in days. */
const warnedBetween =
  (firstRenewal: number, last: number, end: number): Story['told'] =>
  (told) =>
    told.every(({ day }) => day < firstRenewal || day >= last) &&
    told.some(({ kind, day }) => kind === 'expiring' && day >= last && day < end);

export const STORIES: Readonly<Record<string, Story>> = {
  'the job did not run on the day of a threshold: it is told late, and once': {
    id: 'X01',
    source: 'sbomify/sbomify#1291',
    looks: daysBefore(FAR, 40, 31, 6.5, 6),
    told: (told) => thresholds(told) === '7',
  },
  'several thresholds are passed at once: the tightest is told': {
    id: 'X03',
    source: 'louislam/uptime-kuma#2899',
    looks: daysBefore(FAR, 40, 0.9, 0.8),
    told: (told) => thresholds(told) === '1',
  },
  'a token of seven days takes the place of another: it is quiet in the first half of its life': {
    id: 'X04',
    source: 'sbomify/sbomify#1376',
    looks: [
      { observation: until(FAR), now: START - HOUR },
      ...madeAtStart(hourly(7, () => START + 7 * DAY)).map((look) => ({ ...look, versionId: 'v2' })),
    ],
    told: (told) => thresholds(told) === '3 1' && told.every(({ day }) => day >= 3.5),
  },
  'a credential of 26 hours is renewed every 24 for a month': {
    id: 'X06',
    source: 'louislam/uptime-kuma#844',
    looks: hourly(30, renewed(26 / 24, 1)),
    told: (told) => told.length <= 1,
  },
  'two nodes tell the old and the new date in turn': {
    id: 'X07',
    source: 'louislam/uptime-kuma#5374',
    looks: hourly(19.9, (_, look) => START + (look % 2 === 0 ? 20 : 21) * DAY),
    told: (told) => thresholds(told) === '14 7 3 1',
  },
  'a token of 32 days is renewed every week': {
    id: 'X08',
    source: 'hashicorp/vault#1079',
    looks: hourly(60, renewed(32, 7)),
    told: nothingAfter(7),
  },
  'a token of 32 days is renewed when two thirds are over, and then no more': {
    id: 'X08e',
    source: 'evoila/meho#2844',
    looks: hourly(117, renewed(32, 64 / 3, 90)),
    told: warnedBetween(64 / 3, 4 * (64 / 3), 4 * (64 / 3) + 32),
  },
  'a token of 24 hours is renewed every hour for a month, and then no more': {
    id: 'X08c',
    source: 'evoila/meho#2844',
    looks: hourly(30.99, renewed(1, 1 / 24, 30)),
    told: warnedBetween(1 / 24, 30, 31),
  },
  'a token of ten days is renewed every day for a month, and then no more': {
    id: 'X08d',
    source: 'evoila/meho#2844',
    looks: hourly(39.9, renewed(10, 1, 30)),
    told: (told) => thresholds(told) === '7 3 1' && told.every(({ day }) => day >= 30),
  },
  'the same, where the age of the version is known': {
    id: 'X108',
    source: 'like X08d',
    looks: madeAtStart(hourly(39.9, renewed(10, 1, 30))),
    told: (told) => thresholds(told) === '7 3 1' && told.every(({ day }) => day >= 30),
  },
  'a token of 32 days is renewed every week, and the age of its version is known': {
    id: 'X109',
    source: 'like X08',
    looks: madeAtStart(hourly(60, renewed(32, 7))),
    told: nothingAfter(7),
  },
  'a credential of 26 hours is renewed every 24, and the age of its version is known': {
    id: 'X110',
    source: 'like X06',
    looks: madeAtStart(hourly(30, renewed(26 / 24, 1))),
    told: (told) => told.length <= 1,
  },
  'it expires while the monitor is down': {
    id: 'X10',
    source: 'crossplane-contrib/provider-gitlab#306',
    looks: [
      ...daysBefore(FAR, 9),
      ...[3 * DAY, 3 * DAY + 4 * MINUTE].map((after) => ({ observation: refused(), now: FAR + after })),
    ],
    told: (told) => told.map(({ kind }) => kind).join(' ') === 'expired',
  },
};
