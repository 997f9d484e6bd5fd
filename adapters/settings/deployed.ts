import * as z from 'zod';
import { WEEKDAYS } from '../../core/policy/office-hours.ts';
import { channel, ownerSettings } from './channels.ts';
import { ladder } from './ladder.ts';
import { isTimeZone } from './time-zone.ts';

const SAY = {
  rules: 'write a list of rules, such as [{"names": ["prod/*"], "ladder": {"14": "warn", "1": "page"}}]',
  rule: 'write what it is for, "names", "kinds" or "tags", and its "ladder"',
  matcher:
    'it is for no token in particular; write "names", "kinds" or "tags" into it, or its ladder as tokenHealth.ladder',
  names: 'write a list of patterns of secret names, such as ["prod/*"]',
  kinds: 'write a list of issuers or kinds, such as ["discord", "github.classic"]',
  tags: 'write {"token-health:environment": "production"}: tags of the secret with their values',
  hours: 'write {"timezone": "Europe/Berlin"}, and if needed "days", "from" and "to"',
  timezone: 'write an IANA name such as Europe/Berlin',
  days: `write a list of ${WEEKDAYS.join(', ')}, each once`,
  time: 'write a time such as "09:00"',
  order: 'write a "from" that is before "to" on the same day; "24:00" is midnight',
  owners:
    'write {"team-bots": {"officeHours": {"timezone": "Europe/Berlin"}}}: what holds for an owner, by the name in the tag token-health:owner',
} as const;

const name = z.string(SAY.names).regex(/^[A-Za-z0-9/_+=.@*-]{1,512}$/, SAY.names);
const kind = z.string(SAY.kinds).regex(/^[a-z0-9-]+(?:\.[A-Za-z0-9-]+)?$/, SAY.kinds);

const rule = z
  .strictObject(
    {
      names: z.array(name, SAY.names).min(1, SAY.names).exactOptional(),
      kinds: z.array(kind, SAY.kinds).min(1, SAY.kinds).exactOptional(),
      tags: z
        .record(z.string(SAY.tags).min(1, SAY.tags), z.string(SAY.tags), SAY.tags)
        .refine((tags) => Object.keys(tags).length > 0, SAY.tags)
        .exactOptional(),
      ladder,
    },
    { error: (issue) => (issue.code === 'invalid_type' ? SAY.rule : undefined) },
  )
  .refine(({ names, kinds, tags }) => names !== undefined || kinds !== undefined || tags !== undefined, SAY.matcher);

const time = (last: '23:59' | '24:00') =>
  z
    .string(SAY.time)
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: SAY.time, abort: true })
    .refine((text) => text <= last, SAY.time);

const officeHours = z
  .strictObject(
    {
      timezone: z.string(SAY.timezone).refine(isTimeZone, SAY.timezone),
      days: z
        .array(z.enum(WEEKDAYS, SAY.days), SAY.days)
        .min(1, SAY.days)
        .refine((days) => new Set(days).size === days.length, SAY.days)
        .default(['mon', 'tue', 'wed', 'thu', 'fri']),
      from: time('23:59').default('09:00'),
      to: time('24:00').default('17:00'),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? SAY.hours : undefined) },
  )
  .refine(({ from, to }) => from < to, SAY.order);

const owner = z.strictObject(
  { ...ownerSettings, officeHours: officeHours.exactOptional() },
  { error: (issue) => (issue.code === 'invalid_type' ? SAY.owners : undefined) },
);

/**
 * Settings that may be long: Lambda's environment holds 4 KB in all, so these are a file beside the code of the functions that need them. Read
 * by the same schema at synth and in the function; what it gives is what it takes.
 */
export const DEPLOYED = {
  ladder: ladder.exactOptional(),
  /** The first that fits a token counts. */
  rules: z.array(rule, SAY.rules).exactOptional(),
  /** What is not broken waits for them; absent: nothing waits. */
  officeHours: officeHours.exactOptional(),
  /** By the name of the owner; `*`: all others, and what concerns nobody's token. */
  owners: z.record(z.string(SAY.owners).min(1, SAY.owners), owner, SAY.owners).exactOptional(),
};

export const deployedSettings = z.strictObject({
  ...DEPLOYED,
  /** All channels beside the topic, by their names. */
  channels: z.record(z.string(), channel).exactOptional(),
});

export type Deployed = z.output<typeof deployedSettings>;

/** Beside the bundle. */
export const SETTINGS_FILE = 'settings.json';
