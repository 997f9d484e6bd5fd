import { describe, expect, test } from 'vitest';
import { MARKER_TAG } from '../../adapters/names.ts';
import { FULL, ofType, resources, synth } from '../infra/synth.ts';
import { startWorld } from '../support/world.ts';

const all = resources(synth(FULL));

/** Traps of the research notes that lose alerts without a word; those that are not here are in test/infra. */
describe('what loses alerts without a word', () => {
  test('trap 6: no subscription to alerts filters, so none can match nothing', () => {
    const subscriptions = ofType(all, 'AWS::SNS::Subscription').filter(([id]) => id.includes('AlertsTopic'));
    expect(subscriptions).toHaveLength(2);
    for (const [, { Properties }] of subscriptions)
      for (const filter of ['FilterPolicy', 'FilterPolicyScope']) expect(Properties).not.toHaveProperty(filter);
  });

  test('trap 7: functions log as text, in which a line of metrics stays one', () => {
    for (const [, { Properties }] of ofType(all, 'AWS::Lambda::Function'))
      expect((Properties.LoggingConfig as { LogFormat?: string }).LogFormat ?? 'Text').toBe('Text');
  });

  test('trap 8: no alarm asks Metrics Insights, which looks back three hours only', () => {
    const alarms = ofType(all, 'AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThan(5);
    for (const [, { Properties }] of alarms) expect(JSON.stringify(Properties)).not.toMatch(/SELECT|"Expression"/);
  });

  test('rule 8: no queue and no topic is FIFO: there is no e-mail from one, and one poison message blocks its group', () => {
    for (const [, { Properties }] of [...ofType(all, 'AWS::SQS::Queue'), ...ofType(all, 'AWS::SNS::Topic')])
      expect(Object.keys(Properties).join()).not.toMatch(/Fifo/i);
  });

  test('trap 12: a secret whose tag only begins like the marker is not watched', async () => {
    const world = await startWorld();
    world.put('stranger', 'value', { [`${MARKER_TAG}-disabled`]: 'discord.bot' });
    expect(await world.sweep()).toMatchObject({ found: 0, queued: 0 });
    expect(world.reads.flat()).toEqual([]);
    await world.stop();
  });
});
