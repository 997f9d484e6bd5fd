import { describe, expect, test } from 'vitest';
import { type AlarmChange, slackAlarms } from '../../../adapters/channels/slack-alarms.ts';
import { parseJson } from '../../../core/base/json.ts';
import { renderAlarm } from '../../../messages/slack/alarm.ts';
import { slackPayload } from '../../support/block-kit.ts';
import { type Reply, webhookServer, worldOf } from './loopback.ts';

const PATH = '/services/T00000000/B00000000/notarealwebhookkey000000';
const ARN = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:TokenHealth-MonitorPulseStopped-AbC1';

const CHANGE: AlarmChange = {
  on: true,
  name: 'TokenHealth-MonitorPulseStopped-AbC1',
  says: 'Token Health: notify has not run for 15 minutes. Runbook: Stopped.',
  why: 'Threshold Crossed: no datapoints were received for 3 periods.',
  at: Date.UTC(2026, 10, 27, 9, 30),
  arn: ARN,
};

const receiver = async (reply: Reply) => {
  const { ask, ...server } = await webhookServer(reply);
  const world = worldOf(`${server.origin}${PATH}`, { ask, trust: [server.origin] });
  return { ...server, tell: slackAlarms('chat/hook', world) };
};

test('an alarm is posted with its words, since when, and a link to the console', async () => {
  const { tell, seen } = await receiver({ status: 200, body: 'ok' });
  expect(await tell(CHANGE)).toEqual({ sent: true });
  expect(seen[0]?.path).toBe(PATH);
  const posted = slackPayload.parse(parseJson(seen[0]?.body ?? ''));
  expect(posted.text).toBe(`ALARM: ${CHANGE.says}`);
  const text = JSON.stringify(posted);
  expect(text).toContain(CHANGE.says);
  expect(text).toContain('2026-11-27 09:30 UTC');
  expect(text).toContain(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/TokenHealth-MonitorPulseStopped-AbC1',
  );
});

test('its end is told as well', () => {
  const { text, blocks } = renderAlarm({ ...CHANGE, on: false });
  expect(text).toMatch(/^OK AGAIN: /);
  expect(JSON.stringify(blocks[0])).toContain('OK AGAIN');
});

test.each([
  ['a webhook that was removed', 404, 'no_service'],
  ['an outage', 503, 'down'],
  ['200 from something else', 200, '<html>'],
])('%s is a failure, in our words', async (_, status, body) => {
  const { tell } = await receiver({ status, body });
  expect(await tell(CHANGE)).toMatchObject({ sent: false, why: expect.stringMatching(/^Slack: /) });
});

describe('hostile words', () => {
  const hostile = '<!channel> <https://evil.example|click> *bold* `code` @everyone https://evil.example/x\u202e :fire:';

  test.each([
    ['a description', { says: hostile }],
    ['a name', { name: hostile }],
    ['a reason', { why: hostile }],
    ['an address of the alarm', { arn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x|y> ${hostile}` }],
  ])('%s makes no link, mention or mark-up', (_, words) => {
    const message = slackPayload.parse(renderAlarm({ ...CHANGE, ...words }));
    const text = JSON.stringify(message).replaceAll(/<https:\/\/eu-west-1\.console[^>]*>|<!date[^>]*>/g, '');
    expect(text).not.toMatch(/<[!@#h]/);
    expect(text).not.toContain('@everyone');
    expect(text).not.toContain('https://evil');
    expect(text).not.toContain('\u202e');
  });

  test('words of any length fit', () => {
    const long = 'x<&'.repeat(20_000);
    slackPayload.parse(renderAlarm({ on: true, name: long, says: long, why: long, arn: long }));
  });

  test.each([
    ['of another service', 'arn:aws:sns:eu-west-1:123456789012:topic'],
    ['of an unknown partition', 'arn:aws-evil:cloudwatch:eu-west-1:123456789012:alarm:x'],
    ['of a region that is a host', 'arn:aws:cloudwatch:evil.example/:123456789012:alarm:x'],
    ['that is empty', ''],
  ])('an ARN %s makes no link', (_, arn) =>
    expect(JSON.stringify(renderAlarm({ ...CHANGE, arn }))).not.toContain('open the alarm'),
  );
});
