import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KINDS } from '../../../adapters/channels/kinds.ts';
import { openStore } from '../../../adapters/local/store.ts';
import { SAMPLE_WORDS, sampleOf } from '../../../cli/preview/samples.ts';
import { isAlert } from '../../../core/model/notice.ts';
import { message } from '../../../messages/json/schema.ts';
import { jsonOf } from '../../../messages/publication.ts';
import { renderSlack } from '../../../messages/slack/slack.ts';
import { sampleRecord } from '../../adapters/local/samples.ts';
import { base, samples } from '../../messages/samples.ts';
import { slackPayload } from '../../support/block-kit.ts';
import { run } from '../run.ts';

let folder: string;
let state: string;
const [told] = samples['rejected-revoked']!;
const later = { ...samples.recovered![0], id: 'later', at: told.at + 1, incident: told.incident };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  state = join(folder, 'state.db');
  const store = openStore(state);
  await store.commit({ record: sampleRecord('a'), expectedRevision: undefined, alerts: [later, told] });
  store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const preview = (...args: string[]) => run(['preview', ...args, '--state', state]);

describe('token-health preview', () => {
  test('prints what was told, by its id, as the body that is posted', async () => {
    const { code, stdout, stderr } = await preview(told.id, '--channel', 'slack');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(renderSlack([told]));
  });

  test.each(['TH-9C1VB', 'th-9c1vb'])('prints the last that was told of %s', async (incident) => {
    const { code, stdout } = await preview(incident);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'RECOVERED  prod/discord-bot (Discord bot token)']);
  });

  test('prints a mail as headers and text, and its HTML by itself', async () => {
    const { stdout } = await preview(told.id, '--channel', 'email');
    expect(stdout).toMatch(/^Subject: REJECTED: prod\/discord-bot .*\n\nREJECTED NOW {3}prod\/discord-bot\n/);
    const file = join(folder, 'mail.html');
    const { code, stdout: nothing } = await preview(told.id, '--channel', 'email', '--html', '--out', file);
    expect([code, nothing]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  test('wraps it for programs', async () => {
    const { stdout } = await preview('digest', '--channel', 'sns', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, kind: 'digest', channel: 'sns', sample: true });
  });

  test('says of a sample that it is one', async () => {
    const { stdout, stderr } = await run(['preview', 'rejected']);
    expect(stderr).toBe('note: a SAMPLE, made up by this program: no token of yours\n');
    expect(stdout).toMatch(/^REJECTED {2}SAMPLE\/discord-bot/);
  });

  test.each<[string, readonly string[], number, string]>([
    [
      'an incident that is mistyped',
      ['TH-9C1VC'],
      5,
      'error: no alert "TH-9C1VC" is known\n  why   1 incidents are known by other names\n  do    use TH-9C1VB\n',
    ],
    ['a word that is mistyped', ['rejcted'], 5, 'do    use rejected\n'],
    ['another word', ['whatever'], 5, 'or a word for a sample'],
    ['a channel that is mistyped', ['rejected', '--channel', 'discrod'], 2, 'error: there is no channel "discrod"\n'],
    ['HTML of a chat', ['rejected', '--channel', 'slack', '--html'], 2, 'do    use --channel email --html\n'],
    [
      'a folder that is not there',
      ['rejected', '--out', '/nowhere/at/all'],
      4,
      'error: cannot write /nowhere/at/all\n  why   ENOENT\n',
    ],
    ['nothing', [], 2, 'do    token-health preview --help\n'],
  ])('of %s says what would do', async (_, args, exit, says) => {
    const { code, stdout, stderr } = await preview(...args);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(says);
  });

  test('makes no state where there is none', async () => {
    const { code, stderr } = await run(['preview', 'TH-9C1VB', '--state', join(folder, 'none.db')]);
    expect([code, stderr.includes('nothing was told yet')]).toEqual([5, true]);
    expect(() => readFileSync(join(folder, 'none.db'))).toThrow();
  });
});

describe.each(SAMPLE_WORDS)('the sample %s', (word) => {
  const sample = sampleOf(word, base.at)!;
  const telling = isAlert(sample) ? ([sample] as const) : ([sample] as const);

  test('is of that kind, and says SAMPLE in every channel', () => {
    expect(sample.kind).toBe(word);
    for (const { type, render } of KINDS.filter(
      ({ type }) => (word !== 'digest' && word !== 'started') || !/pagerduty|opsgenie/.test(type),
    ))
      expect(render(telling), type).toContain('SAMPLE');
  });

  test('is what programs and Slack take', () => {
    message.parse(jsonOf(telling, 250_000));
    slackPayload.parse(renderSlack(telling));
  });
});
