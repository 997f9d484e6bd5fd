import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../core/model/alert.ts';
import type { Tellable } from '../../../core/model/notice.ts';
import { channelsFor, type Routes } from '../../../core/route/route.ts';
import { refuses, tellings } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';

const BOTS = { page: ['pager', 'bots'], warn: ['bots'], note: [] };
const OPS = { page: ['ops'], warn: ['ops'], note: ['ops'] };
const ROUTES: Routes = {
  owners: new Map([['team-bots', BOTS]]),
  catchAll: OPS,
  always: ['sns'],
  all: ['sns', 'ops', 'bots', 'pager'],
};

const [dead] = samples['rejected-revoked']!;
const of = (change: Partial<Alert>): Tellable => ({ ...dead, ...change });
const { owner: _, ...unowned } = dead;
const [subscribers] = tellings['subscribers-none']!;

describe('who is told', () => {
  test.each<[string, Tellable, readonly string[]]>([
    ['what pages goes where the owner has pages', of({}), ['sns', 'pager', 'bots']],
    ['a warning does not wake anybody', of({ severity: 'warn' }), ['sns', 'bots']],
    ['a severity for which nothing is named is told to the topic alone', of({ severity: 'note' }), ['sns']],
    ['an owner without a route of its own has that of all others', of({ owner: 'team-x' }), ['sns', 'ops']],
    ['a token without an owner too', unowned, ['sns', 'ops']],
    ['a notice about an issuer too', refuses, ['sns', 'ops']],
    [
      'a recovery of a death goes to whoever was woken, and to whoever was warned before',
      of({ kind: 'recovered', severity: 'note', ended: { finding: 'rejected', newVersion: true } }),
      ['sns', 'pager', 'bots'],
    ],
    [
      'a recovery of a warning wakes nobody',
      of({ kind: 'recovered', severity: 'note', ended: { finding: 'degraded', newVersion: true } }),
      ['sns', 'bots'],
    ],
    ['news about a channel goes everywhere', subscribers, ['sns', 'ops', 'bots', 'pager']],
  ])('%s', (_sentence, one, expected) => {
    expect(channelsFor(one, ROUTES)).toEqual(expected);
  });
});
