import * as z from 'zod';

/**
 * The event schema of docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html: any other key, version or source is dropped without
 * an error. It names no lengths; those of Slack's header and section are held (docs.slack.dev/reference/block-kit/blocks), and the
 * 256 KB of SNS. The pattern of an event type is that of custom actions (CustomActionAttachment, NotificationType).
 */
const text = (most: number) => z.string().min(1).max(most);

export const customNotification = z
  .strictObject({
    version: z.literal('1.0'),
    source: z.literal('custom'),
    id: z.string().min(1),
    content: z.strictObject({
      textType: z.literal('client-markdown'),
      title: text(150),
      description: text(3000),
      nextSteps: z.array(text(3000)).min(1).max(10).optional(),
      keywords: z.array(text(75)).max(10),
    }),
    metadata: z.strictObject({
      threadId: text(100),
      summary: text(150),
      eventType: text(100).regex(/^[A-Za-z0-9-]+$/),
      relatedResources: z.array(text(256)),
      additionalContext: z.record(text(100), z.string()),
    }),
  })
  .refine((event) => Buffer.byteLength(JSON.stringify(event)) < 256 * 1024, 'more than SNS takes');

/** Every text that a chat renders as its own Markdown. */
export const renderedTexts = ({ content, metadata }: z.infer<typeof customNotification>): readonly string[] => [
  content.title,
  content.description,
  ...(content.nextSteps ?? []),
  ...content.keywords,
  metadata.summary,
  ...metadata.relatedResources,
];
