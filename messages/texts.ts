import * as z from 'zod';
import { parseJson } from '../core/base/json.ts';
import { isAlert, type Tellable, type Telling } from '../core/model/notice.ts';
import { renderDiscord } from './discord/discord.ts';
import type { DiscordMessage } from './discord/markup.ts';
import { type Publication, publicationOf } from './publication.ts';
import type { SlackMessage } from './slack/markup.ts';
import { renderSlack } from './slack/slack.ts';

/** What a message says, by name of its channel, as JSON. */
export type Texts = Readonly<Record<string, string>>;

/** Bytes. An item of the table takes 400 KB, and the alert itself is in it too. */
const ROOM = 350 * 1024;

/**
 * The texts of one alert, to be stored with it, so that a repeat reads the same whatever release sends it (reliability.md rule 7).
 * Undefined for first sights, which become one message only when they are delivered, and for what is too large to be stored
 * beside its alert: these are rendered when they are sent.
 */
export const textsOf = (one: Tellable): Texts | undefined => {
  if (one.kind === 'started') return undefined;
  const telling: Telling = isAlert(one) ? [one] : [one];
  const texts = {
    sns: JSON.stringify(publicationOf(telling)),
    slack: JSON.stringify(renderSlack(telling)),
    discord: JSON.stringify(renderDiscord(telling)),
  };
  const bytes = [JSON.stringify(one), ...Object.values(texts)].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes > ROOM ? undefined : texts;
};

const publication = z.object({
  subject: z.string(),
  message: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

const slackMessage = z.looseObject({ text: z.string(), blocks: z.array(z.unknown()) });

/** As it was stored, or rendered now where nothing usable was. */
export const storedPublication = (telling: Telling, text: string | undefined): Publication => {
  const stored = publication.safeParse(parseJson(text ?? ''));
  return stored.success ? stored.data : publicationOf(telling);
};

export const storedSlack = (telling: Telling, text: string | undefined): SlackMessage => {
  const stored = slackMessage.safeParse(parseJson(text ?? ''));
  return stored.success ? (stored.data as unknown as SlackMessage) : renderSlack(telling);
};

const discordMessage = z.looseObject({ content: z.string(), embeds: z.array(z.unknown()).length(1) });

export const storedDiscord = (telling: Telling, text: string | undefined): DiscordMessage => {
  const stored = discordMessage.safeParse(parseJson(text ?? ''));
  return stored.success ? (stored.data as unknown as DiscordMessage) : renderDiscord(telling);
};
