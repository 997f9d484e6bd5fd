import type { LikelyCause } from '../../core/explain/message.ts';
import type { Cause, Reason } from '../../core/model/verdict.ts';
import type { Leak } from '../../monitor/explain/leaks.ts';

/** What a cause means to who reads an error: half a sentence. */
const CAUSES: Readonly<Record<Cause, string>> = {
  expired: 'its time is over: renew it',
  malformed: 'the value is empty, cut, quoted, or not the one that was meant',
  unrecognised: 'the issuer does not know it: mistyped, or of another account',
  revoked: 'somebody, or the issuer, ended it: reset, deleted, leaked',
  'bad-rotation': 'a new value was stored that does not work',
  'insufficient-scope': 'it works, and may not do this',
  'account-disabled': 'the account behind it is suspended or closed',
  'wrong-provider': 'it is of another issuer, kind or environment',
  'rate-limited': 'too many requests: the token is fine',
  'provider-outage': 'the issuer has trouble: the token is fine',
  network: 'no connection came about: nobody saw the token',
  blocked: 'something stands before the issuer, or refuses this address or program: the token is fine',
  'unreadable-secret': 'the program could not read where it is stored',
  'bad-tag': 'a setting names it wrongly',
};

const REASONS: Readonly<Record<Reason, string>> = {
  'wrong-environment': 'it is of another environment or region of the same issuer',
  'sso-required': 'the organisation asks for a single sign-on that it was not authorized for',
  'address-blocked': 'it may be used from other addresses only: the token is fine',
  billing: 'unpaid, or the quota is used up: the token is fine',
  'clock-skew': 'a clock is wrong: the token is fine',
  'not-loaded': 'the program had no token at all: a variable or a file was not read',
};

const NOT_THE_TOKEN = 'the token is not the matter';

/** `not the token`, `revoked`, `blocked (address)`. */
export const causeName = ({ cause, reason }: LikelyCause): string => {
  if (cause === null) return reason ?? 'not the token';
  return reason === undefined ? cause : `${cause}: ${reason}`;
};

export const causeGloss = ({ cause, reason }: LikelyCause): string => {
  if (reason !== undefined) return REASONS[reason];
  return cause === null ? NOT_THE_TOKEN : CAUSES[cause];
};

/** Said of every value in the text that looks like a token: it has been in a clipboard, a log or a chat. */
export const leakLine = ({ what }: Leak): string =>
  `this paste held a live-looking ${what}: treat it as leaked, and make a new one`;
