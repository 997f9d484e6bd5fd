import { type Json, parseJson } from '../base/json.ts';
import type { Instant } from '../base/time.ts';
import type { Secret } from './secret.ts';
import type { UnansweredCause } from './verdict.ts';

declare const whole: unique symbol;

/**
 * One HTTP answer as the probe client hands it over: whole, capped, and scrubbed of every value that was sent; from the exact
 * host, without a redirect, over verified TLS unless the deployment chose another address. Only `answerOf` makes one.
 */
export type Answer = {
  readonly [whole]: true;
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined when the body is not JSON, whatever its content type says. */
  readonly json?: Json;
  readonly at: Instant;
};

/**
 * A request with the value still outside: `{token}` and the other names in `fills` are put in by the HTTP client alone,
 * percent-encoded in the URL and the form, verbatim in headers.
 */
export type AskRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, as application/json; never holds a value. */
  readonly json?: Json;
  readonly fills: Readonly<Record<string, Secret>>;
  /**
   * Sent as application/json with its placeholders filled; beside the keys of `json` where that is an object, so that whatever
   * others wrote into `json` is never taken for a placeholder.
   */
  readonly jsonFields?: Readonly<Record<string, string>>;
  /** HTTP Basic (RFC 7617), as templates. `formEncoded`: of clients, RFC 6749 section 2.3.1. */
  readonly basic?: { readonly user: string; readonly password: string; readonly formEncoded?: true };
  /** Of what no header alone can carry: how the request is signed. */
  readonly sign?: Signature;
  /** `allow-listed`: the origin came from the deployment's own list, so http and private addresses are its choice. */
  readonly trust: 'public' | 'allow-listed';
  readonly budget: Budget;
  /** What the issuer's limits count; a token each where nothing is said. */
  readonly limitsCount?: LimitsCount;
  /** Of a POST that changes nothing at the issuer: it may be sent again, as every GET may. */
  readonly readOnly?: true;
  /** No byte is awaited after this moment. */
  readonly deadline: Instant;
};

/** The key is `{token}` of `fills` and is never sent. `claims` and `keyId` are templates, `id` is not: it names the message for good. */
export type Signature =
  | {
      readonly by: 'aws-sigv4' | 'jwt-bearer';
      readonly claims?: Readonly<Record<string, string>>;
      readonly keyId?: string;
    }
  | { readonly by: 'standard-webhooks'; readonly id: string };

/** Who asks, unless an issuer wants another word (RFC 9110 section 10.1.5). */
export const USER_AGENT = 'token-health-monitor/0.1.0';

/** What one issuer may be asked: requests per second and open requests, from its published limits. */
export type Budget = { readonly perSecond: number; readonly concurrency: number };

/**
 * Whose requests one limit of an issuer adds up. Of an account only the token that met its limit is known, so it holds back
 * that token, as `token` does; `address` holds back all.
 */
export type LimitsCount = 'token' | 'account' | 'address';

export type Unanswered = {
  readonly why: UnansweredCause;
  /** Our own words, never a foreign error's. */
  readonly detail: string;
  readonly retryAt?: Instant;
  /** Our own budget or time came first: nobody was asked, and another run may. */
  readonly notReached?: true;
  /** It answered with the way to another address, which is never followed. */
  readonly redirected?: true;
};

export type Asked =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly failure: Unanswered };

export const answerOf = (
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
  at: Instant,
): Answer => {
  const json = parseJson(text);
  return { status, headers, text, ...(json !== undefined && { json }), at } as Answer;
};
