import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import type { SlackMessage } from '../../messages/slack/markup.ts';
import type { Threads } from './kind.ts';
import { slackMessage } from './slack.ts';

const thread = z.object({
  parents: z
    .array(z.object({ channel: z.string(), ts: z.string(), message: slackMessage.exactOptional() }))
    .min(1)
    .transform((parents) => parents as unknown as Parents),
  over: z.literal(true).exactOptional(),
});

/** The first message of an incident in one channel. `message` is what it said, where it told of this incident alone. */
export type Parent = { readonly channel: string; readonly ts: string; readonly message?: SlackMessage };

type Parents = readonly [Parent, ...Parent[]];

/** One parent for each channel that severity has led to, the last one being the one that is answered. `over`: what comes now begins anew. */
export type Thread = { readonly parents: Parents; readonly over?: true };

/** A message about more incidents stands by itself: each would be read and written. */
const MOST_THREADED = 25;

export type Found = ReadonlyMap<string, Thread>;

/** Threads of these incidents, those that there are. */
export const findThreads = async (threads: Threads, name: string, incidents: readonly string[]): Promise<Found> => {
  if (incidents.length > MOST_THREADED) return new Map();
  const found = await Promise.all(incidents.map((incident) => threads.find(name, incident)));
  return new Map(
    found.flatMap((text, n): [string, Thread][] => {
      const parsed = thread.safeParse(parseJson(text ?? ''));
      return parsed.success ? [[incidents[n] ?? '', parsed.data]] : [];
    }),
  );
};

export const keepThread = (threads: Threads, name: string, incident: string, kept: Thread): Promise<void> =>
  threads.keep(name, [incident], JSON.stringify(kept));

export const isThreaded = (incidents: readonly string[]): boolean => incidents.length <= MOST_THREADED;
