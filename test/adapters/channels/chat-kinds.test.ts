import { expect, test } from 'vitest';
import { discord } from '../../../adapters/channels/discord.ts';
import { slack } from '../../../adapters/channels/slack.ts';
import { slackBot } from '../../../adapters/channels/slack-bot.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderDiscord } from '../../../messages/discord/discord.ts';
import { renderSlack } from '../../../messages/slack/slack.ts';
import { tellings } from '../../messages/notices.ts';
import { slackPayload } from '../../support/block-kit.ts';
import { discordPayload } from '../../support/discord-embed.ts';
import { faltering, forgetful, untilSent } from '../../support/faltering.ts';
import { letters } from '../../support/samples.ts';
import { slackWorkspace } from '../../support/slack-api.ts';
import { type Reply, type Seen, webhookServer, worldOf } from './loopback.ts';

const ALL = Object.values(tellings);

type Strict = { readonly safeParse: (body: unknown) => { readonly success: boolean } };

/** Takes only what its medium's limits allow, and keeps it. */
const strict = (payload: Strict, done: Reply, wrong: Reply) => {
  const taken: unknown[] = [];
  const reply = ({ body }: Seen): Reply => {
    const posted = parseJson(body);
    if (!payload.safeParse(posted).success) return wrong;
    taken.push(posted);
    return done;
  };
  return { taken, reply };
};

const SLACK = '/services/T00000000/B00000000/notarealwebhookkey000000';
const DISCORD = `/api/webhooks/123456789012345678/${letters(68, 4)}`;

/** What a busy receiver has of each telling in the end, and what it was to have. */
const takenBy = {
  slack: async () => {
    const { taken, reply } = strict(slackPayload, { status: 200, body: 'ok' }, { status: 400, body: 'invalid_blocks' });
    const { origin } = await webhookServer(faltering(reply));
    const world = worldOf(`${origin}${SLACK}`, { ask: forgetful(origin), trust: [origin] });
    const channel = slack.open('ops', { secret: 'chat/hook' }, world);
    for (const telling of ALL) await untilSent(() => channel.send(telling));
    return [taken, ALL.map(renderSlack)];
  },
  discord: async () => {
    const made = { status: 200, body: JSON.stringify({ id: '1311111111111111111', type: 0 }) };
    const { taken, reply } = strict(discordPayload, made, { status: 400, body: '{"code":50035}' });
    const { origin } = await webhookServer(faltering(reply));
    const world = worldOf(`${origin}${DISCORD}`, { ask: forgetful(origin), trust: [origin] });
    const channel = discord.open('ops', { secret: 'chat/hook' }, world);
    for (const telling of ALL) await untilSent(() => channel.send(telling));
    return [taken, ALL.map(renderDiscord)];
  },
  'slack-bot': async () => {
    const token = `xoxb-${letters(40, 7)}`;
    const { messages, answer } = slackWorkspace(token);
    const reply = ({ path, headers, body }: Seen): Reply =>
      answer({ path, authorization: headers.authorization, body });
    const { origin } = await webhookServer(faltering(reply));
    const world = worldOf(token, { ask: forgetful(origin), trust: [origin] });
    const channel = slackBot.open('ops', { secret: 'chat/bot', channel: 'C0123ABCDEF', origin }, world);
    for (const telling of ALL) await untilSent(() => channel.send(telling));
    const taken = messages.map(({ channel: _, ts, edits, thread_ts, reply_broadcast, ...message }) => message);
    return [taken, ALL.map(renderSlack)];
  },
};

test.each(Object.entries(takenBy))(
  '%s has every kind of message in the end, with 429 and 500 now and then: none lost, none twice',
  { timeout: 60_000 },
  async (_, take) => {
    const [taken, wanted] = await take();
    expect(wanted?.length).toBeGreaterThan(40);
    expect(taken).toEqual(wanted);
  },
);
