import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import { slackPayload } from './block-kit.ts';

/**
 * The two methods as docs.slack.dev/reference/methods/chat.postMessage and chat.update describe them: arguments, and the errors for what is
 * not there. Messages are kept, so that a thread and an edit can be looked at.
 */
const channel = z.string().regex(/^[CGD][A-Z0-9]{5,20}$/);
const ts = z.string().regex(/^\d{10}\.\d{6}$/);

const posting = z.strictObject({
  ...slackPayload.shape,
  channel,
  thread_ts: ts.optional(),
  reply_broadcast: z.literal(true).optional(),
});
const updating = z.strictObject({ ...slackPayload.shape, channel, ts });

export type Posted = z.infer<typeof posting> & { readonly ts: string; edits: z.infer<typeof updating>[] };

type Asked = { readonly path: string; readonly authorization: string | undefined; readonly body: string };
type Answer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const ok = (more: object): Answer => ({ status: 200, body: JSON.stringify({ ok: true, ...more }) });
export const slackError = (error: string): Answer => ({ status: 200, body: JSON.stringify({ ok: false, error }) });

/** One workspace. `faults` are answered first, one a call, and nothing is done for them; `undefined` lets a call through. */
export const slackWorkspace = (token: string, faults: (Answer | undefined)[] = []) => {
  const messages: Posted[] = [];
  let clock = 1_795_000_000;

  const post = (body: unknown): Answer => {
    const message = posting.parse(body);
    const parent = messages.find((one) => one.ts === message.thread_ts && one.channel === message.channel);
    if (message.thread_ts !== undefined && parent === undefined) return slackError('thread_not_found');
    clock += 1;
    const posted: Posted = { ...message, ts: `${clock}.000100`, edits: [] };
    messages.push(posted);
    return ok({ channel: posted.channel, ts: posted.ts });
  };

  const update = (body: unknown): Answer => {
    const edit = updating.parse(body);
    const found = messages.find((one) => one.ts === edit.ts && one.channel === edit.channel);
    if (found === undefined) return slackError('message_not_found');
    found.edits.push(edit);
    return ok({ channel: found.channel, ts: found.ts, text: edit.text });
  };

  const answer = ({ path, authorization, body }: Asked): Answer => {
    const fault = faults.shift();
    if (fault !== undefined) return fault;
    if (authorization !== `Bearer ${token}`) return slackError('invalid_auth');
    const method = { '/api/chat.postMessage': post, '/api/chat.update': update }[path];
    return method?.(parseJson(body)) ?? slackError('unknown_method');
  };

  return { messages, faults, answer };
};
