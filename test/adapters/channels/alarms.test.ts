import { describe, expect, test } from 'vitest';
import type { AlarmChange } from '../../../adapters/channels/kind.ts';
import { kindOf } from '../../../adapters/channels/kinds.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderDiscordAlarm } from '../../../messages/discord/alarm.ts';
import { renderSlackAlarm } from '../../../messages/slack/alarm.ts';
import { renderTeamsAlarm } from '../../../messages/teams/alarm.ts';
import { addressesOf, plainTexts, teamsPayload } from '../../support/adaptive-card.ts';
import { slackPayload, textsOf } from '../../support/block-kit.ts';
import { discordPayload, discordTexts } from '../../support/discord-embed.ts';
import { hex, letters } from '../../support/samples.ts';
import { type Reply, webhookServer, worldOf } from './loopback.ts';

const ARN = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:TokenHealth-MonitorPulseStopped-AbC1';
const CONSOLE =
  'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/TokenHealth-MonitorPulseStopped-AbC1';

const CHANGE: AlarmChange = {
  on: true,
  name: 'TokenHealth-MonitorPulseStopped-AbC1',
  says: 'Token Health: notify has not run for 15 minutes. Runbook: Stopped.',
  why: 'Threshold Crossed: no datapoints were received for 3 periods.',
  at: Date.UTC(2026, 10, 27, 9, 30),
  arn: ARN,
};

type Chat = {
  readonly type: string;
  readonly path: string;
  readonly taken: Reply;
  /** Preview first, as its strict schema lets it through. */
  readonly textsOf: (body: unknown) => readonly string[];
  readonly render: (change: AlarmChange) => unknown;
  /** What it acts upon. */
  readonly acts: RegExp;
};

const CHATS: readonly Chat[] = [
  {
    type: 'slack',
    path: '/services/T00000000/B00000000/notarealwebhookkey000000',
    taken: { status: 200, body: 'ok' },
    textsOf: (body) => {
      const { text, blocks } = slackPayload.parse(body);
      return [text, ...textsOf(blocks)];
    },
    render: renderSlackAlarm,
    acts: /<[!@#h]|@everyone|:fire:|[*`]/,
  },
  {
    type: 'discord',
    path: `/api/webhooks/123456789012345678/${letters(68, 4)}`,
    taken: { status: 200, body: '{"id":"1311111111111111111"}' },
    textsOf: (body) => discordTexts(discordPayload.parse(body)),
    render: renderDiscordAlarm,
    acts: /<[@#:t]|@everyone|:fire:|(?<![\\*])[*`](?!\*)/,
  },
  {
    type: 'teams',
    path: `/workflows/${hex(32, 3)}/triggers/manual/paths/invoke?api-version=1&sp=%2Frun&sv=1.0&sig=${letters(43, 5)}`,
    taken: { status: 202, body: '' },
    textsOf: (body) => {
      const message = teamsPayload.parse(body);
      const [preview = '', , ...texts] = plainTexts(message);
      return [preview, ...texts, ...addressesOf(message)];
    },
    render: renderTeamsAlarm,
    acts: /<\/?at\b/,
  },
];

describe.each(CHATS)('an alarm of the monitor, to $type,', ({ type, path, taken, textsOf: texts, render, acts }) => {
  const receiver = async (reply: Reply) => {
    const { ask, ...server } = await webhookServer(reply);
    const world = worldOf(`${server.origin}${path}`, { ask, trust: [server.origin] });
    const tell = kindOf(type)?.alarm?.({ secret: 'chat/hook' }, world);
    if (tell === undefined) throw new Error(`${type} tells no alarms`);
    return { ...server, tell };
  };

  test('is posted with its words, since when, and a link to the console', async () => {
    const { tell, seen } = await receiver(taken);
    expect(await tell(CHANGE)).toEqual({ sent: true });
    expect(seen[0]?.path.startsWith(path)).toBe(true);
    const [preview, ...rest] = texts(parseJson(seen[0]?.body ?? ''));
    expect(preview).toBe(`ALARM: ${CHANGE.says}`);
    const text = rest.join('\n');
    expect(text).toContain(CHANGE.says);
    expect(text).toContain('2026-11-27 09:30 UTC');
    expect(text).toContain(CONSOLE);
  });

  test('its end is told as well', () => {
    const [preview, title] = texts(render({ ...CHANGE, on: false }));
    expect(preview).toMatch(/^OK AGAIN: /);
    expect(title).toContain('OK AGAIN');
  });

  test.each([
    ['a webhook that was removed', 404, 'no_service'],
    ['an outage', 503, 'down'],
    ['an answer without a word', 204, ''],
  ])('%s is a failure, in our words', async (_, status, body) => {
    const { tell } = await receiver({ status, body });
    expect(await tell(CHANGE)).toMatchObject({ sent: false, why: expect.stringMatching(/^(?:Slack|Discord|Teams): /) });
  });

  const hostile =
    '<at>everyone</at> <!channel> <https://evil.example|click> *bold* `code` @everyone https://evil.example/x\u202e :fire:';

  test.each([
    ['a description', { says: hostile }],
    ['a name', { name: hostile }],
    ['a reason', { why: hostile }],
    ['an address of the alarm', { arn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x|y> ${hostile}` }],
  ])('%s that is hostile makes no link, mention or mark-up', (_, words) => {
    const text = texts(render({ ...CHANGE, ...words }))
      .join('\n')
      .replaceAll(/<https:\/\/eu-west-1\.console[^>]*>|<!date[^>]*>/g, '');
    expect(text).not.toMatch(acts);
    expect(text).not.toContain('https://evil');
    expect(text).not.toContain('\u202e');
  });

  test('words of any length fit', () => {
    const long = 'x<&*'.repeat(20_000);
    texts(render({ on: true, name: long, says: long, why: long, arn: long }));
  });

  test.each([
    ['of another service', 'arn:aws:sns:eu-west-1:123456789012:topic'],
    ['of an unknown partition', 'arn:aws-evil:cloudwatch:eu-west-1:123456789012:alarm:x'],
    ['of a region that is a host', 'arn:aws:cloudwatch:evil.example/:123456789012:alarm:x'],
    ['that is empty', ''],
  ])('an ARN %s makes no link', (_, arn) => {
    expect(texts(render({ ...CHANGE, arn })).join('\n')).not.toContain('https://');
  });
});

test('a kind whose channel is no webhook tells none', () => {
  expect(kindOf('sns')?.alarm).toBeUndefined();
});
