import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../../adapters/issuers/built-in.ts';
import { type AskRequest, answerOf } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';
import { inspect } from '../../../monitor/inspect/inspect.ts';
import { START, WATCH } from '../../support/make.ts';
import { jwtToken, letters } from '../../support/samples.ts';

const ENDPOINT = 'https://id.example.org/introspect';

/** One look at a token beside its client, answered `active: false`. */
const inactive = async (value: string, field = 'access_token') => {
  const requests: AskRequest[] = [];
  const target = {
    ref: { id: 'a', name: 'prod/orders', field, source: 'prod/orders' },
    provider: 'oauth2-introspection',
    watch: WATCH,
    value: new Secret(value),
    siblings: { client_id: new Secret('orders'), client_secret: new Secret('s3cret') },
  };
  const { observation } = await inspect(
    target,
    {
      ask: async (request) => {
        requests.push(request);
        return { ok: true, answer: answerOf(200, {}, '{"active":false}', START) };
      },
      registry: REGISTRY,
      origins: { 'oauth2-introspection': ENDPOINT },
      allowedOrigins: ['https://id.example.org'],
      mayLeave: () => true,
    },
    START,
  );
  return { observation, form: requests[0]?.form };
};

describe('the form of an introspection', () => {
  const HINTED = { token: '{token}', token_type_hint: 'refresh_token' };
  test.each<[string, string, string | undefined, object]>([
    ['of an opaque token has no hint', letters(43, 1), undefined, { token: '{token}' }],
    ['of an access token has no hint', jwtToken({ typ: 'Bearer' }), undefined, { token: '{token}' }],
    ['of what says that it is a refresh token has one', jwtToken({ typ: 'Refresh' }), undefined, HINTED],
    ['of an offline token has one', jwtToken({ typ: 'Offline' }), undefined, HINTED],
    ['of a field that is called so has one', letters(43, 1), 'refreshToken', HINTED],
  ])('%s', async (_sentence, value, field, form) => {
    expect((await inactive(value, field)).form).toEqual(form);
  });
});

describe('active: false', () => {
  test.each<[string, object, object]>([
    [
      'of a token for this client may be death',
      { aud: 'orders' },
      { otherwise: 'this client may not be allowed to see it' },
    ],
    [
      'of a token for another client is rather hidden from this one',
      { aud: ['billing'] },
      {
        unlikely: true,
        otherwise: 'this client may not be allowed to see it: its audience (aud) does not name this client',
      },
    ],
  ])('%s', async (_sentence, claims, doubt) => {
    const { observation } = await inactive(jwtToken(claims));
    expect(observation).toMatchObject({ seen: 'ambiguous', doubt: { by: 'named', ...doubt } });
  });

  test('of a token that tells its own date comes with that date', async () => {
    const { observation } = await inactive(jwtToken({ exp: START / 1000 }));
    expect(observation).toMatchObject({ seen: 'ambiguous', ownDate: START });
  });
});
