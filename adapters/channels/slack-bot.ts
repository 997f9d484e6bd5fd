import * as z from 'zod';
import type { Telling } from '../../core/model/notice.ts';
import { renderSlackAlarm } from '../../messages/slack/alarm.ts';
import type { SlackMessage } from '../../messages/slack/markup.ts';
import { mentioning } from '../../messages/slack/mention.ts';
import { type Ending, endingsOf, renderOver } from '../../messages/slack/over.ts';
import { renderSlack } from '../../messages/slack/slack.ts';
import { storyOf } from '../../messages/story/story-of.ts';
import type { Sent } from '../../monitor/ports.ts';
import { secretName } from '../settings/names-of-aws.ts';
import { slackChannel, slackChannels, slackMentions } from '../settings/slack.ts';
import { channelKind, type Post, type World } from './kind.ts';
import { slackMessage } from './slack.ts';
import { type Called, type Failed, isOfSlack, PER_SECOND, type SlackCall, slackApi } from './slack-api.ts';
import { type Found, findThreads, isThreaded, keepThread, type Parent } from './slack-threads.ts';

const settings = z.strictObject({
  secret: secretName.describe("Holds the app's bot token, xoxb-..., whose scope is chat:write."),
  channel: slackChannel,
  channels: slackChannels.optional(),
  mention: slackMentions.optional(),
  origin: z
    .url()
    .default('https://slack.com')
    .describe('https://slack-gov.com for GovSlack; any other must be in selfHosted.'),
});

type Settings = z.output<typeof settings>;

/** What one telling is about, with what was posted of it before. */
type Case = {
  readonly incidents: readonly string[];
  readonly endings: ReadonlyMap<string, Ending>;
  readonly found: Found;
  /** Nothing is left to do about any of it. */
  readonly quiet: boolean;
  /** Where it goes unless it answers something. */
  readonly home: string;
};

/**
 * The first message of an incident begins its thread, and what follows answers it: shown in the channel as well while somebody has to act,
 * and in the thread alone once it is over, when the first message is edited. Edits go first, since they can be repeated and a post cannot:
 * Slack documents no key by which it would know a repeat.
 */
const connect = ({ secret, channel, channels, mention, origin }: Settings, world: World, name: string) => {
  const call = slackApi(secret, origin, world);
  const post: Post<SlackMessage> = async (message, telling) => {
    const { severity } = storyOf(telling);
    const about = await caseOf(telling, channels?.[severity] ?? channel, world, name);
    const failed = await editEnded(about, call);
    if (failed !== undefined) return failed;
    const said = mentioning(message, mention?.[severity]);
    const answer = await answerTo(about, said, call);
    const posted = answer ?? (await call('chat.postMessage', { ...said, channel: about.home }));
    if (!posted.ok) return posted.failed;
    await remember(about, { channel: posted.channel, ts: posted.ts, message }, answer !== undefined, world, name);
    return { sent: true };
  };
  return post;
};

const caseOf = async (telling: Telling, home: string, { threads }: World, name: string): Promise<Case> => {
  const incidents = [...new Set(storyOf(telling).incidents.map(({ id }) => id))];
  const endings = endingsOf(telling);
  const found = await findThreads(threads, name, incidents);
  return { incidents, endings, found, quiet: incidents.every((incident) => endings.has(incident)), home };
};

/** Each takes a second. */
const MOST_EDITS = 10;

/** What may pass is tried again with all the rest; a first message that can be edited no more keeps nothing back. */
const editEnded = async ({ endings, found }: Case, call: SlackCall): Promise<Failed | undefined> => {
  const edits = [...endings].flatMap(([incident, ending]) =>
    (found.get(incident)?.parents ?? []).flatMap(({ channel, ts, message }) =>
      message === undefined ? [] : [{ channel, ts, ...renderOver(message, ending) }],
    ),
  );
  for (const edit of edits.slice(0, MOST_EDITS)) {
    const edited = await call('chat.update', edit);
    if (!edited.ok && edited.passing) return edited.failed;
  }
  return undefined;
};

/** The message that all of it answers: what somebody must act upon is never told outside the channel of its severity. */
const parentOf = ({ incidents, endings, found, quiet, home }: Case): Parent | undefined => {
  const parents = incidents.map((incident) => {
    const thread = found.get(incident);
    return thread?.over && !endings.has(incident) ? undefined : thread?.parents.at(-1);
  });
  const [first] = parents;
  const same = parents.every((parent) => parent?.ts === first?.ts && parent?.channel === first?.channel);
  return first !== undefined && same && (quiet || first.channel === home) ? first : undefined;
};

/** Somebody deleted the first message, or the channel has no threads. */
const NO_THREAD: readonly string[] = [
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
  'restricted_action_non_threadable_channel',
];

/** Undefined where there is nothing to answer, or it is gone. */
const answerTo = async (about: Case, message: SlackMessage, call: SlackCall): Promise<Called | undefined> => {
  const under = parentOf(about);
  if (under === undefined) return undefined;
  const { channel, ts: thread_ts } = under;
  const shown = about.quiet ? {} : { reply_broadcast: true };
  const answered = await call('chat.postMessage', { ...message, channel, thread_ts, ...shown });
  return !answered.ok && NO_THREAD.includes(answered.code ?? '') ? undefined : answered;
};

const remember = async (about: Case, posted: Parent, answered: boolean, { threads }: World, name: string) => {
  const { incidents, endings, found } = about;
  const first: Parent = incidents.length === 1 ? posted : { channel: posted.channel, ts: posted.ts };
  for (const incident of isThreaded(incidents) ? incidents : []) {
    const thread = found.get(incident);
    const before = thread === undefined || thread.over ? [] : thread.parents;
    if (endings.has(incident)) {
      if (thread !== undefined) await keepThread(threads, name, incident, { ...thread, over: true });
    } else if (!answered) {
      const [head = first, ...rest] = [...before.filter(({ channel }) => channel !== first.channel), first];
      await keepThread(threads, name, incident, { parents: [head, ...rest] });
    }
  }
};

/** An app's bot: threads, edits, and a channel and a mention by severity. */
export const slackBot = channelKind({
  type: 'slack-bot',
  title: 'Slack by bot token',
  perSecond: PER_SECOND,
  settings,
  needs: ({ secret, origin }) => ({
    secrets: [secret],
    threads: true,
    ...(!isOfSlack(origin) && { selfHosted: [origin] }),
  }),
  render: renderSlack,
  message: slackMessage,
  connect,
  alarm: ({ secret, channel, channels, origin }, world) => {
    const call = slackApi(secret, origin, world);
    return async (change): Promise<Sent> => {
      const message = { ...renderSlackAlarm(change), channel: channels?.page ?? channel };
      const posted = await call('chat.postMessage', message);
      return posted.ok ? { sent: true } : posted.failed;
    };
  },
});
