import * as z from 'zod';
import { listenOnLoopback } from '../../../cli/demo/issuers/loopback.ts';

const mrkdwn = (longest: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(longest), verbatim: z.literal(true) });
const plain = (longest: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(longest), emoji: z.boolean() });

/** The limits of Block Kit, for the blocks that we use. */
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150) }),
  z.strictObject({
    type: z.literal('section'),
    text: mrkdwn(3000),
    fields: z.array(mrkdwn(2000)).min(1).max(10).optional(),
  }),
  z.strictObject({ type: z.literal('context'), elements: z.array(mrkdwn(3000)).min(1).max(10) }),
]);

const post = z.strictObject({
  text: z.string().min(1).max(4000),
  blocks: z.array(block).min(1).max(50),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
});

/** Undocumented: all blocks together (slackapi/bolt-js#2509). */
const LONGEST_MESSAGE = 13_000;

const problemOf = (body: string): string | undefined => {
  const parsed = post.safeParse(JSON.parse(body));
  if (!parsed.success) return z.prettifyError(parsed.error);
  if (JSON.stringify(parsed.data.blocks).length > LONGEST_MESSAGE) return 'msg_blocks_too_long';
  return /<!(?:channel|here|everyone)|<@/.test(body) ? 'a mention' : undefined;
};

export type SlackReceiver = {
  readonly url: string;
  /** Bodies of all posts, good and bad. */
  readonly posts: readonly string[];
  readonly problems: readonly string[];
  readonly stop: () => Promise<void>;
};

/** Stands for hooks.slack.com: takes what Slack would take, and answers as Slack does. */
export const startSlack = async (path: string): Promise<SlackReceiver> => {
  const { server, url, stop } = await listenOnLoopback();
  const posts: string[] = [];
  const problems: string[] = [];
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    posts.push(body);
    const problem = request.url === path ? problemOf(body) : `posted to another path`;
    if (problem !== undefined) problems.push(problem);
    response.writeHead(problem === undefined ? 200 : 400).end(problem === undefined ? 'ok' : 'invalid_blocks');
  });
  return { url, posts, problems, stop };
};
