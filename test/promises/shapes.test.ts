import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { CLIENT_SETTINGS } from '../../adapters/aws/calls.ts';
import { outbox } from '../../adapters/aws/outbox.ts';
import { issuers, loadRecords } from '../../adapters/aws/records.ts';
import { sweeps } from '../../adapters/aws/sweeps.ts';
import { alertIdOf, messageOf, notifyEvent, parseEvent } from '../../functions/events.ts';
import { publicationOf } from '../../messages/publication.ts';
import { startAws } from './loopback-aws.ts';
import {
  ALERT_V1,
  ISSUER_V1,
  MESSAGE_V1,
  RECORD_V1,
  REFUSAL_NOTICE_V1,
  SILENCE_NOTICE_V1,
  STREAM_V1,
  SWEEP_V1,
} from './shipped.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A table in which every read finds this text. */
const holding = async (body: string): Promise<DynamoDBClient> => {
  const item = { body: { S: body }, undelivered: { S: '1' }, nextAttemptAt: { N: '1' }, attempts: { N: '0' } };
  const server = await startAws(({ action }) =>
    action === 'GetItem' ? { Item: item } : { Responses: { table: [item] } },
  );
  open.push(server.close);
  return new DynamoDBClient({ ...CLIENT_SETTINGS, ...server.settings });
};

const later = (text: string): string => text.replace(/"(schema|v)":1/, '"$1":2');

describe('F78: a shape as first shipped is read', () => {
  test('of the queue', () => {
    expect(messageOf({ messageId: 'm', body: MESSAGE_V1 })).toMatchObject({ v: 1, items: [{ name: 'prod/bot' }] });
  });

  test('of the stream', () => {
    const came = parseEvent(notifyEvent, JSON.parse(STREAM_V1));
    expect(came.came === 'stream' && came.records.map(alertIdOf)).toEqual(['arn%3Abot:rejected:v1:1']);
  });

  test('of a record', async () => {
    const records = await loadRecords(await holding(RECORD_V1), 'table')(['arn%3Abot']);
    expect(records.get('arn%3Abot')).toMatchObject({ revision: 7, refused: { looks: 2 }, episodes: 1 });
  });

  test('of an alert', async () => {
    const item = await outbox(await holding(ALERT_V1), 'table', Date.now).find('x');
    expect(item?.alert).toMatchObject({ kind: 'rejected', incident: 'TH-4K7Q2' });
  });

  test('of an issuer', async () => {
    const issuer = await issuers(await holding(ISSUER_V1), 'table').load('discord.com');
    expect(issuer).toMatchObject({ revision: 3, hold: { until: 7_200_002 }, turns: [{ said: 'refused' }] });
  });

  test.each([
    ['of a notice that an issuer refuses', REFUSAL_NOTICE_V1, 'refuses 3 of 3 tokens at once'],
    ['of a notice that an issuer is silent', SILENCE_NOTICE_V1, 'at least 3 tokens unchecked'],
  ])('%s, and told', async (_sentence, body, words) => {
    const item = await outbox(await holding(body), 'table', Date.now).find('x');
    const notice = item?.alert;
    expect(notice?.kind === 'outage' && publicationOf([notice]).subject).toContain(words);
  });

  test('of a sweep', async () => {
    expect(await sweeps(await holding(SWEEP_V1), 'table').last()).toEqual({
      id: 'sweep-1',
      startedAt: 1,
      previousAt: 0,
    });
  });
});

describe('F79: a shape of a later release is a failure', () => {
  test('of the queue', () => {
    expect(() => messageOf({ messageId: 'm', body: later(MESSAGE_V1) })).toThrow('not understood');
  });

  test('of a record', async () => {
    await expect(loadRecords(await holding(later(RECORD_V1)), 'table')(['arn%3Abot'])).rejects.toThrow('unknown shape');
  });

  test('of an issuer, or of a notice', async () => {
    await expect(issuers(await holding(later(ISSUER_V1)), 'table').load('x')).rejects.toThrow('unknown shape');
    for (const notice of [later(REFUSAL_NOTICE_V1), SILENCE_NOTICE_V1.replace('"silent"', '"strikes"')])
      await expect(outbox(await holding(notice), 'table', Date.now).find('x')).rejects.toThrow('unknown shape');
  });

  test('of an alert', async () => {
    await expect(outbox(await holding(later(ALERT_V1)), 'table', Date.now).find('x')).rejects.toThrow('unknown shape');
  });
});
