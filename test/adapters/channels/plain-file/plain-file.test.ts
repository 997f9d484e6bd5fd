import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { textsOf } from '../../../../adapters/channels/texts.ts';
import { IN_MEMORY, openDatabase } from '../../../../adapters/local/database.ts';
import { outboxOf, putAlert } from '../../../../adapters/local/outbox.ts';
import { localTurns } from '../../../../adapters/local/turns.ts';
import { MINUTE } from '../../../../core/base/time.ts';
import type { Tellable } from '../../../../core/model/notice.ts';
import { type DeliverPorts, deliverDue, deliverNew } from '../../../../monitor/deliver/deliver.ts';
import type { Outbox, OutboxItem } from '../../../../monitor/ports.ts';
import { refuses, tellings } from '../../../messages/notices.ts';
import { base, samples } from '../../../messages/samples.ts';
import { worldOf } from '../loopback.ts';
import { plainFile } from './plain-file.ts';

/** An outbox that keeps the texts beside the alerts, a clock, and the channel. */
const monitor = (file: string) => {
  const db = openDatabase(IN_MEMORY, 100);
  onTestFinished(() => db.close());
  const kept = new Map<string, Readonly<Record<string, string>> | undefined>();
  const withTexts = (item: OutboxItem): OutboxItem => {
    const texts = kept.get(item.alert.id);
    return texts === undefined ? item : { ...item, texts };
  };
  const stored = outboxOf(db);
  const outbox: Outbox = { ...stored, claim: async (...args) => (await stored.claim(...args)).map(withTexts) };
  let now = base.at + MINUTE;
  const warned: string[] = [];
  const ports: DeliverPorts = {
    outbox,
    turns: localTurns(),
    channels: [plainFile.open('log', { path: file }, worldOf(''))],
    clock: () => now,
    measure: { probe: () => {}, verdicts: () => {}, count: () => {} },
    warn: (_, facts) => warned.push(String(facts.why)),
    sender: 'one',
  };
  return {
    ports,
    warned,
    pass: (ms: number): void => {
      now += ms;
    },
    put: (one: Tellable, text?: string): void => {
      putAlert(db, one);
      kept.set(one.id, text === undefined ? textsOf(one, [plainFile]) : { 'plain-file': text });
    },
  };
};

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'plain-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
};

const [alert] = samples['rejected-revoked']!;

test('an alert is written when it is new, as it was stored', async () => {
  const file = join(folder(), 'alerts.txt');
  const { ports, put } = monitor(file);
  put(alert, JSON.stringify({ id: alert.id, lines: ['the words of then'] }));
  expect(await deliverNew([alert.id], ports)).toMatchObject({ sent: 1, failed: 0 });
  expect(readFileSync(file, 'utf8')).toBe(`== ${alert.id}\nthe words of then\n`);
});

test('a file that cannot be written is told, and has the alert later, once', async () => {
  const file = join(folder(), 'not-yet', 'alerts.txt');
  const { ports, put, pass, warned } = monitor(file);
  put(alert);
  expect(await deliverNew([alert.id], ports)).toMatchObject({ sent: 0, failed: 1 });
  expect(warned).toEqual(['plain file: it cannot be written: make its folder, and let this user write there']);
  mkdirSync(join(file, '..'));
  pass(5 * MINUTE);
  expect(await deliverDue(ports)).toMatchObject({ sent: 1, failed: 0 });
  expect(await deliverDue(ports)).toMatchObject({ sent: 0 });
  await ports.channels[0]?.send([alert]);
  const text = readFileSync(file, 'utf8');
  expect(text.match(/^== /gm)).toHaveLength(1);
  expect(text).toContain('REJECTED: prod/discord-bot (Discord bot token) - revoked or reset, dead now [TH-9C1VB]\n');
});

test('a notice and all that one owner is told are messages of their own', async () => {
  const file = join(folder(), 'alerts.txt');
  const { ports, put } = monitor(file);
  for (const one of [refuses, ...tellings.findings!]) put(one);
  await deliverDue(ports);
  expect(readFileSync(file, 'utf8').match(/^== .*/gm)).toEqual([
    expect.stringMatching(/^== (findings:[0-9a-f]{24}|issuer\/discord\.com:outage:\d+)$/),
    expect.stringMatching(/^== (findings:[0-9a-f]{24}|issuer\/discord\.com:outage:\d+)$/),
  ]);
});

test.each(Object.entries(tellings))('%s is lines of plain text', (_, telling) => {
  const { lines } = JSON.parse(plainFile.render(telling)) as { lines: readonly string[] };
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => !/^[ -~]*$/.test(line))).toEqual([]);
});
