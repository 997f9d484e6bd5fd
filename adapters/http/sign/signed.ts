import type { Instant } from '../../../core/base/time.ts';
import type { AskRequest, Signature } from '../../../core/model/answer.ts';
import { type Failed, failed } from '../failure.ts';
import { type Filled, fill, valuesOf } from '../request.ts';
import { signedJwt } from './signed-jwt.ts';
import { standardWebhook } from './standard-webhook.ts';

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

type Headers = Readonly<Record<string, string>>;

const headersBy = async (
  sign: Signature,
  { outgoing }: Filled,
  request: AskRequest,
  now: Instant,
): Promise<Headers> => {
  const values = valuesOf(request);
  const key = values.get('token') ?? '';
  switch (sign.by) {
    case 'aws-sigv4': {
      // The SDK's signer is large, and few tokens need it.
      const { awsSigV4 } = await import('./aws-sigv4.ts');
      return awsSigV4(outgoing, values, now);
    }
    case 'jwt-bearer': {
      const claims = Object.entries(sign.claims ?? {}).map(([name, text]) => [name, fill(text, values)]);
      const keyId = sign.keyId === undefined ? undefined : fill(sign.keyId, values);
      return { authorization: `Bearer ${signedJwt(key, Object.fromEntries(claims), keyId, now)}` };
    }
    case 'standard-webhooks':
      return standardWebhook(key, sign.id, outgoing.body ?? '', now);
  }
};
