import * as z from 'zod';

/**
 * Limits of a webhook message with one embed (docs.discord.com/developers/resources/message, Embed Limits; resources/webhook, Execute
 * Webhook); a message beyond them is refused by Discord as a whole.
 */
const text = (most: number) => z.string().min(1).max(most);

const embed = z.strictObject({
  title: text(256),
  description: text(4096),
  color: z.int().min(0).max(0xffffff),
  fields: z.array(z.strictObject({ name: text(256), value: text(1024) })).max(25),
  footer: z.strictObject({ text: text(2048) }),
});

const MAX_TOTAL = 6000;

export const discordPayload = z.strictObject({
  content: text(2000),
  embeds: z
    .array(embed)
    .length(1)
    .refine((embeds) => embeds.flatMap(textsOfEmbed).join('').length <= MAX_TOTAL, 'more than 6,000 characters'),
  allowed_mentions: z.strictObject({ parse: z.array(z.never()).length(0) }),
});

const textsOfEmbed = ({ title, description, fields, footer }: z.infer<typeof embed>): readonly string[] => [
  title,
  description,
  ...fields.flatMap(({ name, value }) => [name, value]),
  footer.text,
];

/** Every text of it, in order. */
export const discordTexts = (payload: z.infer<typeof discordPayload>): readonly string[] => [
  payload.content,
  ...payload.embeds.flatMap(textsOfEmbed),
];
