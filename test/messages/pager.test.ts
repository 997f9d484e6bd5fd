import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../core/base/time.ts';
import type { Alert } from '../../core/model/alert.ts';
import type { Telling } from '../../core/model/notice.ts';
import { renderOpsgenie } from '../../messages/opsgenie/opsgenie.ts';
import { pagesOf, pagesOfStory } from '../../messages/pager/pages.ts';
import { asText, fitting, headline, sectionsOf } from '../../messages/pager/text.ts';
import { renderPagerDuty } from '../../messages/pagerduty/pagerduty.ts';
import { storyOf } from '../../messages/story/story-of.ts';
import { opsgenieAlert } from '../support/opsgenie.ts';
import { pagerDutyEvent } from '../support/pagerduty.ts';
import { findings, refuses, tellings } from './notices.ts';
import { samples } from './samples.ts';

const [rejected] = samples['rejected-revoked']!;
const [recovered] = samples.recovered!;

const told = (telling: Telling): readonly string[] => pagesOf(telling).map(({ action, key }) => `${action} ${key}`);
const many = (n: number, from: Alert): Alert[] =>
  Array.from({ length: n }, (_, i) => ({
    ...from,
    id: `${i}:${from.kind}`,
    incident: `TH-${i}`,
    ref: { ...from.ref, id: `${i}`, name: `prod/n${i}` },
  }));
const asTelling = ([first, ...rest]: readonly Alert[]): Telling => [first!, ...rest];

describe('a pager is told', () => {
  test.each<[string, Telling, readonly string[]]>([
    ['of a finding: that its incident begins', [rejected], ['trigger TH-9C1VB']],
    ['of a recovery: that the same incident is over', [recovered], ['resolve TH-9C1VB']],
    ['of an outage: an incident of its own', [refuses], ['trigger TH-0VN3E']],
    [
      'of several findings: each incident, the worst first, and those that ended in the meantime as ended only',
      findings,
      ['resolve TH-CHATS', 'trigger TH-RDERS', 'trigger TH-STOCK', 'trigger TH-UNNER', 'trigger TH-MAILS'],
    ],
    [
      'of what was mended and broke again under one name: as it is now',
      [{ ...recovered, at: rejected.at - MINUTE }, rejected],
      ['trigger TH-9C1VB'],
    ],
  ])('%s', (_, telling, pages) => {
    expect(told(telling)).toEqual(pages);
  });

  test('of first sights: those alone that need somebody', () => {
    const started = samples.started!;
    const pages = pagesOf(started);
    expect(started.length).toBeGreaterThan(pages.length);
    expect(pages.map(({ story }) => story.listed.map(([state]) => state))).toEqual(
      pages.map(() => [expect.not.stringMatching(/healthy|unchecked|indeterminate/)]),
    );
  });

  test('of a fleet that dies at once: ten, and one page more for the rest', () => {
    const pages = pagesOf(asTelling(many(500, rejected)));
    expect(pages).toHaveLength(11);
    expect(pages.at(-1)?.story.name).toContain('490 tokens of one');
    expect(pages.at(-1)?.key).toMatch(/^findings:[0-9a-f]{24}$/);
    expect(pagesOf(asTelling(many(11, rejected))).at(-1)?.key).toMatch(/^TH-\d+$/);
  });

  test('of a fleet that is mended at once: sixty in one message', () => {
    expect(told(asTelling(many(100, recovered)))).toHaveLength(60);
  });

  test.each([
    ['nothing by a digest', { kind: 'digest' }, []],
    ['an acknowledgement as one', { kind: 'acknowledged' }, ['acknowledge TH-0VN3E']],
    ['a test as opened and ended at once', { kind: 'test' }, ['trigger TH-0VN3E', 'resolve TH-0VN3E']],
    ['a notice that ends what another began as its end', { incidents: [{ id: 'TH-1', ends: true }] }, ['resolve TH-1']],
  ])('%s', (_, parts, pages) => {
    const story = { ...storyOf([refuses]), ...parts };
    expect(pagesOfStory(story).map(({ action, key }) => `${action} ${key}`)).toEqual(pages);
  });
});

test.each(Object.entries(tellings))('%s is what PagerDuty and Opsgenie take', (_, telling) => {
  for (const event of renderPagerDuty(telling).events) pagerDutyEvent.parse({ ...event, routing_key: '0'.repeat(32) });
  for (const request of renderOpsgenie(telling).requests)
    if (request.do === 'create') opsgenieAlert.parse(request.alert);
});

test('word and name stand in the first 40 characters of what a phone shows', () => {
  const long = { ...rejected, ref: { ...rejected.ref, name: `prod/${'very-'.repeat(30)}long-bot` } };
  expect(headline(storyOf([long]), 130).slice(0, 40)).toMatch(/^REJECTED: prod\/very.*-bot/);
});

test('what has no room goes whole, and what to do goes last', () => {
  const sections = sectionsOf(storyOf([rejected]));
  const titles = (most: number) => fitting(sections, most).map(([title]) => title);
  const whole = asText(sections).length;
  expect(titles(whole)).toContain('Evidence');
  expect(titles(whole - 1)).toEqual(sections.map(([title]) => title).filter((title) => title !== 'Evidence'));
  expect(titles(0)).toEqual(['What', 'Facts', 'Do now', 'Why you']);
});
