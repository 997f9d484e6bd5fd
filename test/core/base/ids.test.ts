import { describe, expect, test } from 'vitest';
import { alertId, incidentId } from '../../../core/base/ids.ts';

describe('an incident', () => {
  // FNV-1a, 32 bits: vectors of the authors (draft-eastlake-fnv, appendix C). Bits 5 to 29, five at a time.
  test.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is called by the published hash of it', (text, hash) => {
    const letters = [25, 20, 15, 10, 5].map((bits) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[(hash >>> bits) & 31]);
    expect(incidentId(text)).toBe(`TH-${letters.join('')}`);
  });

  test('of several parts differs by each of them, the first letter included', () => {
    const names = [incidentId('a', 'b'), incidentId('c', 'b'), incidentId('a', 'c'), incidentId('ab')];
    expect(new Set(names).size).toBe(names.length);
  });
});

test('no part of an alert can pass for the end of another', () => {
  expect(alertId('token', 'a:b', 7)).toBe('token:a%3Ab:7');
});
