import { describe, expect, test } from 'vitest';
import type { Alert } from '../../core/model/alert.ts';
import { renderEmail } from '../../messages/email/email.ts';
import type { Alerts } from '../../messages/words/collection.ts';
import { rootOf } from '../../messages/words/root.ts';
import { findings, oneAccount, oneSecret } from './notices.ts';

const accounts = oneAccount as Alerts;
const secret = oneSecret as Alerts;
const others = (alerts: Alerts, change: (alert: Alert) => Partial<Alert>): Alerts =>
  alerts.map((alert) => ({ ...alert, ...change(alert) })) as unknown as Alerts;
const subjectOf =
  (subject: string) =>
  (alert: Alert): Partial<Alert> => ({
    diagnosis: { ...alert.diagnosis, subject: `${subject} of ${alert.ref.name}` },
  });

describe('what tokens that died together have in common', () => {
  test.each<[string, Alerts, object | undefined]>([
    ['one secret', secret, { of: 'secret', name: 'prod/keys', tokens: 3 }],
    ['one secret, of two tokens', secret.slice(0, 2) as unknown as Alerts, { of: 'secret', tokens: 2 }],
    ['one account', accounts, { of: 'account', name: 'orderbot', tokens: 3 }],
    [
      'one issuer, where the accounts differ',
      others(accounts, subjectOf('bot')),
      { of: 'issuer', name: 'discord.com' },
    ],
    ['nothing, of two accounts alone', accounts.slice(0, 2) as unknown as Alerts, undefined],
    ['nothing, where one died and others did not', findings as Alerts, undefined],
    ['nothing, where all of it is only near its date', others(accounts, () => ({ kind: 'expiring' })), undefined],
    [
      'nothing, where it is over already',
      [...accounts, ...others(accounts, ({ id }) => ({ kind: 'recovered', id: `${id}:over` }))] as unknown as Alerts,
      undefined,
    ],
  ])('%s', (_sentence, alerts, expected) => {
    const root = rootOf(alerts);
    if (expected === undefined) expect(root).toBeUndefined();
    else expect(root).toMatchObject(expected);
  });

  test('is named before any of them, in the subject and as the first thing to do', () => {
    const { subject, text } = renderEmail(oneSecret);
    expect(subject).toMatch(/^REJECTED: 3 tokens of one secret, prod\/keys/);
    expect(text.indexOf('First look at what was last stored')).toBeLessThan(text.indexOf('WHAT HAPPENS NEXT'));
    expect(text).toContain('WHAT TO DO\nFirst look at what was last stored in prod/keys');
  });
});
