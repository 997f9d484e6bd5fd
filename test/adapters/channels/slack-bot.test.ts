import { describe, expect, onTestFinished, test } from 'vitest';
import { slackBot } from '../../../adapters/channels/slack-bot.ts';
import { createAsk } from '../../../adapters/http/ask.ts';
import { HOUR } from '../../../core/base/time.ts';
import type { Alert } from '../../../core/model/alert.ts';
import type { Telling } from '../../../core/model/notice.ts';
import { renderSlack } from '../../../messages/slack/slack.ts';
import { findings, refuses } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { textsOf } from '../../support/block-kit.ts';
import { letters } from '../../support/samples.ts';
import { type Posted, slackError, slackWorkspace } from '../../support/slack-api.ts';
import { listen, worldOf } from './loopback.ts';

const TOKEN = `xoxb-${letters(40, 7)}`;
const OPS = 'C0123ABCDEF';
const PAGES = 'C0PAGES0001';
const [rejected] = samples['rejected-revoked']!;
const [recovered] = samples.recovered!;
const [expiring] = samples.expiring!;
const [expired] = samples.expired!;

type Faults = Parameters<typeof slackWorkspace>[1];

/** A workspace over HTTP, and a bot in it; its own pace is left to the test of it. */
const workspace = async (settings: object = {}, faults: Faults = [], held = TOKEN) => {
  const { messages, answer } = slackWorkspace(TOKEN, faults);
  const server = await listen(({ path, headers, body }) =>
    answer({ path, authorization: headers.authorization, body }),
  );
  const ask = createAsk({ allowedOrigins: [server.origin] });
  onTestFinished(() => {
    server.close();
    ask.close();
  });
  const world = worldOf(held, {
    ask: (request) => ask({ ...request, budget: { perSecond: 1000, concurrency: 1 } }),
    trust: [server.origin],
  });
  const all = { secret: 'chat/bot', channel: OPS, origin: server.origin, ...settings };
  return { bot: slackBot.open('ops', all, world), messages, seen: server.seen, world, all };
};

const header = (one: Posted | undefined): string => textsOf(one?.blocks ?? [])[0] ?? '';
const edited = (one: Posted | undefined): string => textsOf(one?.edits.at(-1)?.blocks ?? []).join('\n');

test('posts Block Kit as the bot, to the channel, and keeps by which message the incident began', async () => {
  const { bot, messages, seen, world } = await workspace();
  expect(await bot.send([rejected])).toEqual({ sent: true });
  expect(messages).toEqual([{ ...renderSlack([rejected]), channel: OPS, ts: expect.any(String), edits: [] }]);
  expect(seen[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(await world.threads.find('ops', rejected.incident)).toContain(messages[0]?.ts);
});

test('posts the text that was stored', async () => {
  const { bot, messages } = await workspace();
  await bot.send([rejected], JSON.stringify({ ...renderSlack([rejected]), text: 'the words of then' }));
  expect(messages[0]?.text).toBe('the words of then');
});

describe('one incident is one thread', () => {
  test('when it is over the first message says so, with the time it took, and the recovery stands in the thread alone', async () => {
    const { bot, messages } = await workspace({ mention: { page: 'here' } });
    await bot.send([rejected]);
    await bot.send([{ ...recovered, incident: rejected.incident, openedAt: recovered.at - 2 * HOUR }]);
    const [first, reply] = messages;
    expect(messages).toHaveLength(2);
    expect(reply).toMatchObject({ channel: OPS, thread_ts: first?.ts });
    expect(reply).not.toHaveProperty('reply_broadcast');
    expect(first?.edits).toHaveLength(1);
    expect(first?.edits[0]?.text).toBe('RECOVERED: prod/discord-bot - after 2 h 0 min');
    expect(edited(first)).toMatch(
      /^:white_check_mark: RECOVERED {2}prod\/discord-bot\n\*Over\* since .*, after 2 h 0 min\./,
    );
    expect(edited(first)).toContain('*Revoked or reset*');
    expect(edited(first)).not.toContain('<!here>');
  });

  test('what somebody has to act upon answers in the thread and is shown in the channel as well', async () => {
    const { bot, messages } = await workspace();
    await bot.send([{ ...expiring, incident: 'TH-8M2XD' }]);
    await bot.send([{ ...expired, incident: 'TH-8M2XD' }]);
    expect(messages[1]).toMatchObject({ thread_ts: messages[0]?.ts, reply_broadcast: true });
    expect(messages[0]?.edits).toEqual([]);
  });

  test('what begins again after it was over begins a thread of its own', async () => {
    const { bot, messages } = await workspace();
    const ends = { ...recovered, incident: rejected.incident };
    for (const alert of [rejected, ends, rejected, ends]) await bot.send([alert]);
    const [first, , again, closed] = messages;
    expect(again).not.toHaveProperty('thread_ts');
    expect(closed?.thread_ts).toBe(again?.ts);
    expect([first?.edits.length, again?.edits.length]).toEqual([1, 1]);
  });

  test('a worse severity with a channel of its own is told there, and both first messages are edited', async () => {
    const { bot, messages } = await workspace({ channels: { page: PAGES } });
    await bot.send([{ ...expiring, incident: 'TH-8M2XD' }]);
    await bot.send([{ ...expired, incident: 'TH-8M2XD' }]);
    await bot.send([{ ...recovered, incident: 'TH-8M2XD' }]);
    expect(messages.map(({ channel, thread_ts }) => [channel, thread_ts])).toEqual([
      [OPS, undefined],
      [PAGES, undefined],
      [PAGES, messages[1]?.ts],
    ]);
    expect(messages.map(({ edits }) => edits.length)).toEqual([1, 1, 0]);
  });

  test('several that were told in one message end in its thread, and it stays as it was', async () => {
    const { bot, messages } = await workspace();
    const two = ['TH-AAAAA', 'TH-BBBBB'] as const;
    const of = (alert: Alert): Telling => [
      { ...alert, id: `a:${alert.kind}`, incident: two[0] },
      { ...alert, id: `b:${alert.kind}`, incident: two[1] },
    ];
    await bot.send(of(rejected));
    await bot.send(of(recovered));
    expect(messages[1]?.thread_ts).toBe(messages[0]?.ts);
    expect(messages[0]?.edits).toEqual([]);
  });

  test('of several with threads of their own each first message is edited, and the message stands by itself', async () => {
    const { bot, messages } = await workspace();
    await bot.send([{ ...rejected, incident: 'TH-AAAAA' }]);
    await bot.send([{ ...rejected, incident: 'TH-BBBBB' }]);
    await bot.send([
      { ...recovered, id: 'a', incident: 'TH-AAAAA' },
      { ...recovered, id: 'b', incident: 'TH-BBBBB' },
    ]);
    expect(messages[2]).not.toHaveProperty('thread_ts');
    expect(messages.map(({ edits }) => edits.length)).toEqual([1, 1, 0]);
  });

  test('a notice, and many findings at once, are told as well', async () => {
    const { bot, messages } = await workspace();
    expect([await bot.send([refuses]), await bot.send(findings)]).toEqual([{ sent: true }, { sent: true }]);
    expect(messages.map(header)).toEqual([
      ':satellite_antenna: OUTAGE NOTICE  Discord',
      expect.stringContaining('prod/orders and 5 more'),
    ]);
  });

  test('without its first message, which somebody deleted, the next stands by itself and begins the thread anew', async () => {
    const { bot, messages } = await workspace();
    await bot.send([{ ...expiring, incident: 'TH-8M2XD' }]);
    messages.splice(0);
    await bot.send([{ ...expired, incident: 'TH-8M2XD' }]);
    await bot.send([{ ...recovered, incident: 'TH-8M2XD' }]);
    expect(messages.map(({ thread_ts }) => thread_ts)).toEqual([undefined, messages[0]?.ts]);
    expect(messages[0]?.edits).toHaveLength(1);
  });
});

describe('what fails half way', () => {
  const ends = { ...recovered, incident: rejected.incident };
  const down = { status: 503, body: 'down' };

  test.each([
    ['an edit that Slack had no time for', [undefined, down], 1],
    ['a post after the edit was made', [undefined, undefined, down], 2],
  ])('%s is made good by the next try: the recovery stands there once', async (_, faults, edits) => {
    const { bot, messages } = await workspace({}, [...faults]);
    await bot.send([rejected]);
    expect(await bot.send([ends])).toMatchObject({ sent: false, why: 'Slack: no usable answer (503)' });
    expect(await bot.send([ends])).toEqual({ sent: true });
    expect(messages).toHaveLength(2);
    expect(messages[0]?.edits).toHaveLength(edits);
  });

  test.each(['edit_window_closed', 'cant_update_message', 'message_not_found', 'msg_too_long'])(
    'a first message that cannot be edited (%s) keeps no recovery back',
    async (code) => {
      const { bot, messages } = await workspace({}, [undefined, slackError(code)]);
      await bot.send([rejected]);
      expect(await bot.send([ends])).toEqual({ sent: true });
      expect(messages[1]?.thread_ts).toBe(messages[0]?.ts);
    },
  );

  test('with 429 and 500 now and then nothing is lost and nothing stands there twice', async () => {
    const limited = { status: 429, body: '{"ok":false,"error":"ratelimited"}', headers: { 'retry-after': '0' } };
    const { bot, messages } = await workspace({}, [limited, { status: 500, body: '' }, undefined, limited, undefined]);
    for (const alert of [rejected, ends])
      for (let tries = 0; tries < 4; tries += 1) if ((await bot.send([alert])).sent) break;
    expect(messages.map(({ thread_ts }) => thread_ts)).toEqual([undefined, messages[0]?.ts]);
  });
});

describe('what Slack answers', () => {
  const token = (code: string): string =>
    `Slack: bot token refused: install the app again under OAuth & Permissions, and store the new token (${code})`;

  test.each([
    ['invalid_auth', token('invalid_auth')],
    ['token_revoked', token('token_revoked')],
    ['account_inactive', token('account_inactive')],
    ['missing_scope', expect.stringContaining('lacks the scope chat:write')],
    ['not_in_channel', `Slack: the app is not in ${OPS}: invite it there (not_in_channel)`],
    ['channel_not_found', expect.stringContaining(`no channel ${OPS} for this app`)],
    ['is_archived', `Slack: ${OPS} is archived: name another channel (is_archived)`],
    ['restricted_action', expect.stringContaining('a rule of the workspace')],
    ['internal_error', 'Slack: Slack has trouble of its own (internal_error)'],
    ['something_new', 'Slack: not taken (something_new)'],
    ['Words <of> theirs', 'Slack: no usable answer (200)'],
  ])('%s is told in our words', async (code, why) => {
    const { bot } = await workspace({}, [slackError(code)]);
    expect(await bot.send([rejected])).toEqual({ sent: false, why });
  });

  test.each(['invalid_blocks', 'msg_too_long', 'msg_blocks_too_long'])(
    '%s is a refusal of this message',
    async (code) => {
      const { bot } = await workspace({}, [slackError(code)]);
      expect(await bot.send([rejected])).toEqual({
        sent: false,
        why: `Slack: message refused (${code})`,
        refused: true,
      });
    },
  );

  test.each([
    ['an outage', { status: 503, body: '<b>down</b>' }, 'Slack: no usable answer (503)'],
    ['200 from something else', { status: 200, body: '<html>sign in</html>' }, 'Slack: no usable answer (200)'],
    ['200 without a message', { status: 200, body: '{"ok":true}' }, 'Slack: no usable answer (200)'],
  ])('%s is no success', async (_, fault, why) => {
    const { bot } = await workspace({}, [fault]);
    expect(await bot.send([rejected])).toEqual({ sent: false, why });
  });

  test('429 says when to come back', async () => {
    const { bot } = await workspace({}, [{ status: 429, body: '', headers: { 'retry-after': '30' } }]);
    const before = Date.now();
    const sent = await bot.send([rejected]);
    expect('retryAt' in sent ? (sent.retryAt ?? 0) - before : 0).toBeGreaterThanOrEqual(29_900);
  });
});

describe('who is called', () => {
  test.each([
    ['here', '<!here>'],
    ['channel', '<!channel>'],
    ['@U012ABCDEF', '<@U012ABCDEF>'],
    ['S012ABCDEF', '<!subteam^S012ABCDEF>'],
  ])('%s, by severity: what pages calls, the rest does not', async (page, mark) => {
    const { bot, messages } = await workspace({ mention: { page } });
    await bot.send([rejected]);
    await bot.send([{ ...expiring, incident: 'TH-8M2XD' }]);
    expect(textsOf(messages[0]?.blocks ?? [])[0]).toBe(mark);
    expect(messages[0]?.text).toMatch(/^REJECTED: prod\/discord-bot .*/);
    expect(messages[0]?.text.endsWith(` ${mark}`)).toBe(true);
    expect(JSON.stringify(messages[1])).not.toContain(mark);
  });

  test.each([['everyone'], ['#general'], ['U1> <!channel'], ['']])('%j is no setting', (page) => {
    expect(slackBot.settings.safeParse({ secret: 's', channel: OPS, mention: { page } }).success).toBe(false);
  });
});

describe('the token goes to Slack alone', () => {
  test.each([
    ['a webhook', 'https://hooks.slack.com/services/T0/B0/key'],
    ['the token of a person', `xoxp-${letters(40, 7)}`],
    ['two of them', `${TOKEN} ${TOKEN}`],
    ['nothing', ''],
  ])('a secret that holds %s is not sent', async (_, held) => {
    const { bot, seen } = await workspace({}, [], held);
    expect(await bot.send([rejected])).toEqual({
      sent: false,
      why: 'Slack: the secret named for it cannot be read, or holds no bot token xoxb-...',
    });
    expect(seen).toEqual([]);
  });

  test('an origin that nobody allowed is not asked', async () => {
    const { world, all, seen } = await workspace();
    const bot = slackBot.open('ops', all, { ...world, trust: [] });
    expect(await bot.send([rejected])).toMatchObject({ sent: false, why: expect.stringContaining("is not Slack's") });
    expect(seen).toEqual([]);
  });

  test('no part of it is in what is told, kept or in a message', async () => {
    const { bot, world, messages } = await workspace({}, [{ status: 500, body: TOKEN }]);
    const told = [await bot.send([rejected]), await bot.send([rejected])];
    const kept = await world.threads.find('ops', rejected.incident);
    expect(JSON.stringify([told, kept, messages])).not.toContain(TOKEN.slice(5));
  });
});

test('an alarm of the monitor goes to the channel of what pages', async () => {
  const { messages, world, all } = await workspace({ channels: { page: PAGES } });
  const tell = slackBot.alarm?.(all, world);
  const change = { on: true, name: 'Stopped', says: 'Token Health: notify stopped.', why: '', arn: '' };
  expect(await tell?.(change)).toEqual({ sent: true });
  expect(messages).toMatchObject([{ channel: PAGES, text: 'ALARM: Token Health: notify stopped.' }]);
});
