import * as z from 'zod';

/** Limits of Block Kit for the blocks in use; a message beyond them is refused by Slack as a whole. */
const mrkdwn = z.strictObject({
  type: z.literal('mrkdwn'),
  text: z.string().min(1).max(3000),
  verbatim: z.boolean().optional(),
});
const field = z.strictObject({ ...mrkdwn.shape, text: z.string().min(1).max(2000) });
const title = z.strictObject({
  type: z.literal('plain_text'),
  text: z.string().min(1).max(150),
  emoji: z.boolean().optional(),
});

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: title }),
  z.strictObject({ type: z.literal('section'), text: mrkdwn, fields: z.array(field).min(1).max(10).optional() }),
  z.strictObject({ type: z.literal('context'), elements: z.array(mrkdwn).min(1).max(10) }),
  z.strictObject({ type: z.literal('divider') }),
]);

/** Slack refuses about 13,200 characters over all blocks with `msg_blocks_too_long`. */
const MAX_TOTAL = 12_000;

export const slackPayload = z.strictObject({
  text: z.string().min(1).max(3000),
  blocks: z
    .array(block)
    .min(1)
    .max(50)
    .refine((blocks) => textsOf(blocks).join('').length <= MAX_TOTAL, 'msg_blocks_too_long'),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
});

export type SlackPayload = z.infer<typeof slackPayload>;

/** Every text of the blocks, in order. */
export const textsOf = (blocks: readonly z.infer<typeof block>[]): readonly string[] =>
  blocks.flatMap((one) => {
    if (one.type === 'divider') return [];
    if (one.type === 'context') return one.elements.map(({ text }) => text);
    return [one.text.text, ...('fields' in one && one.fields ? one.fields.map(({ text }) => text) : [])];
  });
