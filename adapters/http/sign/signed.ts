import type { Instant } from '../../../core/base/time.ts';
import type { AskRequest } from '../../../core/model/answer.ts';
import { type Failed, failed } from '../failure.ts';
import { type Filled, fill, valuesOf } from '../request.ts';
import { signedJwt } from './signed-jwt.ts';

/** What a kind is signed by, with the claims that its description names. */
type Signature = NonNullable<AskRequest['sign']>;

/** The request with what proves that its sender holds the key. The key itself is not in it, and what was made of it counts as sent. */
export const signed = async (filled: Filled, request: AskRequest, now: Instant): Promise<Filled | Failed> => {
  const { sign } = request;
  if (sign === undefined) return filled;
  try {
    const headers = await headersBy(sign, filled, request, now);
    const made = headers.authorization?.replace(/^Bearer /, '');
    const values = made === undefined ? filled.values : [...filled.values, made];
    return { ...filled, values, outgoing: { ...filled.outgoing, headers: { ...filled.outgoing.headers, ...headers } } };
  } catch {
    // Errors of a signer may quote the key.
    return failed('blocked', 'the request cannot be signed with this value: it is no key of this kind');
  }
};

const headersBy = async (
  { by, claims = {}, keyId }: Signature,
  { outgoing }: Filled,
  request: AskRequest,
  now: Instant,
): Promise<Readonly<Record<string, string>>> => {
  const values = valuesOf(request);
  if (by === 'aws-sigv4') {
    // The SDK's signer is large, and few tokens need it.
    const { awsSigV4 } = await import('./aws-sigv4.ts');
    return awsSigV4(outgoing, values, now);
  }
  const filled = Object.fromEntries(Object.entries(claims).map(([name, text]) => [name, fill(text, values)]));
  const key = keyId === undefined ? undefined : fill(keyId, values);
  return { authorization: `Bearer ${signedJwt(values.get('token') ?? '', filled, key, now)}` };
};
