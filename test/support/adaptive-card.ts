import * as z from 'zod';

/**
 * The body of "When a Teams webhook request is received" (learn.microsoft.com/connectors/teams, Request Body Schema), with a card of the
 * elements in use as adaptivecards.io/explorer describes version 1.4. Whatever else a card can hold (mentions, inputs, other actions) is
 * not let through; beyond about 28 KB Teams refuses it as a whole.
 */
const text = z.string().min(1);
const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: text.optional(),
  url: z.url({ protocol: /^https$/ }),
});
const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text,
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  size: z.enum(['Default', 'Small', 'Medium', 'Large', 'ExtraLarge']).optional(),
  isSubtle: z.boolean().optional(),
  fontType: z.enum(['Default', 'Monospace']).optional(),
  selectAction: openUrl.optional(),
});
const richTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(textRun).min(1),
  spacing: z.enum(['Default', 'None', 'Small', 'Medium', 'Large']).optional(),
});
const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text,
  weight: z.literal('Bolder').optional(),
  wrap: z.literal(true),
});
const factSet = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: text, value: text })).min(1),
});
const container = z.strictObject({
  type: z.literal('Container'),
  style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']),
  bleed: z.boolean(),
  items: z.array(richTextBlock).min(1),
});

const card = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  fallbackText: text,
  msteams: z.strictObject({ width: z.literal('Full') }),
  body: z.array(z.discriminatedUnion('type', [container, richTextBlock, textBlock, factSet])).min(1),
  actions: z.array(openUrl.required()).max(6),
});

export const teamsPayload = z
  .strictObject({
    type: z.literal('message'),
    summary: text,
    attachments: z.tuple([
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: card,
      }),
    ]),
  })
  .refine((message) => Buffer.byteLength(JSON.stringify(message)) < 28 * 1024, 'Request Entity too large');

type Card = z.infer<typeof teamsPayload>;

const elementsOf = ({ attachments: [{ content }] }: Card) =>
  content.body.flatMap((one) => (one.type === 'Container' ? one.items : [one]));

/** Texts that are shown as they are. */
export const plainTexts = (message: Card): readonly string[] => [
  message.summary,
  message.attachments[0].content.fallbackText,
  ...elementsOf(message).flatMap((one) =>
    one.type === 'RichTextBlock' ? [one.inlines.map((run) => run.text).join('')] : [],
  ),
];

/** Texts that are read as Markdown. */
export const markdownTexts = (message: Card): readonly string[] =>
  elementsOf(message).flatMap((one) => {
    if (one.type === 'FactSet') return one.facts.flatMap(({ title, value }) => [title, value]);
    return one.type === 'TextBlock' ? [one.text] : [];
  });

/** Every address that can be clicked. */
export const addressesOf = (message: Card): readonly string[] => [
  ...message.attachments[0].content.actions.map(({ url }) => url),
  ...elementsOf(message).flatMap((one) =>
    one.type === 'RichTextBlock' ? one.inlines.flatMap((run) => run.selectAction?.url ?? []) : [],
  ),
];
