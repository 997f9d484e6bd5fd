import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnansweredCause } from '../../core/model/verdict.ts';
import { CASE_NAMES, type CaseName, CONTROL, observeAll, type Row, TIMEOUT } from './command.ts';
import { type Hostile, startHostile } from './server.ts';

const CUT = 'the connection was cut before the answer was whole';
const INVALID = 'the answer is not valid HTTP';
const LARGE = 'the answer is larger than accepted';
const COMPRESSED = 'the answer is compressed, which was not asked for';
const UNKNOWN = 'an answer that is not documented';
const untrusted = (why: string): string => `the certificate of the server is not trusted (${why})`;

/** Row of reliability.md, misbehaviour, cause, and words of the evidence. */
const EXPECTED: readonly (readonly [string, CaseName, UnansweredCause, string])[] = [
  ['A17', 'endless 103', 'blocked', 'interim answers without end'],
  ['A17', 'slow 103', 'network', 'no answer in time'],
  ['A17', 'header drip', 'network', 'no answer in time'],
  ['A17', 'body drip', 'network', 'the answer did not end in time'],
  ['A17', 'never answers', 'network', 'no answer in time'],
  ['A18', 'endless chunked body', 'blocked', LARGE],
  ['A18', 'endless body without length', 'blocked', LARGE],
  ['A18', 'declared huge body', 'blocked', LARGE],
  ['A19', 'gzip bomb', 'blocked', COMPRESSED],
  ['A19', 'gzip 401', 'blocked', COMPRESSED],
  ['A24', 'mirror in body', 'blocked', UNKNOWN],
  ['A24', 'mirror in base64', 'blocked', UNKNOWN],
  ['A24', 'mirror in header', 'blocked', UNKNOWN],
  ['A24', 'mirror in header name', 'blocked', UNKNOWN],
  ['A24', 'mirror in reason phrase', 'blocked', '401: Unauthorized'],
  ['A24', 'mirror in broken status line', 'network', INVALID],
  ['A11', 'redirect 301', 'blocked', 'redirect to another address (301); not followed'],
  ['A11', 'redirect 302', 'blocked', 'redirect to another address (302); not followed'],
  ['A11', 'redirect 303', 'blocked', 'redirect to another address (303); not followed'],
  ['A11', 'redirect 307', 'blocked', 'redirect to another address (307); not followed'],
  ['A11', 'redirect 308', 'blocked', 'redirect to another address (308); not followed'],
  ['F38', 'cut after headers', 'network', CUT],
  ['F37', 'cut in the headers', 'network', CUT],
  ['F37', 'cut in the body', 'network', CUT],
  ['F37', 'cut in a chunk', 'network', CUT],
  ['F38', 'cut 401', 'network', CUT],
  ['F37', 'reset', 'network', CUT],
  ['A21', 'garbage', 'network', INVALID],
  ['A21', 'HTTP/0.9', 'network', INVALID],
  ['A21', 'double content-length', 'network', INVALID],
  ['A21', 'content-length and chunked', 'network', INVALID],
  ['A21', 'negative content-length', 'network', INVALID],
  ['A21', 'bare line feeds', 'network', INVALID],
  ['A20', '10,000 headers', 'blocked', 'the headers of the answer are larger than accepted'],
  ['A20', '1 MB header', 'blocked', 'the headers of the answer are larger than accepted'],
  ['A23', 'upgrade 101', 'blocked', 'the server tried to change the protocol'],
  ['F86', 'two answers', 'blocked', UNKNOWN],
  ['F86', 'second answer later', 'blocked', UNKNOWN],
  ['F35', 'TLS: certificate self-signed', 'network', untrusted('self-signed')],
  ['F35', 'TLS: certificate made for another host', 'network', untrusted('made for another host name')],
  ['F35', 'TLS: certificate expired', 'network', untrusted('expired')],
  ['F37', 'TLS: hangs up at once', 'network', CUT],
];

/** Above what the same command needs for an issuer that behaves. */
const MORE_MIB = 24;

let rows: ReadonlyMap<CaseName, Row>;
let elsewhere: Hostile;

beforeAll(async () => {
  elsewhere = await startHostile();
  rows = await observeAll(`${elsewhere.origin}/fine`);
}, 120_000);
afterAll(() => elsewhere.close());

describe('the whole command against an issuer that misbehaves', () => {
  test('every misbehaviour is judged, and an issuer that behaves is believed', () => {
    expect(EXPECTED.map(([, name]) => name).sort()).toEqual(CASE_NAMES.filter((name) => name !== CONTROL).sort());
    expect(rows.get(CONTROL)).toMatchObject({ verdict: 'healthy', cause: null, connections: 1 });
  });

  test.each(EXPECTED)('%s: %s is indeterminate, %s: %s', (_, name, cause, words) => {
    const row = rows.get(name);

    expect(row).toMatchObject({ verdict: 'indeterminate', cause });
    expect(row?.evidence).toContain(words);
    expect(row?.connections).toBeGreaterThan(0);
  });

  test.each(EXPECTED)('%s: %s ends within the deadline and a second', (_, name) => {
    expect(rows.get(name)?.ms).toBeLessThan(TIMEOUT * 1000 + 1000);
  });

  test.each(EXPECTED)('%s: %s takes no more memory than an issuer that behaves', (_, name) => {
    const [row, control] = [rows.get(name), rows.get(CONTROL)];

    expect(row?.mib).toBeGreaterThan(20);
    expect(row?.mib).toBeLessThan((control?.mib ?? 0) + MORE_MIB);
  });

  test.each(EXPECTED)('A24: %s: %s gets no value into the output', (_, name) => {
    expect(rows.get(name)?.leaks).toEqual([]);
  });

  test('A11: no redirect was followed', () => {
    expect(elsewhere.connections()).toBe(0);
  });
});
