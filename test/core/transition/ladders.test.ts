import { describe, expect, test } from 'vitest';
import { DAY } from '../../../core/base/time.ts';
import type { Watch } from '../../../core/model/tags.ts';
import type { LadderSetting } from '../../../core/policy/ladder-setting.ts';
import type { Rule } from '../../../core/policy/rule.ts';
import { DEFAULT_POLICY } from '../../../core/transition/policy.ts';
import { type PolicySettings, policyFor, policyOf } from '../../../core/transition/policy-for.ts';
import { accepted, expiresIn, START } from '../../support/make.ts';
import { storyOf } from '../../support/story.ts';

const TOKEN = {
  name: 'prod/discord-bot',
  kind: 'discord.oauth',
  tags: { 'token-health:environment': 'production', team: 'bots' },
  watch: {},
};

describe('a rule', () => {
  test.each<[string, Omit<Rule, 'ladder'>, boolean]>([
    ['fits by the beginning of a name', { names: ['prod/*'] }, true],
    ['fits by a whole name', { names: ['prod/discord-bot'] }, true],
    ['fits by the second of two patterns', { names: ['ci/*', '*-bot'] }, true],
    ['fits by parts in their order', { names: ['p*/*cord*t'] }, true],
    ['does not fit by parts in another order', { names: ['*bot*cord*'] }, false],
    ['does not fit where parts would have to overlap', { names: ['prod/discord-bot*bot'] }, false],
    ['does not fit by the beginning alone', { names: ['prod/'] }, false],
    ['takes a dot as a dot', { names: ['prod.discord-bot'] }, false],
    ['fits by its kind', { kinds: ['discord.oauth'] }, true],
    ['fits by its issuer', { kinds: ['slack', 'discord'] }, true],
    ['does not fit by another kind', { kinds: ['discord.bot'] }, false],
    ['does not fit by the beginning of an issuer', { kinds: ['disc'] }, false],
    ['fits by all of its tags', { tags: { 'token-health:environment': 'production', team: 'bots' } }, true],
    ['does not fit by one of two tags', { tags: { team: 'bots', tier: '1' } }, false],
    ['does not fit by another value', { tags: { team: 'Bots' } }, false],
    ['does not fit by what every object has', { tags: { constructor: 'bots' } }, false],
    ['must fit by all that it names', { names: ['prod/*'], kinds: ['slack'] }, false],
  ])('%s', (_, matchers, fits) => {
    const policy = policyFor({ ...DEFAULT_POLICY, rules: [{ ...matchers, ladder: [90] }] }, TOKEN);
    expect(policy.ladder).toEqual(fits ? [90] : DEFAULT_POLICY.ladder);
  });

  test('does not fit a token whose kind is not known, if it names one', () => {
    const { kind: _, ...unknown } = TOKEN;
    const rules = [{ kinds: ['discord'], ladder: [90] }];
    expect(policyFor({ ...DEFAULT_POLICY, rules }, unknown).ladder).toEqual(DEFAULT_POLICY.ladder);
  });

  test.each<[string, Partial<Watch>, readonly number[]]>([
    ['beats the ladder of all, the first that fits', {}, [60, 14]],
    ['is beaten by the tag of the token', { ladder: [5] }, [5]],
  ])('%s', (_, watch, ladder) => {
    const rules = [
      { names: ['ci/*'], ladder: [2] },
      { kinds: ['discord'], ladder: { '14': 'warn', '60': 'note' } as const },
      { names: ['prod/*'], ladder: [3] },
    ];
    const policy = policyFor({ ...DEFAULT_POLICY, severities: { '1': 'page' }, rules }, { ...TOKEN, watch });
    expect(policy.ladder).toEqual(ladder);
    expect(policy.severities).toEqual(watch.ladder ? {} : { '14': 'warn', '60': 'note' });
  });

  test('is looked through once: a million stars take no time', () => {
    const rules = [{ names: [`${'*a'.repeat(250)}*`], ladder: [90] }];
    const began = performance.now();
    policyFor({ ...DEFAULT_POLICY, rules }, { ...TOKEN, name: `${'a'.repeat(511)}b` });
    expect(performance.now() - began).toBeLessThan(50);
  });
});

describe('a threshold', () => {
  const severity = (
    ladder: LadderSetting | undefined,
    days: number,
    watch: Partial<Watch> = {},
    source?: 'tag',
  ): string => {
    const walk = storyOf(policyOf({ ...(ladder && { ladder }) } satisfies PolicySettings));
    const dated = source === undefined ? expiresIn(days, START + DAY) : accepted();
    const owner = source === undefined ? watch : { ...watch, expiresAt: START + DAY + days * DAY };
    walk.look({ observation: accepted(), now: START });
    walk.look({ observation: dated, now: START + DAY, watch: owner });
    return walk.told().at(-1) ?? '';
  };
  const OWN = { '60': 'note', '14': 'warn', '3': 'warn', '1': 'page' } as const;

  test.each<[string, LadderSetting | undefined, number, string]>([
    ['is a note above three days', undefined, 7, 'expiring note 7'],
    ['is a warning at three days', undefined, 3, 'expiring warn 3'],
    ['keeps that where a list of days is set', [7, 2], 2, 'expiring warn 2'],
    ['has the severity that is set for it', OWN, 14, 'expiring warn 14'],
    ['may be a note where it would be a warning', { '3': 'note' }, 3, 'expiring note 3'],
    ['pages where that is set', OWN, 1, 'expiring page 1'],
    ['has it too when it was passed unseen', OWN, 0.5, 'expiring page 1'],
  ])('%s', (_, ladder, days, wanted) => expect(severity(ladder, days)).toBe(wanted));

  test('of an owner’s date never pages: nothing is broken', () =>
    expect(severity(OWN, 1, {}, 'tag')).toBe('expiring warn 1'));

  test('of a life too short for the ladder has the severity of the step that it passed', () => {
    const walk = storyOf(policyOf({ ladder: OWN }));
    const at = START + DAY / 2;
    walk.look({ observation: accepted({ expiry: { at, source: 'issuer' } }), now: START, issuedAt: START });
    walk.look({ observation: accepted({ expiry: { at, source: 'issuer' } }), now: at - DAY / 8, issuedAt: START });
    expect(walk.told()).toEqual(['started note', 'expiring page 0.125']);
  });
});
