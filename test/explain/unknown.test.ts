import { describe, expect, test } from 'vitest';
import { firstOf } from './library.ts';

const ANSWER = [
  'HTTP/2 401 Unauthorized',
  'content-type: application/json',
  'x-request-id: 4f1c-77',
  '',
  '{"err":"E_FROB","hint":"sprocket 7 declined"}',
].join('\n');

describe('words that nobody is known to say', () => {
  test.each<[string, string, string | undefined]>([
    ['alone', 'Frobnicator: widget 7 declined the sprocket', undefined],
    ['beside a status', 'got 401 from upstream: sprocket 7 declined', undefined],
    ['in an answer', ANSWER, undefined],
    ['beside the host of an issuer', 'GET https://api.github.com/frob: sprocket 7 declined (403)', 'github'],
    ['where the user says the issuer', 'sprocket 7 declined, code FROB_9', 'stripe'],
  ])('%s are called unknown, and have no cause', (_, text, provider) => {
    const explanation = firstOf(text, provider === 'stripe' ? provider : undefined);
    expect(explanation).toMatchObject({ known: false, causes: [] });
    expect(explanation.provider).toBe(provider);
    expect(explanation.meaning).toMatch(/^Nobody that is known says this/);
  });

  test('leave what can be read: status, code, request id, and whose host it is', () => {
    const { evidence, meaning, support } = firstOf(`${ANSWER}\nasked https://api.github.com/frob, error code: E_FROB`);
    expect(evidence).toEqual(
      expect.arrayContaining([
        'status 401',
        'code e_frob',
        'host api.github.com',
        'request id 4f1c-77',
        'about GitHub',
      ]),
    );
    expect(meaning).toContain('A status of 401 means that the token was missing, or was not accepted');
    expect(support).toContain('The request id: 4f1c-77');
  });

  test('get the way that always helps: renew, compare, scopes, documentation, support', () => {
    const { remedy, docsUrl } = firstOf('GET https://api.github.com/frob: sprocket 7 declined (403)');
    expect(remedy.join(' ')).toMatch(/token-health check.*expired, renew it.*scope.*documentation.*support/);
    expect(docsUrl).toMatch(/^https:\/\/docs\.github\.com\//);
  });
});
