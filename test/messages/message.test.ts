import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Telling } from '../../core/model/notice.ts';
import { renderEmail } from '../../messages/email/email.ts';
import {
  alertMessage,
  channelMessage,
  digestMessage,
  findingsMessage,
  goneMessage,
  message,
  quietMessage,
  refusalMessage,
  startedMessage,
  subscribersMessage,
  testMessage,
} from '../../messages/json/schema.ts';
import { publicationOf } from '../../messages/publication.ts';
import { mixed, unownedWeek, wellWeek } from './digests.ts';
import {
  acknowledged,
  answers,
  down,
  gone,
  lost,
  nobody,
  refuses,
  silent,
  snoozed,
  tellings,
  trial,
} from './notices.ts';
import { base, samples } from './samples.ts';

type Alerts = readonly [Alert, ...Alert[]];
const partsOf = (telling: Telling) => parseJson(publicationOf(telling).message) as { default: string; email: string };
const bodyOf = (telling: Telling): unknown => parseJson(partsOf(telling).default);

describe('docs/schemas/alert.schema.json', () => {
  const path = new URL('../../docs/schemas/alert.schema.json', import.meta.url);
  const biome = new URL('../../node_modules/.bin/biome', import.meta.url);
  const schema = {
    ...z.toJSONSchema(message, { io: 'input' }),
    title: 'Token Health Monitor: what is published to the topic',
  };

  test('is the schema in use; UPDATE_GOLDEN=1 writes it anew, as biome formats it', () => {
    if (process.env.UPDATE_GOLDEN === '1') {
      writeFileSync(path, JSON.stringify(schema));
      execFileSync(fileURLToPath(biome), ['format', '--write', fileURLToPath(path)]);
    }
    expect(parseJson(readFileSync(path, 'utf8'))).toEqual(parseJson(JSON.stringify(schema)));
  });
});

test.each(Object.entries(tellings))('%s obeys the documented schema, and has no key beside it', (_, telling) => {
  expect(message.parse(bodyOf(telling))).toEqual(bodyOf(telling));
});

describe('docs/alerts.md', () => {
  const docs = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8');

  test.each<[string, Telling]>([
    ['alert', samples['rejected-revoked']!],
    ['outage-refuses', [refuses]],
    ['outage-silent', [silent]],
    ['outage-answers', [answers]],
    ['subscribers', [lost]],
    ['gone-one', [gone]],
    ['quiet-acknowledged', [acknowledged]],
    ['channel', [down]],
    ['test', [trial]],
    ['digest-unowned', [unownedWeek]],
  ])('shows the message of an %s as it is sent', (name, telling) => {
    const [, example = ''] = new RegExp(`\`\`\`json ${name}\\n([\\s\\S]*?)\`\`\``).exec(docs) ?? [];
    expect(parseJson(example)).toEqual(bodyOf(telling));
  });

  test('names every kind, and quotes the subjects of notices as they are sent', () => {
    const kinds = [
      ...alertMessage.shape.kind.options.flatMap(({ options }) => options),
      refusalMessage.shape.kind.value,
      subscribersMessage.shape.kind.value,
      findingsMessage.shape.kind.value,
      goneMessage.shape.kind.value,
      quietMessage.shape.kind.value,
      digestMessage.shape.kind.value,
      testMessage.shape.kind.value,
      channelMessage.shape.kind.value,
    ];
    expect(kinds.filter((kind) => !docs.includes(`| \`${kind}\` |`))).toEqual([]);
    expect(docs).toContain(`Subject: ${renderEmail([mixed]).subject}\n\n${renderEmail([mixed]).text.trimEnd()}\n`);
    for (const notice of [
      refuses,
      silent,
      answers,
      nobody,
      lost,
      gone,
      acknowledged,
      snoozed,
      trial,
      down,
      mixed,
      wellWeek,
    ])
      expect(docs).toContain(`Subject: ${publicationOf([notice]).subject}\n`);
  });
});

test('a fact that is not known has no key', () => {
  const { owner: _o, environment: _e, runbook: _r, lastAcceptedAt: _l, tokenKind: _k, ...bare } = base;
  const body = alertMessage.parse(bodyOf([bare]));
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['owner']));
  for (const name of ['owner', 'environment', 'runbook', 'lastAcceptedAt', 'tokenKind', 'provider', 'cause'])
    expect(body).not.toHaveProperty(name);
});

test('attributes name what filters ask for, and only what is known', () => {
  expect(publicationOf(samples['rejected-revoked']!).attributes).toEqual({
    severity: 'page',
    finding: 'rejected',
    provider: 'discord',
    owner: 'team-bots',
    environment: 'production',
    alertId: base.id,
  });
  const { owner: _o, environment: _e, tokenKind: _k, ...bare } = base;
  expect(Object.keys(publicationOf([bare]).attributes)).toEqual(['severity', 'finding', 'alertId']);
});

test('a collection lists what its tokens differ in, so that a filter for one of them matches', () => {
  const [first, ...rest] = samples.started!;
  const mixed = publicationOf([{ ...first, tokenKind: 'github.classic', environment: 'staging' }, ...rest]);
  expect(mixed.attributes).toMatchObject({
    finding: 'started',
    provider: expect.arrayContaining(['discord', 'github']),
    owner: 'team-bots',
    environment: ['production', 'staging'],
  });
  const ofDiscord = rest.filter(({ tokenKind }) => tokenKind === 'discord.bot');
  expect(publicationOf([first, ...ofDiscord]).attributes).toMatchObject({ provider: 'discord' });
});

test('a collection has the same id and text in whatever order it is found', () => {
  const [first, second, ...rest] = samples.started!;
  expect(publicationOf([second!, first, ...rest])).toEqual(publicationOf(samples.started!));
});

test('5,000 first sights fit into one message: the worst are listed, the others counted', () => {
  const many = Array.from({ length: 5000 }, (_, n): Alert => ({ ...samples.started![2]!, id: `token-${n}:started` }));
  const alerts: Alerts = [...samples.started!, ...many] as unknown as Alerts;
  const publication = publicationOf(alerts);
  const body = startedMessage.parse(bodyOf(alerts));
  expect(Buffer.byteLength(publication.message)).toBeLessThanOrEqual(256 * 1024);
  expect(body.tokens.length + body.omitted).toBe(alerts.length);
  expect(body.tokens[0]?.verdict).toBe('rejected');
  expect(body.tokens.length).toBeGreaterThan(50);
});

test('mail readers get the text, everything else the JSON', () => {
  expect(partsOf(samples.degraded!).email).toContain('\nWHAT TO DO\n');
  expect(partsOf(samples.degraded!).default.startsWith('{"schemaVersion":1,')).toBe(true);
});
