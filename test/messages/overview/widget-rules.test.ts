import { expect, test } from 'vitest';
import { drawWidget } from '../../../adapters/dashboard/widget.ts';
import { idOf } from '../../../messages/overview/table.ts';
import { widgetFaults } from '../../support/cloudwatch-html.ts';
import { DIAGNOSES, NOW, recordOf } from '../../support/digest-records.ts';
import { NAMES, overviewOf, SOME_OVERVIEW, SOME_RECORDS } from '../../support/overview.ts';

const self = 'arn:aws:lambda:eu-west-1:123456789012:function:widget';
const act = 'arn:aws:lambda:eu-west-1:123456789012:function:act';
const FRAME = { theme: 'light', narrow: false } as const;
const [ROW] = SOME_OVERVIEW.rows;
const TOKEN = ROW === undefined ? '' : idOf(ROW);

const draw = (asked: Parameters<typeof drawWidget>[1], overview = SOME_OVERVIEW) =>
  drawWidget(overview, asked, { self, act, names: NAMES });

test.each([
  ['the table', draw({ ...FRAME, what: 'tokens', wish: {} })],
  ['the table of all, dark and narrow', draw({ theme: 'dark', narrow: true, what: 'tokens', wish: { show: 'all' } })],
  ['the horizon', draw({ ...FRAME, what: 'horizon', wish: {} })],
  ['one token', draw({ ...FRAME, what: 'token', token: TOKEN })],
  ['what asks for the end of a snooze', draw({ ...FRAME, what: 'snooze', token: TOKEN })],
  ['a token that is gone', draw({ ...FRAME, what: 'token', token: 'gone' })],
  ['a filter that leaves nothing', draw({ ...FRAME, what: 'tokens', wish: { find: 'nobody' } })],
  ['a fresh deploy', draw({ ...FRAME, what: 'tokens', wish: {} }, overviewOf([]))],
])('%s keeps the rules of CloudWatch', (_, markup) => {
  expect(widgetFaults(markup, [self, act])).toEqual([]);
});

test('a page of a fleet that is all broken, with long names and much to say, weighs less than 200 KB', () => {
  const [dead] = SOME_RECORDS;
  if (dead === undefined) throw new Error('there is no sample');
  const records = Array.from({ length: 10_000 }, (_, n) => {
    const name = `${'very/long/name/of/a/secret/'.repeat(18)}${n}`;
    const { ref } = recordOf(name, DIAGNOSES.healthy());
    const evidence = Array.from({ length: 12 }, (_, line) => `${line} ${'what an issuer said '.repeat(18)}`);
    return { ...dead, ref, owner: `team-${n % 200}`, diagnosis: { ...dead.diagnosis, evidence } };
  });
  const markup = draw({ ...FRAME, what: 'tokens', wish: {} }, overviewOf(records, {}, NOW));
  expect(widgetFaults(markup, [self, act])).toEqual([]);
  expect(Buffer.byteLength(markup) / 1024).toBeLessThan(200);
});
