import * as z from 'zod';
import type { Route, Routes } from '../../core/route/route.ts';
import type { Needs } from '../channels/kind.ts';
import { KINDS, kindOf } from '../channels/kinds.ts';

const TYPES = KINDS.map(({ type }) => type).filter((type) => type !== 'sns');

const SAY = {
  channels: 'write {"ops": {"type": "discord", "secret": "chat/discord-webhook"}}: channels by a name of your own',
  name: 'write a name of up to 40 lower-case letters, digits and dashes, and none of sns, slack and discord, which are taken',
  type: `write a type: ${TYPES.join(', ')}`,
  route: 'write a list of channels, or one by severity: {"page": ["pager", "ops"], "warn": ["ops"], "note": []}',
  page: 'write at least one channel for what pages: a death must reach somebody',
} as const;

/** The topic, and the channels of settings of their own. */
export const TAKEN = ['sns', 'slack', 'discord'] as const;

const channelName = z
  .string(SAY.name)
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, SAY.name)
  .refine((name) => !TAKEN.some((taken) => taken === name), SAY.name);

const ofType = KINDS.filter(({ type }) => type !== 'sns').map(({ type, settings }) =>
  settings.extend({ type: z.literal(type) }),
);

/** Zod hands in what is wrong; settings of a known type say it themselves. */
const sayType = (issue: { readonly code?: string | undefined }): string | undefined =>
  issue.code === 'invalid_union' || issue.code === 'invalid_type' ? SAY.type : undefined;

const [first, ...others] = ofType;
if (first === undefined) throw new Error('there is no kind of channel');

type Setting = { readonly type: string; readonly [setting: string]: unknown };

/** One channel: its type and the settings of that. */
export const channel = z.discriminatedUnion('type', [first, ...others], { error: sayType }) as unknown as z.ZodType<
  Setting,
  Setting
>;

/** Channels by their names. */
export const channels = z.record(channelName, channel, {
  error: (issue) => (issue.code === 'invalid_key' ? SAY.name : SAY.channels),
});

const list = z.array(z.string(SAY.route), SAY.route);

/** A severity that is not named goes where the graver one goes. */
const route = z
  .union(
    [
      list.transform((all) => ({ page: all, warn: all, note: all })),
      z
        .strictObject({ page: list, warn: list.optional(), note: list.optional() })
        .transform(({ page, warn = page, note = warn }) => ({ page, warn, note })),
    ],
    SAY.route,
  )
  .refine(({ page }) => page.length > 0, { error: SAY.page });

/** What an owner has of its own here. */
export const ownerSettings = { channels: route.exactOptional() };

export type ChannelSettings = Readonly<Record<string, Setting>>;
export type OwnerSettings = Readonly<Record<string, { readonly channels?: Route | undefined }>>;

/** What a channel must be allowed. */
export const needsOf = (setting: { readonly type: string }): Needs => {
  const { type, ...settings } = setting;
  return kindOf(type)?.needs(settings) ?? {};
};

export const CATCH_ALL = '*';

/**
 * Who is told by which channel. Without a word about an owner all channels tell all; the topic tells everything, unless some route
 * names it.
 */
export const routesOf = (names: readonly string[], settings: OwnerSettings): Routes => {
  const routes = Object.entries(settings).flatMap(([owner, { channels: route }]) =>
    route === undefined ? [] : [[owner, route] as const],
  );
  const named = new Set(routes.flatMap(([, { page, warn, note }]) => [...page, ...warn, ...note]));
  const everything = names.filter((name) => name !== 'sns' || named.has('sns'));
  const catchAll = routes.find(([owner]) => owner === CATCH_ALL)?.[1];
  return {
    owners: new Map(routes.filter(([owner]) => owner !== CATCH_ALL)),
    catchAll: catchAll ?? { page: everything, warn: everything, note: everything },
    all: names,
    always: names.includes('sns') && !named.has('sns') ? ['sns'] : [],
  };
};
