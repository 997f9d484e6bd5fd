import { userInfo } from 'node:os';
import { InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { plain } from '../../core/base/text.ts';
import { DAY, HOUR, type Instant, parseInstant } from '../../core/base/time.ts';
import type { FindingClass } from '../../core/model/record.ts';
import { withoutTokens } from '../render/without-tokens.ts';

/** As alerts call them; a dead token is rejected or expired. */
const FINDINGS = {
  dead: 'dead',
  rejected: 'dead',
  expired: 'dead',
  expiring: 'expiring',
  'rotate-by': 'rotate-by',
  overdue: 'overdue',
  degraded: 'degraded',
  misconfigured: 'misconfigured',
} as const satisfies Readonly<Record<string, FindingClass>>;

const WISH = z.object({
  until: z.number().optional(),
  finding: z.enum(['dead', 'expiring', 'rotate-by', 'overdue', 'degraded', 'misconfigured']).optional(),
  reason: z.string().optional(),
  by: z.string().optional(),
  list: z.boolean().default(false),
  state: z.string().optional(),
  table: z.string().optional(),
  region: z.string().optional(),
  json: z.boolean().default(false),
});

/** What the user asked `snooze`, `ack` or `unsnooze` to do. */
export type Wish = z.infer<typeof WISH>;

export const wishOf = (options: unknown): Wish => WISH.parse(options);

const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: 7 * DAY };

/** `12h`, `3d`, `2w` from now, or a date; a bare one is midnight UTC. */
export const until = (text: string): Instant => {
  const [, count, unit = ''] = /^(\d{1,4})([hdw])$/.exec(text.trim()) ?? [];
  const length = UNITS[unit];
  if (count !== undefined && length !== undefined) return Date.now() + Number(count) * length;
  const at = parseInstant(text.trim());
  if (at === undefined)
    throw new InvalidArgumentError('Write a length such as 12h, 3d or 2w, or a date such as 2026-12-24.');
  return at;
};

export const finding = (word: string): FindingClass => {
  const found = Object.entries(FINDINGS).find(([name]) => name === word)?.[1];
  if (found === undefined) throw new InvalidArgumentError(`Write one of: ${Object.keys(FINDINGS).join(', ')}.`);
  return found;
};

const [MAX_REASON, MAX_NAME] = [300, 60];

/** People paste what they hold: what looks like a token does not get into the audit. */
const words = (text: string | undefined, max: number): string | undefined =>
  text === undefined ? undefined : withoutTokens(plain(text, max)) || undefined;

export const reason = ({ reason: text }: Wish): string | undefined => words(text, MAX_REASON);

type Environment = Readonly<Record<string, string | undefined>>;

/** Who asks: as they say, else the user of this machine. It is what they said, and no proof; of a table CloudTrail has that. */
export const asker = ({ by }: Pick<Wish, 'by'>, env: Environment = process.env): string | undefined =>
  words(by, MAX_NAME) ?? words(env.USER || env.LOGNAME || env.USERNAME || loginName(), MAX_NAME);

/** A container may run under a number that has no name. */
const loginName = (): string | undefined => {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
};
