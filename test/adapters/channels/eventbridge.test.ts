import { readFileSync } from 'node:fs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, onTestFinished, test } from 'vitest';
import { putEventWith } from '../../../adapters/aws/put-event.ts';
import { eventbridge } from '../../../adapters/channels/eventbridge.ts';
import { parseJson } from '../../../core/base/json.ts';
import type { Telling } from '../../../core/model/notice.ts';
import { DETAIL_TYPES, renderEvent } from '../../../messages/eventbridge/event.ts';
import { message } from '../../../messages/json/schema.ts';
import { publicationOf } from '../../../messages/publication.ts';
import { tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';
import { listen, type Reply, worldOf } from './loopback.ts';

const BUS = 'arn:aws:events:eu-west-1:123456789012:event-bus/ops';
const TAKEN: Reply = { status: 200, body: '{"FailedEntryCount":0,"Entries":[{"EventId":"e"}]}' };
const failed = (code: string): Reply => ({
  status: 200,
  body: JSON.stringify({ FailedEntryCount: 1, Entries: [{ ErrorCode: code, ErrorMessage: 'words of EventBridge' }] }),
});
const [alert] = samples['rejected-revoked']!;

const bus = async (reply: Reply) => {
  const server = await listen(() => reply);
  const client = new EventBridgeClient({
    region: 'eu-west-1',
    endpoint: server.origin,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
  });
  onTestFinished(() => {
    server.close();
    client.destroy();
  });
  const world = worldOf('', { putEvent: putEventWith(client) });
  return { ...server, channel: eventbridge.open('events', { bus: BUS }, world) };
};

test('puts one event on the bus: our source, a type of the list, and the JSON of the topic', async () => {
  const { channel, seen } = await bus(TAKEN);
  expect(await channel.send([alert])).toEqual({ sent: true });
  const { Entries } = parseJson(seen[0]?.body ?? '') as { Entries: readonly Record<string, string>[] };
  const [{ Detail = '', ...entry } = {}, ...others] = Entries;
  expect(others).toEqual([]);
  expect(entry).toEqual({ EventBusName: BUS, Source: 'token-health-monitor', DetailType: 'Token Rejected' });
  expect(parseJson(Detail)).toEqual(
    parseJson((parseJson(publicationOf([alert]).message) as { default: string }).default),
  );
});

test('puts what was stored, and renders only where nothing usable was', async () => {
  const { channel, seen } = await bus(TAKEN);
  const stored = { type: 'Token Rejected', detail: { schemaVersion: 1, id: 'of then' } };
  await channel.send([alert], JSON.stringify(stored));
  await channel.send([alert], JSON.stringify({ ...stored, type: 'Something Else' }));
  const details = seen.map(({ body }) => (parseJson(body) as { Entries: [{ Detail: string }] }).Entries[0].Detail);
  expect(details.map((detail) => (parseJson(detail) as { id: string }).id)).toEqual(['of then', alert.id]);
});

test.each(Object.entries(tellings))('%s is an event of a known type within the documented schema', (_, telling) => {
  const { type, detail } = renderEvent(telling);
  expect(DETAIL_TYPES).toContain(type);
  expect(message.parse(detail)).toEqual(detail);
});

test('thousands of tokens fit into an entry of 256 KB: fewer are listed, the rest is counted', () => {
  const many = Array.from({ length: 2000 }, (_, n) => ({ ...alert, id: `${n}:rejected`, incident: `TH-${n}` }));
  const [first = alert, ...rest] = many;
  const telling: Telling = [first, ...rest];
  const { type, detail } = renderEvent(telling);
  const entry = JSON.stringify(detail);
  expect(type).toBe('Token Findings');
  expect(Buffer.byteLength(`token-health-monitor${type}${entry}`)).toBeLessThan(256 * 1024);
  const { tokens, omitted } = detail as { tokens: readonly unknown[]; omitted: number };
  expect(tokens.length + omitted).toBe(2000);
  expect(tokens.length).toBeGreaterThan(50);
});

describe('what EventBridge answers', () => {
  test.each([
    ['an entry that failed in a call that did not', failed('InternalFailure'), 'InternalFailure', false],
    ['an entry that it will not have', failed('MalformedDetail'), 'MalformedDetail', true],
    ['throttling', { status: 400, body: '{"__type":"ThrottlingException"}' }, 'ThrottlingException', false],
    [
      'no such bus',
      { status: 400, body: '{"__type":"ResourceNotFoundException"}' },
      'ResourceNotFoundException',
      false,
    ],
  ])('%s is told by its name', async (_, reply, name, refused) => {
    const { channel } = await bus(reply);
    expect(await channel.send([alert])).toEqual({
      sent: false,
      why: `EventBridge did not take it (${name})`,
      ...(refused && { refused }),
    });
  });
});

test('docs/alerts.md names every type', () => {
  const [, section = ''] = readFileSync('docs/alerts.md', 'utf8').split('\n## EventBridge\n');
  const [table = ''] = section.split('\nWhatever is broken');
  const named = [...table.matchAll(/`((?:[A-Z][a-z]+ )+[A-Z][a-z]+)`/g)].map(([, type]) => type);
  expect(named.sort()).toEqual([...DETAIL_TYPES].sort());
});

test.each(['ops', 'default', BUS])('%s is a bus', (name) => {
  expect(eventbridge.settings.safeParse({ bus: name }).success).toBe(true);
});

test.each(['', 'arn:aws:sns:eu-west-1:123456789012:ops', 'with space'])('%j is none', (name) => {
  expect(eventbridge.settings.safeParse({ bus: name }).success).toBe(false);
});
