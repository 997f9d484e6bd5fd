import { describe, expect, test } from 'vitest';
import type { Wish } from '../../../core/overview/view.ts';
import { viewOf } from '../../../core/overview/view.ts';
import { NOW } from '../../support/digest-records.ts';
import { NAMES, SOME_OVERVIEW } from '../../support/overview.ts';

const view = (wish: Wish, rowsPerPage = 50) =>
  viewOf(SOME_OVERVIEW.rows, wish, NOW, { rowsPerPage, kindName: NAMES.kind });
const names = (wish: Wish) => view(wish).rows.map(({ record }) => record.ref.name);

describe('a view', () => {
  const CASES: readonly (readonly [says: string, wish: Wish, names: readonly string[]])[] = [
    [
      'shows what needs somebody where nothing is asked for',
      {},
      [
        'prod/discord-bot',
        'prod/discord-oauth',
        'ci/gitlab-deploy',
        'staging/discord-bot',
        'prod/slack-notify',
        'prod/stripe',
      ],
    ],
    ['of a verdict', { show: 'degraded' }, ['prod/slack-notify']],
    ['of a date by age policy', { show: 'rotate-by' }, ['staging/discord-bot']],
    ['of what is quiet', { show: 'quiet' }, ['staging/twilio']],
    ['of what has no owner', { show: 'without-owner' }, ['ops/hook']],
    ['of tokens without an owner', { owner: '' }, ['ops/hook']],
    [
      'of one owner shows all of its tokens',
      { owner: 'team-bots' },
      ['prod/discord-bot', 'prod/discord-oauth', 'staging/discord-bot'],
    ],
    ['of an owner and a verdict', { owner: 'team-bots', show: 'rejected' }, ['prod/discord-bot']],
    ['of an issuer', { provider: 'stripe' }, ['prod/stripe']],
    ['of words in a name, in any case', { find: 'GITLAB-' }, ['ci/gitlab-deploy']],
    ['of words in the name of a kind', { find: 'oauth2 access' }, ['prod/discord-oauth']],
    ['of words in an owner', { find: 'mail' }, ['prod/sendgrid']],
    ['of a cause', { find: 'insufficient' }, ['prod/slack-notify']],
    ['of what nobody has', { find: 'nothing like it' }, []],
  ];
  test.each(CASES)('%s', (_, wish, expected) => {
    expect(names(wish)).toEqual(expected);
  });

  test('shows the soonest dates where nothing needs anybody, and never more than twenty', () => {
    const well = SOME_OVERVIEW.rows.filter(({ needsYou }) => !needsYou);
    const soonest = viewOf([...well, ...well, ...well, ...well], {}, NOW, { rowsPerPage: 50, kindName: NAMES.kind });
    expect(soonest.wish.show).toBe('soonest');
    expect(soonest.rows).toHaveLength(20);
    expect(soonest.rows[0]?.record.ref.name).toBe('staging/twilio');
  });

  test('counts all tokens, whatever is shown', () => {
    for (const wish of [{}, { show: 'degraded' }, { owner: 'team-bots' }] as const)
      expect(view(wish)).toMatchObject({
        all: 23,
        needYou: 6,
        quiet: 1,
        withoutOwner: 1,
        states: { rejected: 1, expired: 1, misconfigured: 0, expiring: 2, 'rotate-by': 1, degraded: 1, healthy: 15 },
      });
  });

  test('knows what breaks next: the first date ahead of a token that still works', () => {
    expect(view({}).next?.record.ref.name).toBe('ci/gitlab-deploy');
  });

  test('is turned over page by page, and a page that is not there is the nearest one', () => {
    const seen = [1, 2, 3].flatMap((page) => view({ show: 'all', page }, 10).rows);
    expect(new Set(seen).size).toBe(23);
    expect(view({ show: 'all', page: 99 }, 10)).toMatchObject({ pages: 3, wish: { page: 3 } });
    expect(view({ show: 'all', page: 0 }, 10)).toMatchObject({ wish: { page: 1 } });
    expect(view({ find: 'nobody', page: 7 }, 10)).toMatchObject({ pages: 1, matching: 0, wish: { page: 1 } });
  });
});
