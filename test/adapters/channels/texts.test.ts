import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../adapters/channels/texts.ts';
import { renderDiscord } from '../../../messages/discord/discord.ts';
import { publicationOf } from '../../../messages/publication.ts';
import { renderSlack } from '../../../messages/slack/slack.ts';
import { refuses } from '../../messages/notices.ts';
import { samples } from '../../messages/samples.ts';

const [alert] = samples['rejected-revoked']!;

describe('the texts that are stored with it', () => {
  test.each([
    ['of an alert', alert],
    ['of an outage notice', refuses],
  ] as const)('%s are those that its channels would send', (_sentence, one) => {
    const telling = one.kind === 'outage' ? ([one] as const) : ([one] as const);
    expect(textsOf(one)).toMatchObject({
      sns: JSON.stringify(publicationOf(telling)),
      slack: JSON.stringify(renderSlack(telling)),
      discord: JSON.stringify(renderDiscord(telling)),
    });
  });

  test('are none for a first sight, which is told with others', () => {
    expect(textsOf({ ...alert, kind: 'started' })).toBeUndefined();
  });

  test('are none where they would fill the item of the table', () => {
    const missing = Array.from({ length: 26_000 }, (_, n) => `scope-${n}`);
    const { exchange, ...rest } = alert.diagnosis;
    const judgement = { verdict: 'degraded', cause: 'insufficient-scope', missing } as const;
    const degraded = { ...alert, kind: 'degraded' as const, diagnosis: { ...rest, ...judgement, scopes: missing } };
    expect(exchange).toBeDefined();
    expect(textsOf(degraded)).toBeUndefined();
  });
});
