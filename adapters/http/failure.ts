import type { Instant } from '../../core/base/time.ts';
import type { Unanswered } from '../../core/model/answer.ts';
import type { UnansweredCause } from '../../core/model/verdict.ts';

export type Failed = { readonly ok: false; readonly failure: Unanswered };

export const failed = (why: UnansweredCause, detail: string, retryAt?: Instant): Failed => ({
  ok: false,
  failure: retryAt === undefined ? { why, detail } : { why, detail, retryAt },
});

/** Not asked, since our own budget or time came first. */
export const notReached = (detail: string, retryAt: Instant): Failed => ({
  ok: false,
  failure: { why: 'rate-limited', detail, retryAt, notReached: true },
});

/** Our own reasons to end a connection, carried through node's callbacks as an error's code. */
export type OwnCode = 'TH_CONNECT_TIMEOUT' | 'TH_ADDRESS_NOT_PUBLIC' | 'TH_NO_ADDRESS' | 'TH_CLOSED';

export const codedError = (code: OwnCode): Error => Object.assign(new Error('connection ended'), { code });

const untrusted = (reason: string): readonly [UnansweredCause, string] => [
  'network',
  `the certificate of the server is not trusted (${reason})`,
];

const BY_CODE: Readonly<Record<string, readonly [UnansweredCause, string]>> = {
  TH_CONNECT_TIMEOUT: ['network', 'no connection in time'],
  TH_ADDRESS_NOT_PUBLIC: ['blocked', 'the host name leads to an address that is not public'],
  TH_NO_ADDRESS: ['network', 'the host name has no address'],
  TH_CLOSED: ['network', 'the monitor stopped before an answer came'],
  ENOTFOUND: ['network', 'the host name is not known to DNS'],
  ENODATA: ['network', 'the host name has no address'],
  EAI_AGAIN: ['network', 'DNS gave no answer'],
  ESERVFAIL: ['network', 'DNS gave no answer'],
  ETIMEOUT: ['network', 'DNS gave no answer'],
  ECONNREFUSED: ['network', 'connection refused'],
  ECONNRESET: ['network', 'the connection was cut before the answer was whole'],
  EPIPE: ['network', 'the connection was cut before the answer was whole'],
  ETIMEDOUT: ['network', 'no connection in time'],
  EHOSTUNREACH: ['network', 'the host cannot be reached'],
  ENETUNREACH: ['network', 'the network cannot be reached'],
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('self-signed authority'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('unknown authority'),
  UNABLE_TO_GET_ISSUER_CERT: untrusted('unknown authority'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('unknown authority'),
  CERT_HAS_EXPIRED: untrusted('expired'),
  CERT_NOT_YET_VALID: untrusted('not valid yet'),
  CERT_REVOKED: untrusted('revoked'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('made for another host name'),
  EPROTO: ['network', 'no TLS connection could be agreed on'],
  HPE_HEADER_OVERFLOW: ['blocked', 'the headers of the answer are larger than accepted'],
};

/** Maps by code and drops the error: its message and its data can hold what the server sent back, a token included. */
export const failureOf = (error: unknown): Failed => {
  const code = codeOf(error);
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (known !== undefined) return failed(...known);
  if (code.startsWith('HPE_')) return failed('network', 'the answer is not valid HTTP');
  if (code.startsWith('ERR_SSL_')) return failed('network', 'no TLS connection could be agreed on');
  return failed('network', 'the connection failed');
};

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
